using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests;

/// <summary>A pattern without a bound in time costs its own rule, and only where an operator let it in.</summary>
public sealed class BacktrackingStageTests : IDisposable
{
    private const string Rule = "title: Doubled\nid: 6f3e2987-db24-4c78-a860-b4f4095a7095\nlogsource: { category: c }\ndetection:\n  a: { f|re: '^(?!b)(a+)+$' }\n  condition: a\n";
    private const string Other = "title: Other\nid: 0e0b9d2c-2f0d-4a86-9d2a-a1c7a4b25a11\nlogsource: { category: c }\ndetection:\n  a: { f|endswith: '!' }\n  condition: a\n";

    private readonly TemporaryFolder _folder = new();

    public BacktrackingStageTests()
    {
        File.WriteAllText(_folder.File("doubled.yml"), Rule);
        File.WriteAllText(_folder.File("other.yml"), Other);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_default_the_rule_is_refused_and_told()
    {
        var rules = Load(new DetectionOptions());
        rules.ActiveCount.ShouldBe(1);
        rules.Refused.ShouldHaveSingleItem().ToString().ShouldContain("regex-backtracking");
    }

    [Theory]
    [InlineData(MatchingEngine.Compiled)]
    [InlineData(MatchingEngine.Naive)]
    public void A_value_that_takes_too_long_quarantines_the_rule_and_the_others_go_on(MatchingEngine engine)
    {
        var options = new DetectionOptions { Engine = engine, RaiseFindings = false, BacktrackingRules = { "6f3e2987-db24-4c78-a860-b4f4095a7095" }, BacktrackingTimeout = TimeSpan.FromMilliseconds(20) };
        using var metrics = new DetectionMetrics();
        var stage = new DetectionStage(Load(options), new NoRegister(), options, metrics);
        var hostile = AnEvent().Of(null, "c").With("f", new string('a', 60) + "!").Build();

        stage.Process([hostile, hostile], now: 77).Select(hit => hit.Rule.Title).ShouldBe(["Other", "Other"]);

        var rule = stage.Quarantined.ShouldHaveSingleItem();
        (rule.RuleId, rule.Since).ShouldBe(("6f3e2987-db24-4c78-a860-b4f4095a7095", 77));
        rule.Reason.ShouldStartWith("RegexMatchTimeoutException: ");
        metrics.Faulted.ShouldBe(1);
    }

    private RuleSet Load(DetectionOptions options) => RuleSetLoader.Load([_folder.Path], LogSourceBindings.None, options.Treatment());

    private sealed class NoRegister : ISystemDirectory
    {
        public SystemDirectorySnapshot Current => SystemDirectorySnapshot.Empty;
    }
}
