using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Testing;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Incidents;

public sealed class IncidentFlowTests
{
    private const string BruteForce = "11111111-1111-4111-8111-111111111111";
    private const string WebShell = "22222222-2222-4222-8222-222222222222";
    private const string NewAdministrator = "33333333-3333-4333-8333-333333333333";

    [Fact]
    public async Task An_attack_becomes_one_incident_with_its_playbooks_tasks_and_clocks()
    {
        await using var world = await OperationsWorld.StartAsync(WithShippedPlaybooks);
        await Attack(world);

        var row = (await Incidents(world)).ShouldHaveSingleItem();
        row.Number.ShouldBe("SC-2026-000001");
        row.Severity.ShouldBe(Severity.Critical);
        row.AlertCount.ShouldBe(3);
        row.Systems.ShouldHaveSingleItem().Level.ShouldBe(3);
        var incident = await Get(world, row.Number);
        incident.Alerts.Select(a => a.Reason.Vi).ShouldBe(
        [
            "cảnh báo mức Cao: Quy tắc 11111111",
            "cùng địa chỉ nguồn 203.0.113.77 trong 11 phút",
            "cùng tài khoản qtht trong 23 phút",
        ]);
        incident.Playbooks.Select(p => p.Id).ShouldBe(["brute-force-success", "web-shell"], ignoreOrder: true);
        incident.Tasks.Count.ShouldBeGreaterThan(8);
        incident.Tasks.ShouldAllBe(t => t.DueAt > incident.Row.OpenedAt && t.Title.Vi.Length > 0 && t.Title.En.Length > 0);
        incident.Clocks.Select(c => (c.ClockId, c.Running)).ShouldBe(
        [
            ("immediate-notice", false), ("beyond-capability-notice", false), ("initial-notice", false), ("incident-report", false), ("personal-data-notice", false),
            ("data-subject-notice", false), ("network-notice", false),
        ]);
        incident.EventIds.ShouldBe(["0-1", "0-12", "0-24"]);
        incident.Timeline.Select(t => t.Kind).ShouldContain(TimelineKind.SeverityRaised);
    }

    [Fact]
    public async Task A_later_alert_brings_its_playbook_once()
    {
        await using var world = await OperationsWorld.StartAsync(WithShippedPlaybooks);
        await Attack(world);
        var before = (await Get(world, "SC-2026-000001")).Tasks.Count;
        await world.Intake.CommitAsync(
            [Hit(30, rule: WebShell, level: Severity.Critical, time: Minutes(40), host: "web-dvc-02", system: Portal, attack: ["T1505.003"])],
            new EventId(0, 30),
            default);
        var after = await Get(world, "SC-2026-000001");
        after.Tasks.Count.ShouldBe(before);
        after.Row.AlertCount.ShouldBe(4);
    }

    [Fact]
    public async Task An_incident_with_no_playbook_of_its_own_gets_the_general_one()
    {
        await using var world = await OperationsWorld.StartAsync(WithShippedPlaybooks);
        await world.Intake.CommitAsync([Hit(1, attack: ["T1498"], system: Portal)], new EventId(0, 1), default);
        (await Get(world, "SC-2026-000001")).Playbooks.ShouldHaveSingleItem().Id.ShouldBe("first-response");
    }

    [Fact]
    public async Task Milder_alerts_stand_alone_until_three_rules_meet_on_one_address()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, rule: BruteForce, level: Severity.Low), Hit(2, rule: WebShell, level: Severity.Low)], new EventId(0, 2), default);
        (await Incidents(world)).ShouldBeEmpty();
        await world.Intake.CommitAsync([Hit(3, rule: NewAdministrator, level: Severity.Low)], new EventId(0, 3), default);
        var incident = await Get(world, (await Incidents(world)).ShouldHaveSingleItem().Number);
        incident.OpenedBecause.Vi.ShouldBe("3 quy tắc khác nhau cùng khớp trên địa chỉ nguồn 203.0.113.77");
        incident.Alerts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_finding_opens_no_incident_and_joins_none()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync(
            [Hit(1, system: Portal), Hit(2, rule: "finding.not-in-use", kind: HitKind.Finding, level: Severity.High, system: Portal)], new EventId(0, 2), default);
        (await Incidents(world)).ShouldHaveSingleItem().AlertCount.ShouldBe(1);
    }

    [Fact]
    public async Task An_alert_that_bridges_two_incidents_joins_the_older_and_links_them()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, address: "203.0.113.1")], new EventId(0, 1), default);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Intake.CommitAsync([Hit(2, address: "203.0.113.2", user: "qtht")], new EventId(0, 2), default);
        (await Incidents(world)).Count.ShouldBe(2);

        await world.Intake.CommitAsync([Hit(3, rule: WebShell, address: "203.0.113.1", user: "qtht")], new EventId(0, 3), default);
        var older = await Get(world, "SC-2026-000001");
        older.Row.AlertCount.ShouldBe(2);
        older.Linked.ShouldBe(["SC-2026-000002"]);
        (await Get(world, "SC-2026-000002")).Linked.ShouldBe(["SC-2026-000001"]);
    }

    [Fact]
    public async Task Alerts_of_a_closed_incident_open_a_new_one()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1)], new EventId(0, 1), default);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var row = (await Incidents(world)).Single();
        (await world.Operations.SendAsync(new ChangeIncidentState(world.Analyst, row.Number, row.Version, IncidentState.Closed, Verdict.TrueAttack)))
            .IsSuccess.ShouldBeTrue();
        await world.Intake.CommitAsync([Hit(3)], new EventId(0, 3), default);
        (await Incidents(world)).Select(i => i.State).ShouldBe([IncidentState.Open, IncidentState.Closed]);
    }

    [Fact]
    public async Task A_resolved_incident_goes_back_to_work_when_its_attack_goes_on()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1)], new EventId(0, 1), default);
        var row = (await Incidents(world)).Single();
        await world.Operations.SendAsync(new ChangeIncidentState(world.Analyst, row.Number, row.Version, IncidentState.Resolved));
        await world.Intake.CommitAsync([Hit(2)], new EventId(0, 2), default);
        (await Incidents(world)).Single().State.ShouldBe(IncidentState.InProgress);
    }

    [Fact]
    public async Task Numbers_begin_again_with_the_citys_new_year()
    {
        // 23:30 UTC of 31 December is 06:30 of 1 January in Hải Phòng.
        await using var world = await OperationsWorld.StartAsync(now: new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero));
        await world.Intake.CommitAsync([Hit(1)], new EventId(0, 1), default);
        world.Clock.Advance(TimeSpan.FromHours(7.5));
        await world.Intake.CommitAsync([Hit(2, address: "203.0.113.9")], new EventId(0, 2), default);
        (await Incidents(world)).Select(i => i.Number).ShouldBe(["SC-2027-000001", "SC-2026-000001"]);
    }

    [Fact]
    public async Task Of_a_long_attack_the_page_shows_the_worst_alerts_and_the_newest_entries_and_counts_all()
    {
        await using var world = await OperationsWorld.StartAsync();
        List<RuleHit> hits = [.. Enumerable.Range(1, 520).Select(i => Hit(i, level: i <= 30 ? Severity.High : Severity.Low, time: Minutes(i * 11)))];
        await world.Intake.CommitAsync(hits, new EventId(0, 520), default);

        var incident = await Get(world, (await Incidents(world)).ShouldHaveSingleItem().Number);
        incident.Row.AlertCount.ShouldBe(520);
        var shown = incident.Alerts.Select(a => a.Alert).ToList();
        shown.Select(a => a.FirstSeen).ShouldBe([.. Enumerable.Range(1, 30).Concat(Enumerable.Range(351, 170)).Select(i => Minutes(i * 11))]);
        shown.Count(a => a.Severity == shown[0].Severity).ShouldBe(30);
        incident.Timeline.Count.ShouldBe(500);
        incident.Timeline[^1].AlertId.ShouldBe(shown[^1].Id);
        incident.Timeline.ShouldNotContain(t => t.Kind == TimelineKind.Opened);
        incident.Timeline.ShouldBe(incident.Timeline.OrderBy(t => t.At).ThenBy(t => t.Id));
    }

    internal static void WithShippedPlaybooks(OperationsWorld world)
    {
        foreach (var path in Directory.GetFiles(RepositoryRoot.Of("playbooks"), "*.yml"))
            File.Copy(path, Path.Combine(world.PlaybooksDirectory, Path.GetFileName(path)));
    }

    internal static async Task Attack(OperationsWorld world)
    {
        await world.Intake.CommitAsync(
            [Hit(1, rule: BruteForce, host: "bastion-dvc-01", user: "qtht", system: Portal, attack: ["T1110.001", "T1078.003"], kind: HitKind.Correlation)],
            new EventId(0, 1),
            default);
        world.Clock.Advance(TimeSpan.FromMinutes(12));
        await world.Intake.CommitAsync(
            [Hit(12, rule: WebShell, level: Severity.Critical, time: Minutes(12), host: "web-dvc-02", system: Portal, attack: ["T1505.003"])],
            new EventId(0, 12),
            default);
        await world.Intake.CommitAsync(
            [Hit(24, rule: NewAdministrator, level: Severity.Medium, time: Minutes(24), address: "10.20.1.10", user: "qtht", system: Portal, attack: ["T1136.001"])],
            new EventId(0, 24),
            default);
    }

    internal static async Task<IReadOnlyList<IncidentRow>> Incidents(OperationsWorld world) =>
        (await world.Operations.SendAsync(new ListIncidents(Actor.Program, new IncidentFilter()))).Require().Items;

    internal static async Task<IncidentDetail> Get(OperationsWorld world, string number) =>
        (await world.Operations.SendAsync(new GetIncident(Actor.Program, number))).Require();
}
