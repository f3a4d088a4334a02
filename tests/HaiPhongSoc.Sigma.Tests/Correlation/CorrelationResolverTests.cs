using HaiPhongSoc.Sigma.Correlation;
using static HaiPhongSoc.Sigma.Tests.Correlation.CorrelationBench;

namespace HaiPhongSoc.Sigma.Tests.Correlation;

public sealed class CorrelationResolverTests
{
    private static readonly SigmaCorrelation Sound = Count("sound", 60, CorrelationOperator.Gte, 2, "source.ip");

    [Fact]
    public void A_missing_rule_refuses_its_correlation_with_path_and_line_and_no_other()
    {
        var broken = Sound with { Metadata = Rule("broken") with { Line = 12 }, Rules = ["failed", "nowhere"] };
        var engine = With(broken, Sound).Engine;
        engine.Running.ShouldBe([Sound]);
        var (correlation, reason) = engine.NotRun.Single();
        correlation.ShouldBeSameAs(broken);
        reason.ToString().ShouldBe("rules/broken.yml:12:1: error correlation-reference: no rule has the id or name 'nowhere'");
        engine.IsFed("failed").ShouldBeTrue();
    }

    [Fact]
    public void A_circle_is_refused_with_all_its_members_and_what_stands_on_it()
    {
        var engine = With(
            Temporal("on top", 60, ["a", "success"], "source.ip"),
            Temporal("a", 60, ["b", "success"], "source.ip"),
            Temporal("b", 60, ["a", "failed"], "source.ip"),
            Temporal("self", 60, ["self", "failed"]),
            Sound).Engine;
        engine.Running.ShouldBe([Sound]);
        engine.NotRun.ToDictionary(pair => pair.Correlation.Metadata.Name!, pair => $"{pair.Reason.Id}: {pair.Reason.Message}", StringComparer.Ordinal).ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["on top"] = "correlation-reference: 'a' is a correlation that does not run",
            ["a"] = "correlation-cycle: correlations refer to each other in a circle: a → b → a",
            ["b"] = "correlation-cycle: correlations refer to each other in a circle: a → b → a",
            ["self"] = "correlation-cycle: correlations refer to each other in a circle: self → self",
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(CorrelationType.ValueCount)]
    [InlineData(CorrelationType.TemporalOrdered)]
    [InlineData(CorrelationType.ValueMedian)]
    public void A_type_that_is_only_read_is_a_warning(CorrelationType type)
    {
        var reason = With(Sound with { Type = type }).Engine.NotRun.Single().Reason;
        (reason.Id, reason.IsError).ShouldBe(("correlation-not-run", false));
    }

    [Fact]
    public void A_name_that_two_rules_bear_is_refused()
    {
        var engine = new CorrelationEngine<int>([Sound], [Rule("failed"), Rule("failed")], new CorrelationOptions());
        engine.NotRun.Single().Reason.Message.ShouldBe("'failed' means 2 rules: rules/failed.yml, rules/failed.yml");
    }

    [Fact]
    public void A_rule_is_found_by_id_in_any_case_and_by_name_in_its_own()
    {
        const string Id = "4F7F37AD-d23f-4802-890f-952247f5d75b";
        var engine = new CorrelationEngine<int>([Sound with { Rules = [Id] }], [Rule("failed", Id.ToLowerInvariant())], new CorrelationOptions());
        engine.Running.Count.ShouldBe(1);
        engine.IsFed("failed").ShouldBeTrue();
        engine.IsFed(Id).ShouldBeTrue();
        engine.IsFed("FAILED").ShouldBeFalse();
        new CorrelationEngine<int>([Sound with { Rules = ["Failed"] }], [Rule("failed", Id)], new CorrelationOptions()).Running.ShouldBeEmpty();
    }

    [Fact]
    public void A_rule_named_twice_by_id_and_by_name_is_refused()
    {
        var engine = new CorrelationEngine<int>([Sound with { Rules = ["failed", "id-1"] }], [Rule("failed", "id-1")], new CorrelationOptions());
        engine.NotRun.Single().Reason.Id.ShouldBe("correlation-rules");
    }

    [Fact]
    public void A_correlation_below_must_have_the_fields_that_the_one_above_groups_by()
    {
        var engine = With(Sound, Temporal("above", 60, ["sound", "success"], "source.ip", "host.name")).Engine;
        engine.NotRun.Single().Reason.Message.ShouldStartWith("correlation 'sound' is not grouped by 'host.name'");
    }

    [Fact]
    public void An_alias_that_leaves_a_rule_out_is_refused()
    {
        var aliases = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal) { ["address"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["failed"] = "source.ip" } };
        var engine = With(Temporal("aliased", 60, ["failed", "success"], "address") with { Aliases = aliases }).Engine;
        engine.NotRun.Single().Reason.Message.ShouldBe("alias 'address' names no field for rule 'success'");
    }

    [Fact]
    public void A_count_beyond_what_a_group_keeps_is_refused() =>
        With(Count("huge", 60, CorrelationOperator.Gte, 1_000_000)).Engine.NotRun.Single().Reason.Id.ShouldBe("correlation-condition");

    [Fact]
    public void A_chain_that_is_too_deep_is_refused_at_the_same_place_in_any_order()
    {
        var chain = Enumerable.Range(0, 2_000).Select(i => Temporal("c" + i, 60, i == 0 ? ["failed"] : ["c" + (i - 1)])).ToArray();
        var names = Enumerable.Range(0, 16).Select(i => "c" + i);
        With(chain).Engine.Running.Select(correlation => correlation.Metadata.Name).ShouldBe(names);
        With([.. chain.Take(40).Reverse()]).Engine.Running.Select(correlation => correlation.Metadata.Name).ShouldBe(names.Reverse());
    }
}
