using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests.Parsing;

/// <summary>Filters applied to rules; more of them stand in the conformance suite (documents.yml, known-mistakes.yml).</summary>
public sealed class SigmaFilterTests
{
    private const string HostRule = "title: Host\nname: host\nlogsource:\n  product: linux\n  service: sshd\ndetection:\n  selection: {f: a}\n  'No lab: selection': {g: b}\n  condition: 1 of *\n";

    [Fact]
    public void Names_of_filter_and_rule_never_meet()
    {
        // The rule has a detection that is named just as the filter's would be.
        var filtered = Filter("rules: any").Apply(TheRule());
        filtered.Detections.Count.ShouldBe(3);
        var matcher = new NaiveMatcher(filtered);
        matcher.Matches(new MapEvent(("g", "b"))).ShouldBeTrue();
        matcher.Matches(new MapEvent(("f", "a"), ("host", "lab"))).ShouldBeFalse();
    }

    [Fact]
    public void The_same_filter_twice_changes_nothing_more()
    {
        var filter = Filter("rules: [host]");
        var matcher = new NaiveMatcher(filter.Apply(filter.Apply(TheRule())));
        matcher.Matches(new MapEvent(("f", "a"))).ShouldBeTrue();
        matcher.Matches(new MapEvent(("f", "a"), ("host", "lab"))).ShouldBeFalse();
    }

    [Fact]
    public void A_filter_of_other_rules_leaves_the_rule_as_it_is() => Filter("rules: [other]").Apply(TheRule()).Detections.Count.ShouldBe(2);

    [Fact]
    public void The_rule_itself_is_not_changed()
    {
        var rule = TheRule();
        Filter("rules: any").Apply(rule);
        rule.Detections.Count.ShouldBe(2);
        new NaiveMatcher(rule).Matches(new MapEvent(("f", "a"), ("host", "lab"))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("product: linux", true)]
    [InlineData("service: sshd", true)]
    [InlineData("product: windows", false)]
    [InlineData("category: process_creation", false)]
    public void A_filter_applies_where_its_log_source_is_equal_or_wider(string logSource, bool applies) =>
        Filter("rules: any", logSource).AppliesTo(TheRule()).ShouldBe(applies);

    private static SigmaRule TheRule() => SigmaParser.Parse(HostRule, "host.yml").Rules.Single();

    private static SigmaFilter Filter(string rules, string logSource = "product: linux") =>
        SigmaParser.Parse($"title: No lab\nlogsource:\n  {logSource}\nfilter:\n  {rules}\n  selection: {{host: lab}}\n  condition: not selection\n", "filter.yml").Filters.Single();
}
