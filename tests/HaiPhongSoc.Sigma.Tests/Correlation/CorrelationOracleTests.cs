using CsCheck;
using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Sigma.Tests.Correlation;

/// <summary>The engine against the definition, over streams with ties, shuffles, late events, duplicates and absent fields.</summary>
public sealed class CorrelationOracleTests
{
    private const long Second = 1_000_000;

    private static readonly string[] Rules = ["failed", "success", "upload"];
    private static readonly string?[] Values = ["a", "A", "b", null];
    private static readonly Gen<string?> Group = Gen.Int[0, 3].Select(i => Values[i]);

    // Ids repeat on purpose; the same id may come with another time, rule or group, as an attacker's would.
    private static readonly Gen<OracleEvent[]> Streams = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 2].Select(i => Rules[i]), Gen.Long[0, 60], Group)
        .Select(parts => new OracleEvent(parts.Item1, parts.Item2, parts.Item3 * Second, parts.Item4)).Array[0, 60];

    private static readonly Gen<(CorrelationOperator Operator, decimal Value)[]> Comparisons =
        Gen.Select(Gen.Enum<CorrelationOperator>(), Gen.Int[1, 6]).Select(pair => (pair.Item1, (decimal)pair.Item2)).Array[1, 2];

    [Fact]
    public void A_count_fires_exactly_as_defined() =>
        Gen.Select(Streams, Comparisons, Gen.Int[1, 20], Gen.Int[0, 30]).Sample((events, comparisons, timespan, lateness) =>
        {
            var correlation = CorrelationBench.Count("count", timespan, CorrelationOperator.Gte, 1, "g") with
            {
                Rules = Rules,
                Condition = new CorrelationCondition(comparisons, []),
            };
            Same(correlation, lateness, events, anyRule: true, window => Array.TrueForAll(comparisons, comparison => Holds(comparison, window.Count)));
        }, iter: 1_000);

    [Fact]
    public void A_high_count_in_a_burst_fires_exactly_as_defined() =>
        Gen.Select(Streams, Gen.Int[3, 9], Gen.Int[4, 20]).Sample((events, figure, timespan) =>
            Same(CorrelationBench.Count("count", timespan, CorrelationOperator.Gte, figure, "g") with { Rules = Rules }, 60, events, anyRule: true, window => window.Count >= figure),
            iter: 1_000);

    [Fact]
    public void All_rules_fire_exactly_as_defined() =>
        Gen.Select(Streams, Gen.Int[1, 20], Gen.Int[0, 30]).Sample((events, timespan, lateness) =>
            Same(CorrelationBench.Temporal("all", timespan, Rules, "g"), lateness, events, anyRule: false, window => window.Select(kept => kept.Rule).Distinct(StringComparer.Ordinal).Count() == 3),
            iter: 1_000);

    [Fact]
    public void An_expression_with_not_fires_exactly_as_defined() =>
        Gen.Select(Streams, Gen.Int[1, 20], Gen.Int[0, 30]).Sample((events, timespan, lateness) =>
        {
            var correlation = CorrelationBench.Temporal("expression", timespan, Rules, "g") with { Expression = "failed and (success or not upload)" };
            Same(correlation, lateness, events, anyRule: false, window => Seen(window, "failed") && (Seen(window, "success") || !Seen(window, "upload")));
        }, iter: 1_000);

    [Fact]
    public void The_order_of_arrival_decides_when_but_never_whether_a_count_fires() =>
        Gen.Select(Streams, Gen.Int[2, 6], Gen.Int[1, 20]).SelectMany(parts => Gen.Shuffle(parts.Item1).Select(shuffled => (Events: parts.Item1, shuffled, Figure: parts.Item2, Timespan: parts.Item3)))
            .Sample(given =>
            {
                var correlation = CorrelationBench.Count("count", given.Timespan, CorrelationOperator.Gte, given.Figure, "g") with { Rules = Rules };
                Groups(correlation, given.shuffled).ShouldBe(Groups(correlation, given.Events), ignoreOrder: true);
            }, iter: 500);

    [Fact]
    public void A_replay_gives_the_same_and_a_repetition_nothing() =>
        Streams.Sample(events =>
        {
            var correlation = CorrelationBench.Count("count", 10, CorrelationOperator.Gte, 2, "g") with { Rules = Rules };
            var engine = CorrelationBench.With(new CorrelationOptions { AllowedLateness = TimeSpan.FromDays(1) }, correlation);
            var first = events.Select(e => Run(engine, e)).ToList();
            var again = CorrelationBench.With(new CorrelationOptions { AllowedLateness = TimeSpan.FromDays(1) }, correlation);
            events.Select(e => Run(again, e)).ShouldBe(first);
            events.Select(e => Run(engine, e)).ShouldAllBe(fire => fire == null);
        }, iter: 200);

    private static List<string> Groups(SigmaCorrelation correlation, OracleEvent[] events)
    {
        var bench = CorrelationBench.With(new CorrelationOptions { AllowedLateness = TimeSpan.FromDays(1) }, correlation);
        foreach (var arrived in events)
            _ = Run(bench, arrived);
        return [.. bench.Raised.Where(fire => !fire.IsContinuation).Select(fire => fire.GroupValues[0].Value.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
    }

    private static void Same(SigmaCorrelation correlation, int lateness, OracleEvent[] events, bool anyRule, Func<IReadOnlyList<OracleEvent>, bool> condition)
    {
        var oracle = new CorrelationOracle(correlation.Timespan.Ticks / 10, lateness * Second, anyRule, condition);
        var bench = CorrelationBench.With(new CorrelationOptions { AllowedLateness = TimeSpan.FromSeconds(lateness) }, correlation);
        foreach (var arrived in events)
            Run(bench, arrived).ShouldBe(oracle.Feed(arrived));
        var statistics = bench.Engine.Statistics;
        statistics.Fed.ShouldBe(statistics.Counted + statistics.LackingField + statistics.TooLate + statistics.Duplicates);
        statistics.Fed.ShouldBe(events.Length);
    }

    private static OracleFire? Run(CorrelationBench bench, OracleEvent arrived)
    {
        (string, string)[] fields = arrived.Group is null ? [] : [("g", arrived.Group)];
        var raised = bench.FeedAt(arrived.Rule, arrived.Time / Second, arrived.Time / Second, arrived.Id, "", fields);
        raised.Count.ShouldBeLessThanOrEqualTo(1);
        return raised.Count == 0 ? null : new OracleFire(raised[0].IsContinuation, raised[0].Event, raised[0].FiredBy, raised[0].FiredAt, raised[0].Count, raised[0].Added,
            CorrelationOracle.Text(raised[0].Contributing.Select(contribution => contribution.Event)));
    }

    private static bool Seen(IReadOnlyList<OracleEvent> window, string rule) => window.Any(kept => kept.Rule == rule);

    private static bool Holds((CorrelationOperator Operator, decimal Value) comparison, int count) => comparison.Operator switch
    {
        CorrelationOperator.Gt => count > comparison.Value,
        CorrelationOperator.Gte => count >= comparison.Value,
        CorrelationOperator.Lt => count < comparison.Value,
        CorrelationOperator.Lte => count <= comparison.Value,
        CorrelationOperator.Eq => count == comparison.Value,
        CorrelationOperator.Neq => count != comparison.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}
