using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Tests.Correlation;

public sealed class CorrelationReaderTests
{
    [Fact]
    public void A_whole_correlation_is_read()
    {
        var (correlation, problems) = Read("""
            title: t
            correlation:
              type: value_count
              rules: [ a, b ]
              group-by: address
              timespan: 15m
              condition: { gte: 10, lt: 100, field: [ x, y ] }
              aliases:
                address: { a: source.ip, b: client.ip }
            generate: true
            """);
        problems.ShouldBeEmpty();
        correlation!.Type.ShouldBe(CorrelationType.ValueCount);
        correlation.Rules.ShouldBe(["a", "b"]);
        correlation.GroupBy.ShouldBe(["address"]);
        correlation.Timespan.ShouldBe(TimeSpan.FromMinutes(15));
        correlation.Condition!.Comparisons.ShouldBe([(CorrelationOperator.Gte, 10), (CorrelationOperator.Lt, 100)]);
        correlation.Condition.Fields.ShouldBe(["x", "y"]);
        correlation.Aliases["address"]["b"].ShouldBe("client.ip");
        correlation.Generate.ShouldBeTrue();
    }

    [Theory]
    [InlineData("event_count", "{ gte: 1 }")]
    [InlineData("value_count", "{ neq: 3, field: f }")]
    [InlineData("temporal", null)]
    [InlineData("temporal_ordered", "{ gte: 1 }")]
    [InlineData("value_sum", "{ gt: -1.5, field: f }")]
    [InlineData("value_avg", "{ lte: 1e3, field: f }")]
    [InlineData("value_percentile", "{ lte: 1, field: f, percentile: 95 }")]
    [InlineData("value_percentile", "{ lte: 1, field: f }")]
    [InlineData("value_median", "{ eq: 1, field: f }")]
    [InlineData("temporal", "a or not a")]
    public void Every_type_is_read(string type, string? condition) =>
        Read(Text(type, condition is null ? "" : "condition: " + condition)).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    [InlineData("1d", 86_400)]
    [InlineData("1w", 604_800)]
    [InlineData("1M", 2_629_746)]
    [InlineData("1y", 31_556_952)]
    public void Timespans_have_a_unit(string text, int seconds) => Read(Text("temporal", "", text)).Correlation!.Timespan.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("30")]
    [InlineData("5 m")]
    [InlineData("5S")]
    [InlineData("m")]
    [InlineData("1.5h")]
    [InlineData("-1h")]
    [InlineData("0s")]
    [InlineData("2y")]
    [InlineData("999999999y")]
    [InlineData("99999999999999999999s")]
    [InlineData("''")]
    [InlineData("[5m]")]
    public void Timespans_that_are_none_are_refused(string text) => Read(Text("temporal", "", text)).Problems.ShouldContain(problem => problem.StartsWith("6:13 correlation-timespan"));

    [Theory]
    [InlineData("event_count", "", "3:3 correlation-condition: 'condition' is missing: this type needs a figure, such as 'gte: 10'")]
    [InlineData("event_count", "condition: a", "7:14 correlation-condition: an expression over rules is for temporal types; this one needs a figure, such as 'gte: 10'")]
    [InlineData("event_count", "condition: { gte: 5, field: f }", "7:14 correlation-field: 'field' is for types over values (value_count, value_sum and their like)")]
    [InlineData("value_count", "condition: { gte: 5 }", "7:14 correlation-field: 'field' is missing: a type over values needs the field that it reads")]
    [InlineData("value_sum", "condition: { gte: 5, field: [f, g] }", "7:14 correlation-field: several fields are for value_count: name one")]
    [InlineData("event_count", "condition: { ge: 5, gte: 5 }", "7:16 correlation-condition: 'ge' is no key of a condition: gt, gte, lt, lte, eq, neq, field, percentile are")]
    [InlineData("event_count", "condition: {}", "7:14 correlation-condition: the condition compares nothing: add one of gt, gte, lt, lte, eq, neq")]
    [InlineData("event_count", "condition: { gte: '5' }", "7:21 correlation-condition: 'gte' must be a number; counts are whole and not negative")]
    [InlineData("event_count", "condition: { gte: 2.5 }", "7:21 correlation-condition: 'gte' must be a number; counts are whole and not negative")]
    [InlineData("event_count", "condition: { gte: 79228162514264337593543950335 }", "7:21 correlation-condition: 'gte' must be a number; counts are whole and not negative")]
    [InlineData("event_count", "condition: { gt: 5, lt: 6 }", "7:14 correlation-condition: no count fulfils the condition (a window holds one event or more; a temporal one counts distinct rules)")]
    [InlineData("event_count", "condition: { lt: 1 }", "7:14 correlation-condition: no count fulfils the condition (a window holds one event or more; a temporal one counts distinct rules)")]
    [InlineData("temporal", "condition: { gte: 2 }", "7:14 correlation-condition: no count fulfils the condition (a window holds one event or more; a temporal one counts distinct rules)")]
    [InlineData("value_avg", "condition: { gt: 5, lt: 5, field: f }", "7:14 correlation-condition: the comparisons contradict each other: no figure fulfils all")]
    [InlineData("value_sum", "condition: { gt: 5, field: f, percentile: 3 }", "7:33 correlation-condition: 'percentile' is for value_percentile")]
    [InlineData("value_percentile", "condition: { gt: 5, field: f, percentile: 101 }", "7:45 correlation-condition: 'percentile' must be a number from 0 to 100")]
    [InlineData("temporal", "condition: a and", "7:19 correlation-condition: a rule's name is missing at the end")]
    [InlineData("temporal", "condition: (a", "7:16 correlation-condition: a ')' is missing")]
    [InlineData("temporal", "condition: a a", "7:16 correlation-condition: expected 'and', 'or' or the end, found 'a'")]
    [InlineData("temporal", "condition: a or b", "7:19 correlation-condition: 'b' is not in 'rules': name it there as it is written here")]
    [InlineData("temporal", "windows: 5m", "7:3 correlation-key-unknown: 'windows' is no key of a correlation: type, rules, group-by, timespan, condition, aliases, generate are")]
    [InlineData("temporal", "generate: perhaps", "7:13 correlation-generate: 'generate' must be true or false")]
    [InlineData("temporal", "aliases: [x]", "7:12 correlation-aliases: 'aliases' must map each alias to a map of rule name to field")]
    [InlineData("temporal", "aliases: { f: { a: [] } }", "7:22 correlation-aliases: alias 'f' must name one field per rule")]
    [InlineData("value_sum", "condition: { gt: 5, field: f }\n  aliases: { f: { a: x } }", "8:14 correlation-aliases: alias 'f' is used as the condition's field: aliases work in 'group-by' only")]
    [InlineData("sum", "", "3:9 correlation-type: 'sum' is no type of correlation: event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, value_percentile, value_median are")]
    public void Mistakes_are_refused_with_their_place(string type, string more, string problem)
    {
        var (correlation, problems) = Read(Text(type, more));
        correlation.ShouldBeNull();
        problems.Contains(problem, StringComparer.Ordinal).ShouldBeTrue(string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public void Warnings_leave_the_correlation_in_use()
    {
        var (correlation, problems) = Read(Text("temporal", "aliases: { unused: { a: x } }").Replace("rules: a", "rules: [a, a]", StringComparison.Ordinal));
        correlation!.Rules.ShouldBe(["a"]);
        problems.Count.ShouldBe(2);
    }

    [Fact]
    public void The_rules_of_an_expression_are_its_rules()
    {
        var (correlation, problems) = Read(Text("temporal", "condition: x and (y-1 OR not x) and z_2").Replace("  rules: a\n", "", StringComparison.Ordinal));
        problems.ShouldBeEmpty();
        correlation!.Rules.ShouldBe(["x", "y-1", "z_2"]);
        correlation.Expression.ShouldBe("x and (y-1 OR not x) and z_2");
    }

    [Theory]
    [InlineData("title: t\ncorrelation: text")]
    [InlineData("title: t\ncorrelation: []")]
    [InlineData("title: t\ncorrelation: {}")]
    [InlineData("title: t\ncorrelation: { [a]: b, type: [], rules: {}, group-by: {}, timespan: {}, condition: [], aliases: x }")]
    public void Any_shape_gives_problems_and_never_an_exception(string text)
    {
        var (correlation, problems) = Read(text);
        correlation.ShouldBeNull();
        problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_deep_expression_is_refused() =>
        Read(Text("temporal", "condition: " + new string('(', 5_000) + "a")).Problems.ShouldContain(problem => problem.Contains("nested deeper", StringComparison.Ordinal));

    [Fact]
    public void Generate_said_twice_and_differently_is_refused()
    {
        Read(Text("temporal", "generate: true") + "\ngenerate: true").Correlation!.Generate.ShouldBeTrue();
        Read(Text("temporal", "generate: true") + "\ngenerate: false").Correlation.ShouldBeNull();
    }

    private static string Text(string type, string more, string timespan = "5m") =>
        $"title: t\ncorrelation:\n  type: {type}\n  rules: a\n  group-by: [ source.ip ]\n  timespan: {timespan}\n  {more}";

    private static (SigmaCorrelation? Correlation, IReadOnlyList<string> Problems) Read(string text)
    {
        var problems = new DocumentProblems("rules/x.yml");
        var document = (YamlMappingNode)SafeYaml.Load(text, problems).Single().RootNode;
        var correlation = CorrelationReader.Read(document, CorrelationBench.Rule("x"), problems);
        return (correlation, [.. problems.Found.Select(found => $"{found.Line}:{found.Column} {found.Id}: {found.Message}")]);
    }
}
