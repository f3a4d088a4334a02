using System.Text;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests;

/// <summary>What the compiled rules read of an event that the naive ones read too.</summary>
public sealed class EventMatcherTests
{
    [Fact]
    public void A_field_is_found_in_an_event_that_is_older_than_the_rules()
    {
        var builder = new FieldSetBuilder();
        builder.Add("field.of.a.rule.to.come"u8, Encoding.UTF8.GetBytes("needle"));
        var early = new LogEvent { Id = default, Time = 0, ReceivedAt = 0, SourceId = "s", Realm = "r", Raw = default, Fields = builder.Build() };

        var matcher = new EventMatcher(Load("title: T\nlogsource: { category: c }\ndetection:\n  a: { field.of.a.rule.to.come: needle }\n  condition: a\n"), routed: false);

        matcher.Match(early).ShouldBe(1);
    }

    [Theory]
    [InlineData(MatchingEngine.Compiled)]
    [InlineData(MatchingEngine.Naive)]
    public void Keywords_are_looked_for_in_the_values_of_the_sender_and_in_the_record(MatchingEngine engine)
    {
        var matcher = new EventMatcher(Load("title: T\nlogsource: { category: c }\ndetection:\n  a: [needle]\n  condition: a\n"), engine, routed: false);

        matcher.Match(AnEvent().With("f", "a Needle here", FieldNaming.Original).Build()).ShouldBe(1);
        matcher.Match(AnEvent().Raw("<1> NEEDLE").Build()).ShouldBe(1);
        matcher.Match(AnEvent().With("f", "a needle by another name", FieldNaming.Ecs).Build()).ShouldBe(0);
    }

    [Fact]
    public void Without_routing_every_rule_sees_every_event()
    {
        var rules = Load("title: T\nlogsource: { product: linux, service: sshd }\ndetection:\n  a: { f: x }\n  condition: a\n");
        var logEvent = AnEvent().Of("windows", "other", "else").With("f", "x").Build();

        new EventMatcher(rules).Match(logEvent).ShouldBe(0);
        new EventMatcher(rules, routed: false).Match(logEvent).ShouldBe(1);
    }

    private static RuleSet Load(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "rule.yml"), text);
        return RuleSetLoader.Load([folder.Path], LogSourceBindings.None);
    }
}
