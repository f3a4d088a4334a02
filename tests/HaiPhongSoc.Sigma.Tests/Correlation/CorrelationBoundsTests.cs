using HaiPhongSoc.Sigma.Correlation;
using static HaiPhongSoc.Sigma.Tests.Correlation.CorrelationBench;

namespace HaiPhongSoc.Sigma.Tests.Correlation;

public sealed class CorrelationBoundsTests
{
    [Fact]
    public void A_flood_of_100_000_groups_stays_within_its_bounds_and_is_counted()
    {
        var bench = With(new CorrelationOptions { MaxGroups = 10_000 }, Count("guessing", 3600, CorrelationOperator.Gte, 3, "source.ip"));
        for (var i = 0; i < 100_000; i++)
            bench.FeedAll("failed", i / 100, ("source.ip", $"2001:db8::{i:x}"));
        var statistics = bench.Engine.Statistics;
        (statistics.Groups, statistics.Events, statistics.Evicted).ShouldBe((10_000, 10_000, 90_000));
        bench.Raised.ShouldBeEmpty();
    }

    [Fact]
    public void A_group_that_is_touched_survives_the_flood()
    {
        var bench = With(new CorrelationOptions { MaxGroups = 100 }, Count("guessing", 3600, CorrelationOperator.Gte, 20, "source.ip"));
        for (var i = 0; i < 19 * 50; i++)
        {
            bench.FeedAll("failed", i, ("source.ip", "noise-" + i));
            if (i % 50 == 0)
                bench.FeedAll("failed", i, ("source.ip", "slow")).ShouldBeEmpty();
        }

        bench.Feed("failed", 1000, ("source.ip", "slow")).Single().Count.ShouldBe(20);
    }

    [Fact]
    public void The_bound_over_all_takes_from_the_correlation_that_holds_most()
    {
        var bench = With(
            new CorrelationOptions { MaxEvents = 1000, MaxEventsPerGroup = 100 },
            Count("flooded", 3600, CorrelationOperator.Gte, 50, "source.ip"),
            Count("calm", 3600, CorrelationOperator.Gte, 3, "source.ip") with { Rules = ["success"] });
        bench.FeedAll("success", 0, ("source.ip", "a"));
        bench.FeedAll("success", 0, ("source.ip", "a"));
        for (var i = 0; i < 5_000; i++)
            bench.FeedAll("failed", 1, ("source.ip", "noise-" + i));
        bench.Engine.StatisticsOf(bench.Engine.Running[0]).Evicted.ShouldBe(5_000 + 2 - 1000);
        bench.Engine.StatisticsOf(bench.Engine.Running[1]).Evicted.ShouldBe(0);
        bench.Engine.Statistics.Events.ShouldBe(1000);
        bench.Feed("success", 2, ("source.ip", "a")).Count.ShouldBe(1);
    }

    [Fact]
    public void A_flood_of_one_rule_never_pushes_out_the_other_half_of_a_chain()
    {
        var bench = With(new CorrelationOptions { MaxEventsPerGroup = 100 }, Temporal("chain", 3600, ["upload", "shell"], "host.name"));
        bench.FeedAll("upload", 0, ("host.name", "web"));
        for (var i = 0; i < 10_000; i++)
            bench.FeedAll("upload", 1, ("host.name", "web"));
        bench.FeedAll("failed", 1);
        bench.Engine.Statistics.Events.ShouldBeLessThanOrEqualTo(100);
        bench.Engine.Statistics.DroppedEvents.ShouldBeGreaterThan(9_000);
        var fire = bench.Feed("shell", 2, ("host.name", "web")).Single();
        fire.IsCountExact.ShouldBeFalse();
    }

    [Fact]
    public void One_upload_is_kept_through_a_flood_of_shell_requests()
    {
        var bench = With(new CorrelationOptions { MaxEventsPerGroup = 100 }, Temporal("chain", 3600, ["upload", "shell", "success"], "host.name"));
        bench.FeedAll("upload", 0, ("host.name", "web"));
        for (var i = 0; i < 10_000; i++)
            bench.FeedAll("shell", 1, ("host.name", "web"));
        bench.Feed("success", 2, ("host.name", "web")).Single().FirstTime.ShouldBe(0);
    }

    [Fact]
    public void A_count_is_exact_at_the_largest_figure_that_is_allowed()
    {
        var bench = With(new CorrelationOptions { MaxEventsPerGroup = 100 }, Count("eager", 10, CorrelationOperator.Gte, 75));
        for (var i = 0; i < 1_000; i++)
            bench.Feed("failed", i / 6).ShouldBeEmpty("a window of 11 seconds holds 66 at most");
        for (var held = 65; held < 75; held++)
            bench.Feed("failed", 166).ShouldBeEmpty();
        bench.Feed("failed", 166).Single().Count.ShouldBe(75);
    }

    [Fact]
    public void Groups_are_forgotten_when_nothing_could_reach_them_any_more()
    {
        var bench = With(new CorrelationOptions { AllowedLateness = TimeSpan.FromSeconds(30) }, Count("guessing", 60, CorrelationOperator.Gte, 3, "source.ip"));
        for (var i = 0; i < 10_000; i++)
            bench.FeedAll("failed", i, ("source.ip", "noise-" + i));
        var statistics = bench.Engine.Statistics;
        statistics.Evicted.ShouldBe(0);
        statistics.Groups.ShouldBe(151);
        statistics.Events.ShouldBe(151);
    }

    [Fact]
    public void An_event_that_is_too_late_is_counted_and_ignored()
    {
        var bench = With(new CorrelationOptions { AllowedLateness = TimeSpan.FromSeconds(30) }, Count("guessing", 60, CorrelationOperator.Gte, 2, "source.ip"));
        bench.FeedAll("failed", 1000, ("source.ip", "other"));
        bench.FeedAll("failed", 909, ("source.ip", "a")).ShouldBeEmpty();
        bench.Engine.Statistics.TooLate.ShouldBe(1);
        bench.FeedAll("failed", 910, ("source.ip", "a")).ShouldBeEmpty();
        bench.Feed("failed", 910, ("source.ip", "a")).Count.ShouldBe(1);
    }

    [Fact]
    public void A_clock_that_runs_ahead_never_makes_the_others_late()
    {
        var bench = With(Count("guessing", 60, CorrelationOperator.Gte, 2, "source.ip"));
        bench.FeedAt("failed", 401, 100, 0, "", ("source.ip", "ahead")).ShouldBeEmpty();
        bench.Engine.Watermark.ShouldBeLessThan(0);
        bench.FeedAt("failed", 100, 100, 5, "", ("source.ip", "other")).ShouldBeEmpty();
        bench.FeedAt("failed", 1_000_000, 100, 1, "", ("source.ip", "ahead")).ShouldBeEmpty();
        bench.Engine.Watermark.ShouldBe(100_000_000);
        bench.FeedAt("failed", 400, 100, 2, "", ("source.ip", "a")).ShouldBeEmpty();
        bench.Engine.Watermark.ShouldBe(400_000_000);
        bench.FeedAt("failed", 401, 101, 3, "", ("source.ip", "a")).Count.ShouldBe(1);
        bench.FeedAt("failed", 1_000_001, 101, 4, "", ("source.ip", "ahead")).Count.ShouldBe(1, "a wrong clock still agrees with itself");
        bench.Engine.Statistics.TooLate.ShouldBe(0);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Times_at_the_ends_of_the_number_range_do_no_harm(long time)
    {
        var engine = With(new CorrelationOptions { AllowedLateness = TimeSpan.MaxValue }, Count("guessing", 60, CorrelationOperator.Gte, 2)).Engine;
        var raised = new List<CorrelationFire<int>>();
        for (var i = 0; i < 3; i++)
            engine.Feed(new CorrelationInput<int>("failed", time, i, _ => null), long.MaxValue, raised);
        raised.Select(fire => fire.IsContinuation).ShouldBe([false, true]);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused() =>
        Should.Throw<ArgumentException>(() => With(new CorrelationOptions { MaxEvents = 1 }));
}
