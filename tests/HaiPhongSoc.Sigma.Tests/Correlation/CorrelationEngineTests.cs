using HaiPhongSoc.Sigma.Correlation;
using static HaiPhongSoc.Sigma.Tests.Correlation.CorrelationBench;

namespace HaiPhongSoc.Sigma.Tests.Correlation;

public sealed class CorrelationEngineTests
{
    private static readonly (string, string) Attacker = ("source.ip", "203.0.113.77");

    [Fact]
    public void One_base_rule_feeds_two_correlations_and_both_fire()
    {
        var bench = With(Count("by address", 60, CorrelationOperator.Gte, 2, "source.ip"), Count("by user", 60, CorrelationOperator.Gte, 2, "user.name"));
        bench.Feed("failed", 0, Attacker, ("user.name", "qtht")).ShouldBeEmpty();
        bench.Feed("failed", 1, Attacker, ("user.name", "qtht")).Select(fire => fire.Correlation.Metadata.Name).ShouldBe(["by address", "by user"]);
    }

    [Fact]
    public void A_temporal_correlation_never_joins_events_of_different_groups()
    {
        var bench = With(Temporal("chain", 60, ["upload", "shell"], "host.name"));
        bench.Feed("upload", 0, ("host.name", "web-01")).ShouldBeEmpty();
        bench.Feed("shell", 1, ("host.name", "web-02")).ShouldBeEmpty();
        bench.Feed("shell", 2, ("host.name", "WEB-01")).Count.ShouldBe(1);
    }

    [Fact]
    public void Equal_addresses_of_two_scopes_are_two_groups()
    {
        var bench = With(Count("guessing", 60, CorrelationOperator.Gte, 2, "source.ip"));
        bench.FeedAt("failed", 0, 0, 1, "commune-1", ("source.ip", "10.0.0.5")).ShouldBeEmpty();
        bench.FeedAt("failed", 1, 1, 2, "commune-2", ("source.ip", "10.0.0.5")).ShouldBeEmpty();
        bench.FeedAt("failed", 2, 2, 3, "commune-1", ("source.ip", "10.0.0.5")).Single().Scope.ShouldBe("commune-1");
    }

    [Fact]
    public void Values_that_only_look_alike_when_put_together_are_two_groups()
    {
        var bench = With(Count("two fields", 60, CorrelationOperator.Gte, 2, "a", "b"));
        bench.Feed("failed", 0, ("a", "x1:"), ("b", "y")).ShouldBeEmpty();
        bench.Feed("failed", 0, ("a", "x"), ("b", "1:y")).ShouldBeEmpty();
        bench.Feed("failed", 0, ("a", "x"), ("b", "1:Y")).Count.ShouldBe(1);
    }

    [Fact]
    public void Very_long_values_are_told_apart_and_cut()
    {
        var bench = With(Count("long", 60, CorrelationOperator.Gte, 2, "a"));
        var start = new string('x', 100_000);
        bench.Feed("failed", 0, ("a", start + "1")).ShouldBeEmpty();
        bench.Feed("failed", 0, ("a", start + "2")).ShouldBeEmpty();
        bench.Feed("failed", 0, ("a", start.ToUpperInvariant() + "2")).Single().GroupValues[0].Value.Length.ShouldBeLessThan(257);
    }

    [Fact]
    public void An_alias_reads_another_field_of_each_rule()
    {
        var aliases = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["address"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["failed"] = "source.ip", ["success"] = "client.ip" },
        };
        var bench = With(Temporal("aliased", 60, ["failed", "success"], "address") with { Aliases = aliases });
        bench.Engine.FieldsNeeded("failed").ShouldBe(["source.ip"]);
        bench.Engine.FieldsNeeded("success").ShouldBe(["client.ip"]);
        bench.Feed("failed", 0, ("source.ip", "1.1.1.1"), ("client.ip", "9.9.9.9")).ShouldBeEmpty();
        bench.Feed("success", 1, ("source.ip", "1.1.1.1"), ("client.ip", "2.2.2.2")).ShouldBeEmpty();
        bench.Feed("success", 2, ("client.ip", "1.1.1.1")).Single().GroupValues.ShouldBe([("address", "1.1.1.1")]);
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(61, 0)]
    public void Events_exactly_one_timespan_apart_are_in_one_window(int second, int fires)
    {
        var bench = With(Count("edge", 60, CorrelationOperator.Gte, 2, "source.ip"));
        bench.Feed("failed", 0, Attacker).ShouldBeEmpty();
        bench.Feed("failed", second, Attacker).Count.ShouldBe(fires);
    }

    [Fact]
    public void The_left_edge_is_dropped_before_the_right_one_is_added()
    {
        var bench = With(Count("three in a minute", 60, CorrelationOperator.Gte, 3, "source.ip"));
        for (var second = 0L; second < 3000; second += 31)
            bench.Feed("failed", second, Attacker).ShouldBeEmpty();
    }

    [Fact]
    public void Events_that_arrive_in_reverse_fire_as_well_and_no_false_window_arises()
    {
        var bench = With(Count("three in a minute", 60, CorrelationOperator.Gte, 3, "source.ip"));
        bench.Feed("failed", 200, Attacker).ShouldBeEmpty();
        bench.Feed("failed", 100, Attacker).ShouldBeEmpty();
        bench.Feed("failed", 50, Attacker).ShouldBeEmpty();
        var fire = bench.Feed("failed", 45, Attacker).Single();
        (fire.FirstTime, fire.LastTime, fire.FiredAt, fire.Count).ShouldBe((45_000_000, 100_000_000, 100_000_000, 3));
        fire.Contributing.Select(contribution => contribution.Time).ShouldBe([45_000_000, 50_000_000, 100_000_000]);
    }

    [Fact]
    public void A_fire_goes_on_with_a_live_count_and_fires_anew_after_a_timespan()
    {
        var bench = With(Count("guessing", 60, CorrelationOperator.Gte, 20, "source.ip"));
        for (var second = 0; second < 200; second++)
            bench.FeedAll("failed", second, Attacker);
        bench.Raised.Where(fire => !fire.IsContinuation).Select(fire => fire.FiredAt / 1_000_000).ShouldBe([19, 80, 141]);
        bench.Raised[^1].FiredBy.ShouldBe(142);
        bench.Raised.Where(fire => fire.FiredBy == 20).Max(fire => fire.Count).ShouldBe(80);
        bench.Raised.Sum(fire => fire.Added).ShouldBe(200);
    }

    [Fact]
    public void Contributing_events_are_the_newest_hundred_and_all_are_counted()
    {
        var bench = With(Count("many", 1000, CorrelationOperator.Gte, 250, "source.ip"));
        for (var second = 0; second < 249; second++)
            bench.Feed("failed", second, Attacker).ShouldBeEmpty();
        var fire = bench.Feed("failed", 10, Attacker).Single();
        fire.Count.ShouldBe(250);
        fire.IsCountExact.ShouldBeTrue();
        fire.Contributing.Count.ShouldBe(100);
        fire.Contributing.ShouldContain(new CorrelationContribution<int>(10_000_000, 250, "failed"));
        fire.Contributing[^1].Time.ShouldBe(248_000_000);
    }

    [Fact]
    public void Guessing_then_success_fires_with_the_events_of_both()
    {
        var bench = With(
            Temporal("guessed then in", 1800, ["guessing", "success"], "source.ip") with { Generate = true },
            Count("guessing", 300, CorrelationOperator.Gte, 20, "source.ip"));
        for (var i = 0; i < 40; i++)
            bench.FeedAll("failed", i * 3, Attacker);
        bench.Feed("success", 121, ("source.ip", "10.20.0.14")).ShouldBeEmpty();
        var fire = bench.Feed("success", 121, Attacker).Single();
        fire.Correlation.Metadata.Name.ShouldBe("guessed then in");
        fire.Count.ShouldBe(21);
        (fire.FirstTime, fire.LastTime).ShouldBe((0, 121_000_000));
        fire.Contributing.Select(contribution => contribution.RuleKey).Distinct(StringComparer.Ordinal).ShouldBe(["failed", "success"]);
        fire.GroupValues.ShouldBe([("source.ip", "203.0.113.77")]);
        bench.Raised.Single(raised => raised.Correlation.Metadata.Name == "guessing" && !raised.IsContinuation).IsSilenced.ShouldBeFalse();
    }

    [Theory]
    [InlineData(19, 121, 0)]
    [InlineData(20, 57 + 1800, 1)]
    [InlineData(20, 57 + 1801, 0)]
    public void Too_few_guesses_or_too_late_a_success_is_nothing(int guesses, int success, int fires)
    {
        var bench = With(Temporal("guessed then in", 1800, ["guessing", "success"], "source.ip"), Count("guessing", 300, CorrelationOperator.Gte, 20, "source.ip"));
        for (var i = 0; i < guesses; i++)
            bench.FeedAll("failed", i * 3, Attacker);
        bench.Feed("success", success, Attacker).Count.ShouldBe(fires);
    }

    [Fact]
    public void A_success_that_arrives_before_the_last_guesses_is_found()
    {
        var bench = With(Temporal("guessed then in", 1800, ["guessing", "success"], "source.ip"), Count("guessing", 300, CorrelationOperator.Gte, 20, "source.ip"));
        bench.FeedAll("success", 121, Attacker);
        for (var i = 0; i < 20; i++)
            bench.FeedAll("failed", i * 3, Attacker);
        bench.Raised.Select(fire => fire.Correlation.Metadata.Name).ShouldBe(["guessing", "guessed then in"]);
    }

    [Fact]
    public void A_rule_is_silenced_only_while_no_correlation_upon_it_generates()
    {
        var silent = Count("silent", 60, CorrelationOperator.Gte, 2);
        With(silent).Engine.IsSilenced("failed").ShouldBeTrue();
        With(silent, silent with { Metadata = Rule("loud"), Generate = true }).Engine.IsSilenced("failed").ShouldBeFalse();
        With(silent).Engine.IsSilenced("success").ShouldBeFalse();
        With(silent with { Type = CorrelationType.ValueCount }).Engine.IsSilenced("failed").ShouldBeFalse();
        With(silent, Temporal("above", 60, ["silent", "success"])).Engine.IsSilenced("silent").ShouldBeTrue();
    }

    [Fact]
    public void An_event_that_matched_two_rules_counts_once()
    {
        var bench = With(Count("either", 60, CorrelationOperator.Gte, 2) with { Rules = ["failed", "success"] });
        bench.FeedAt("failed", 0, 0, 7, "").ShouldBeEmpty();
        bench.FeedAt("success", 0, 0, 7, "").ShouldBeEmpty();
        bench.FeedAt("success", 0, 0, 8, "").Count.ShouldBe(1);
    }

    [Fact]
    public void A_number_of_distinct_rules_may_be_asked_for()
    {
        var bench = With(Temporal("two of three", 60, ["failed", "upload", "shell"]) with { Condition = new CorrelationCondition([(CorrelationOperator.Gte, 2)], []) });
        bench.Feed("failed", 0).ShouldBeEmpty();
        bench.Feed("failed", 1).ShouldBeEmpty();
        bench.Feed("shell", 2).Count.ShouldBe(1);
    }
}
