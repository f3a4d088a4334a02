using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Alerts;

public sealed class AlertIntakeTests
{
    [Fact]
    public async Task Hits_within_the_window_are_one_alert_with_a_live_count()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, time: Minutes(0)), Hit(2, time: Minutes(9))], new EventId(0, 2), default);
        await world.Intake.CommitAsync([Hit(3, time: Minutes(18))], new EventId(0, 3), default);

        var alert = (await Alerts(world)).ShouldHaveSingleItem();
        alert.Count.ShouldBe(3);
        alert.FirstSeen.ShouldBe(Minutes(0));
        alert.LastSeen.ShouldBe(Minutes(18));
    }

    [Fact]
    public async Task A_hit_after_the_window_is_a_new_alert()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, time: Minutes(0)), Hit(2, time: Minutes(10.1))], new EventId(0, 2), default);
        (await Alerts(world)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_hit_from_before_joins_and_moves_the_first_seen_time()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, time: Minutes(20)), Hit(2, time: Minutes(15))], new EventId(0, 2), default);
        var alert = (await Alerts(world)).ShouldHaveSingleItem();
        (alert.FirstSeen, alert.LastSeen).ShouldBe((Minutes(15), Minutes(20)));
    }

    [Fact]
    public async Task Another_entity_or_another_rule_is_another_alert()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync(
            [Hit(1), Hit(2, address: "203.0.113.78"), Hit(3, rule: "22222222-2222-4222-8222-222222222222")], new EventId(0, 3), default);
        (await Alerts(world)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_hits_again_change_nothing()
    {
        await using var world = await OperationsWorld.StartAsync();
        RuleHit[] hits = [Hit(1), Hit(2), Hit(3, rule: "22222222-2222-4222-8222-222222222222")];
        (await world.Intake.CommitAsync(hits, new EventId(0, 3), default)).ShouldBe(new AlertCommit(3, 0, 2, 1, 1));
        var before = await Fingerprint(world);

        (await world.Intake.CommitAsync(hits, new EventId(0, 3), default)).ShouldBe(new AlertCommit(0, 3, 0, 0, 0));
        (await Fingerprint(world)).ShouldBe(before);
    }

    [Fact]
    public async Task A_replay_after_a_crash_takes_only_what_was_not_committed()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1), Hit(2)], new EventId(0, 2), default);
        await world.RestartAsync();
        (await world.Intake.CommittedAsync(default)).ShouldBe(new Dictionary<int, long> { [0] = 2 });

        // The pipeline replays from its last sealed offset, which lies before the committed one.
        var commit = await world.Intake.CommitAsync([Hit(1), Hit(2), Hit(3)], new EventId(0, 3), default);
        (commit.HitsTaken, commit.HitsIgnored).ShouldBe((1, 2));
        (await Alerts(world)).ShouldHaveSingleItem().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_commit_that_is_cut_off_leaves_nothing_behind()
    {
        await using var world = await OperationsWorld.StartAsync();
        using var cut = new CancellationTokenSource();
        await cut.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => world.Intake.CommitAsync([Hit(1)], new EventId(0, 1), cut.Token));
        (await Alerts(world)).ShouldBeEmpty();
        (await world.Intake.CommittedAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_crash_at_the_commit_leaves_nothing_and_the_replay_raises_one_alert_and_one_incident()
    {
        await using var world = await OperationsWorld.StartAsync();
        world.Commits.IsArmed = true;
        await Should.ThrowAsync<IOException>(() => world.Intake.CommitAsync([Hit(1), Hit(2)], new EventId(0, 2), default));
        world.Commits.IsArmed = false;
        await world.RestartAsync();
        (await Alerts(world)).ShouldBeEmpty();
        (await world.Intake.CommitAsync([Hit(1), Hit(2)], new EventId(0, 2), default)).ShouldBe(new AlertCommit(2, 0, 1, 1, 1));
        (await Alerts(world)).ShouldHaveSingleItem().IncidentNumber.ShouldBe("SC-2026-000001");
    }

    [Fact]
    public async Task A_hit_told_twice_in_one_commit_counts_once()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1), Hit(1)], new EventId(0, 1), default);
        (await Alerts(world)).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_commit_moves_the_offset_only_and_never_back()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([], new EventId(0, 10), default);
        await world.Intake.CommitAsync([], new EventId(0, 5), default);
        await world.Intake.CommitAsync([], new EventId(1, 7), default);
        (await world.Intake.CommittedAsync(default)).ShouldBe(new Dictionary<int, long> { [0] = 10, [1] = 7 });
    }

    [Fact]
    public async Task A_hit_above_the_commit_is_a_bug_of_the_caller()
    {
        await using var world = await OperationsWorld.StartAsync();
        await Should.ThrowAsync<ArgumentException>(() => world.Intake.CommitAsync([Hit(2)], new EventId(0, 1), default));
    }

    [Fact]
    public async Task A_correlation_that_tells_its_events_again_counts_each_event_once()
    {
        await using var world = await OperationsWorld.StartAsync();
        EventId[] first = [.. Enumerable.Range(1, 10).Select(i => new EventId(0, i))];
        EventId[] second = [.. Enumerable.Range(6, 10).Select(i => new EventId(0, i))];
        await world.Intake.CommitAsync([Hit(10, kind: HitKind.Correlation, contributing: first)], new EventId(0, 10), default);
        await world.Intake.CommitAsync([Hit(15, kind: HitKind.Correlation, contributing: second)], new EventId(0, 15), default);
        var alert = (await Alerts(world)).ShouldHaveSingleItem();
        alert.Count.ShouldBe(15);
        (await Detail(world, alert.Id)).EventIds.Count.ShouldBe(15);
    }

    [Fact]
    public async Task Events_behind_an_alert_are_capped_and_counted_in_full()
    {
        await using var world = await OperationsWorld.StartAsync();
        RuleHit[] hits = [.. Enumerable.Range(1, 700).Select(i => Hit(i, time: Minutes(i * 0.01)))];
        await world.Intake.CommitAsync(hits, new EventId(0, 700), default);
        var alert = (await Alerts(world)).ShouldHaveSingleItem();
        alert.Count.ShouldBe(700);
        (await Detail(world, alert.Id)).EventIds.Count.ShouldBe(500);
    }

    [Fact]
    public async Task Severity_follows_the_level_of_the_system_and_is_never_lowered()
    {
        await using var world = await OperationsWorld.StartAsync();
        var high = Portal with { Level = 4 };
        await world.Intake.CommitAsync([Hit(1, level: Severity.Medium, system: Portal)], new EventId(0, 1), default);
        (await Alerts(world)).Single().Severity.ShouldBe(Severity.Medium);
        await world.Intake.CommitAsync([Hit(2, level: Severity.Medium, system: high)], new EventId(0, 2), default);
        (await Alerts(world)).Single().Severity.ShouldBe(Severity.High);
        await world.Intake.CommitAsync([Hit(3, level: Severity.Medium, system: Portal)], new EventId(0, 3), default);

        var alert = (await Alerts(world)).Single();
        alert.Severity.ShouldBe(Severity.High);
        var detail = await Detail(world, alert.Id);
        detail.History.Single().What.Vi.ShouldBe("mức độ tăng từ Trung bình lên Cao");
        detail.SeverityReason.Vi.ShouldBe("quy tắc mức Trung bình, hệ thống Cổng dịch vụ công trực tuyến và Một cửa điện tử cấp độ 4: Cao");
    }

    [Fact]
    public async Task A_closed_alert_takes_no_hit_that_was_received_after_its_closing()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, level: Severity.Low, time: Minutes(0))], new EventId(0, 1), default);
        var alert = (await Alerts(world)).Single();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await world.Operations.SendAsync(new CloseAlert(world.Analyst, alert.Id, alert.Version, Verdict.FalseRuleLogic))).IsSuccess.ShouldBeTrue();

        await world.Intake.CommitAsync([Hit(2, level: Severity.Low, time: Minutes(2))], new EventId(0, 2), default);
        var alerts = await Alerts(world);
        alerts.Count.ShouldBe(2);
        alerts.Single(a => a.Status == AlertStatus.New).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Text_that_no_database_takes_is_kept_readable_and_stops_nothing()
    {
        await using var world = await OperationsWorld.StartAsync();
        var hostile = "qt\0ht\ud800";
        for (var offset = 1; offset <= 2; offset++)
        {
            var hit = Hit(offset, time: Minutes(offset), address: "203.0.113.7\0", user: hostile) with { Sample = "a\0b\udfff", SourceId = "s\0" };
            await world.Intake.CommitAsync([hit], new EventId(0, offset), default);
        }

        var alert = (await Alerts(world)).ShouldHaveSingleItem();
        alert.Count.ShouldBe(2);
        alert.Entities.Select(e => e.Value).ShouldBe(["203.0.113.7\ufffd", "qt\ufffdht\ufffd"]);
        (await world.Operations.SendAsync(new AddNote(world.Analyst, alert.IncidentNumber!, "ghi\0chú\ud800"))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new ListAlerts(Actor.Program, new AlertFilter(Text: "\0")))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Ten_thousand_hits_of_a_storm_are_committed_in_batches_whose_queries_do_not_grow()
    {
        await using var world = await OperationsWorld.StartAsync();
        var queries = new List<int>();
        for (var batch = 0; batch < 10; batch++)
        {
            var from = batch * 1_000;
            RuleHit[] hits =
            [
                .. Enumerable.Range(from, 1_000).Select(i => Hit(
                    i, level: Severity.Low, time: Minutes(i * 0.001), address: FormattableString.Invariant($"203.0.{i / 250 % 250}.{i % 250}"))),
            ];
            world.Queries.Reset();
            await world.Intake.CommitAsync(hits, new EventId(0, from + 999), default);
            queries.Add(world.Queries.Count);
        }

        (await world.WithDatabaseAsync(database => database.Alerts.SumAsync(a => a.Count))).ShouldBe(10_000);

        // Ten thousand alerts later a batch of 1,000 new ones still asks what it asked first: nothing is asked per hit.
        queries.ShouldAllBe(count => count <= 12, string.Join(' ', queries));
    }

    private static async Task<List<AlertRow>> Alerts(OperationsWorld world) =>
        [.. (await world.Operations.SendAsync(new ListAlerts(Actor.Program, new AlertFilter(), Take: 500))).Require().Items];

    private static async Task<AlertDetail> Detail(OperationsWorld world, long id) =>
        (await world.Operations.SendAsync(new GetAlert(Actor.Program, id))).Require();

    private static Task<string> Fingerprint(OperationsWorld world) => world.WithDatabaseAsync(async database =>
        string.Join(';', await database.Alerts.OrderBy(a => a.Id).Select(a => a.GroupKey + a.Count + "/" + a.LastSeen + "/" + a.Version).ToListAsync())
        + await database.AlertEvents.CountAsync() + "/" + await database.Timeline.CountAsync() + "/" + await database.Incidents.CountAsync());
}
