using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Audit;

/// <summary>Who takes a rule out, weakens it or makes it break is on the chain and in the corridor, also where the program was started anew in between.</summary>
public sealed class RulesInUseTests
{
    [Fact]
    public async Task The_first_start_and_a_start_with_the_same_rules_are_no_change()
    {
        await using var world = await OperationsWorld.StartAsync();
        await CompareAsync(world, Rule("a"), Rule("b"));
        await world.RestartAsync();
        await CompareAsync(world, Rule("b"), Rule("a"));
        (await OfRulesAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rule_that_is_missing_another_text_and_a_new_rule_are_told_once()
    {
        await using var world = await OperationsWorld.StartAsync();
        await CompareAsync(world, Rule("a"), Rule("b"), Rule("c"));
        await world.RestartAsync();
        await CompareAsync(world, Rule("b", "weaker"), Rule("c"), Rule("d"));
        await CompareAsync(world, Rule("b", "weaker"), Rule("c"), Rule("d"));

        (await OfRulesAsync(world)).ShouldBe(
        [
            "rule.switched-off rule:a 1 detection rule is not in use any more: «Rule a»",
            "rule.changed rule:b 1 detection rule is changed: «Rule b»",
            "rule.switched-on rule:d 1 detection rule is in use from now on: «Rule d»",
        ]);
        world.Told.Events.Where(told => told.Action.StartsWith("rule.", StringComparison.Ordinal)).Select(told => (told.Action, told.ActorKind, told.Subjects.Single()))
            .ShouldBe([("rule.switched-off", "program", "rule:a"), ("rule.changed", "program", "rule:b"), ("rule.switched-on", "program", "rule:d")]);
    }

    [Fact]
    public async Task All_rules_gone_is_one_entry_that_names_the_first_of_them()
    {
        await using var world = await OperationsWorld.StartAsync();
        await CompareAsync(world, [.. Enumerable.Range(100, 300).Select(number => Rule(FormattableString.Invariant($"{number}")))]);
        await CompareAsync(world);
        var entry = (await OfRulesAsync(world)).ShouldHaveSingleItem();
        entry.ShouldContain("300 detection rules are not in use any more: «Rule 100»; ");
        entry.ShouldEndWith("«Rule 119»; …");
    }

    [Fact]
    public async Task A_rule_that_broke_is_told_with_its_reason()
    {
        await using var world = await OperationsWorld.StartAsync();
        var inUse = world.Services.GetRequiredService<IRulesInUse>();
        await inUse.BrokeAsync([], default);
        await inUse.BrokeAsync([new BrokenRule("a", "RegexMatchTimeoutException: too slow")], default);
        (await OfRulesAsync(world)).ShouldBe(["rule.broken rule:a rule a broke and is not asked any more: RegexMatchTimeoutException: too slow"]);
        world.Told.Events.ShouldContain(told => told.Action == "rule.broken");
    }

    private static Task CompareAsync(OperationsWorld world, params RuleIdentity[] rules) => world.Services.GetRequiredService<IRulesInUse>().CompareAsync(rules, default);

    private static async Task<List<string>> OfRulesAsync(OperationsWorld world) =>
        [.. (await world.EntriesAsync()).Where(entry => entry.Action.StartsWith("rule.", StringComparison.Ordinal)).Select(entry => $"{entry.Action} {entry.Subjects.Split('\n')[0]} {entry.DetailsEn}")];

    private static RuleIdentity Rule(string id, string version = "1") => new(id, version, $"Rule {id}", null, null, null, Severity.High, [], [], null, null);
}
