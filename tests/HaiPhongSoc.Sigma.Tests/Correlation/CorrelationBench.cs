using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Sigma.Tests.Correlation;

/// <summary>Builds correlations by hand and feeds an engine with seconds instead of microseconds.</summary>
internal sealed class CorrelationBench
{
    private readonly List<CorrelationFire<int>> _raised = [];
    private int _lastEvent;

    private CorrelationBench(CorrelationEngine<int> engine) => Engine = engine;

    public CorrelationEngine<int> Engine { get; }

    public IReadOnlyList<CorrelationFire<int>> Raised => _raised;

    public static CorrelationBench With(params SigmaCorrelation[] correlations) => With(new CorrelationOptions(), correlations);

    public static CorrelationBench With(CorrelationOptions options, params SigmaCorrelation[] correlations) =>
        new(new CorrelationEngine<int>(correlations, [Rule("failed"), Rule("success"), Rule("upload"), Rule("shell")], options));

    public static SigmaMetadata Rule(string name, string? id = null) => new() { Path = "rules/" + name + ".yml", Line = 1, Title = name, Name = name, Id = id };

    public static SigmaCorrelation Count(string name, int seconds, CorrelationOperator compared, int figure, params string[] groupBy) => new()
    {
        Metadata = Rule(name),
        Type = CorrelationType.EventCount,
        Rules = ["failed"],
        GroupBy = groupBy,
        Timespan = TimeSpan.FromSeconds(seconds),
        Condition = new CorrelationCondition([(compared, figure)], []),
    };

    public static SigmaCorrelation Temporal(string name, int seconds, IReadOnlyList<string> rules, params string[] groupBy) => new()
    {
        Metadata = Rule(name),
        Type = CorrelationType.Temporal,
        Rules = rules,
        GroupBy = groupBy,
        Timespan = TimeSpan.FromSeconds(seconds),
    };

    /// <summary>What the event raised, without continuations.</summary>
    public IReadOnlyList<CorrelationFire<int>> Feed(string rule, long second, params (string Field, string Value)[] fields) =>
        [.. FeedAll(rule, second, fields).Where(fire => !fire.IsContinuation)];

    public IReadOnlyList<CorrelationFire<int>> FeedAll(string rule, long second, params (string Field, string Value)[] fields) =>
        FeedAt(rule, second, second, ++_lastEvent, "", fields);

    public IReadOnlyList<CorrelationFire<int>> FeedAt(string rule, long second, long now, int id, string scope, params (string Field, string Value)[] fields)
    {
        var raised = new List<CorrelationFire<int>>();
        string? Field(string name) => Array.Find(fields, field => field.Field == name).Value;
        Engine.Feed(new CorrelationInput<int>(rule, second * 1_000_000, id, Field, scope), now * 1_000_000, raised);
        _raised.AddRange(raised);
        return raised;
    }
}
