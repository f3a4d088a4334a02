using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using static HaiPhongSoc.Operations.Tests.Incidents.IncidentFlowTests;

namespace HaiPhongSoc.Operations.Tests.Incidents;

public sealed class IncidentWorkTests
{
    private const string Number = "SC-2026-000001";

    [Fact]
    public async Task Taking_an_incident_takes_its_alerts_along()
    {
        await using var world = await UnderAttack();
        var incident = await Get(world, Number);
        (await world.Operations.SendAsync(new TakeIncident(world.Analyst, Number, incident.Row.Version))).IsSuccess.ShouldBeTrue();
        incident = await Get(world, Number);
        (incident.Row.AssigneeName, incident.Row.State).ShouldBe((world.Analyst.Name, IncidentState.InProgress));
        incident.Alerts.ShouldAllBe(a => a.Alert.AssigneeId == world.Analyst.AccountId && a.Alert.Status == AlertStatus.InProgress);
        incident.Timeline[^1].What.Vi.ShouldBe("nhận sự cố");
    }

    [Fact]
    public async Task Of_two_people_who_take_at_once_the_second_is_told()
    {
        await using var world = await UnderAttack();
        var version = (await Get(world, Number)).Row.Version;
        var outcomes = await Task.WhenAll(
            world.Operations.SendAsync(new TakeIncident(world.Analyst, Number, version)),
            world.Operations.SendAsync(new TakeIncident(world.Other, Number, version)));
        outcomes.Count(o => o.IsSuccess).ShouldBe(1);
        outcomes.Single(o => !o.IsSuccess).Fault!.Kind.ShouldBe(FaultKind.Conflict);
    }

    [Fact]
    public async Task Alerts_that_go_on_make_no_persons_change_a_conflict()
    {
        await using var world = await UnderAttack();
        var version = (await Get(world, Number)).Row.Version;
        await world.Intake.CommitAsync([HitBuilder.Hit(30, time: HitBuilder.Minutes(25))], new Events.EventId(0, 30), default);
        (await world.Operations.SendAsync(new TakeIncident(world.Analyst, Number, version))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_task_is_done_once_and_can_be_reopened_with_a_reason()
    {
        await using var world = await UnderAttack();
        var task = (await Get(world, Number)).Tasks[0];
        var done = (await world.Operations.SendAsync(new CompleteTask(world.Analyst, Number, task.Id, task.Version, "đã khóa phiên"))).Require();
        (await world.Operations.SendAsync(new CompleteTask(world.Other, Number, task.Id, task.Version))).Fault!.Kind.ShouldBe(FaultKind.Conflict);
        (await world.Operations.SendAsync(new CompleteTask(world.Other, Number, task.Id, done.Version))).Fault!.Code.ShouldBe("task.done");
        (await world.Operations.SendAsync(new ReopenTask(world.Other, Number, task.Id, done.Version, " "))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new ReopenTask(world.Other, Number, task.Id, done.Version, "chưa kiểm tra lại"))).IsSuccess.ShouldBeTrue();
        (await Get(world, Number)).Timeline.Select(t => t.Kind).TakeLast(2).ShouldBe([TimelineKind.TaskDone, TimelineKind.TaskReopened]);
    }

    [Fact]
    public async Task Closing_needs_a_verdict_and_a_reason_while_mandatory_tasks_are_open()
    {
        await using var world = await UnderAttack();
        var version = (await Get(world, Number)).Row.Version;
        ChangeIncidentState Close(Verdict? verdict, string? reason) => new(world.Analyst, Number, version, IncidentState.Closed, verdict, reason);

        (await world.Operations.SendAsync(Close(null, null))).Fault!.Message.Vi.ShouldBe("đóng sự cố phải có kết luận");
        (await world.Operations.SendAsync(Close(Verdict.TrueAttack, null))).Fault!.Code.ShouldBe("incident.open-tasks");
        (await world.Operations.SendAsync(Close(Verdict.TrueAttack, "bàn giao cho Công an thành phố"))).IsSuccess.ShouldBeTrue();

        var incident = await Get(world, Number);
        (incident.Row.State, incident.Row.Verdict).ShouldBe((IncidentState.Closed, Verdict.TrueAttack));
        incident.Alerts.ShouldAllBe(a => a.Alert.Status == AlertStatus.Closed && a.Alert.Verdict == Verdict.TrueAttack);
        (await world.Operations.SendAsync(new TakeIncident(world.Analyst, Number, incident.Row.Version))).Fault!.Code.ShouldBe("incident.closed");
        (await world.Operations.SendAsync(new ChangeIncidentState(world.Analyst, Number, incident.Row.Version, IncidentState.InProgress)))
            .Fault!.Code.ShouldBe("incident.reopen-reason");
    }

    [Fact]
    public async Task Clocks_run_from_detection_once_a_person_says_that_their_condition_holds()
    {
        await using var world = await UnderAttack();
        var incident = await Get(world, Number);
        (await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, incident.Row.Version, ["made-up"], "x"))).Fault!.Code.ShouldBe("incident.condition");
        var changed = (await world.Operations.SendAsync(
            new ClassifyIncident(world.Other, Number, incident.Row.Version, ["confirmed", "serious"], "cổng dịch vụ công bị chiếm quyền"))).Require();

        incident = await Get(world, Number);
        incident.Serious.ShouldBe(true);
        var running = incident.Clocks.Where(c => c.Running).ToList();
        running.Select(c => c.ClockId).ShouldBe(["initial-notice", "incident-report", "network-notice"]);
        running.Select(c => (c.DueAt - incident.Row.DetectedAt) / 3_600_000_000L).ShouldBe([24, 72, 120]);

        var early = incident.Clocks.First(c => c.ClockId == "immediate-notice");
        (await world.Operations.SendAsync(new MeetClock(world.Other, Number, changed.Version, early.Id, "CV 12"))).Fault!.Code.ShouldBe("clock.not-running");
        changed = (await world.Operations.SendAsync(new MeetClock(world.Other, Number, changed.Version, running[0].Id, "CV 12/SOC"))).Require();
        changed = (await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, changed.Version, [], "báo nhầm"))).Require();
        incident = await Get(world, Number);
        incident.Serious.ShouldBe(false);
        var kept = incident.Clocks.Where(c => c.Running).ShouldHaveSingleItem();
        (kept.ClockId, kept.DoneAt, kept.DoneBy).ShouldBe(("initial-notice", world.Now, world.Other.Name));
        incident.Timeline[^1].What.Vi.ShouldBe("phân loại: không điều kiện nào của luật được đáp ứng — báo nhầm");
    }

    [Theory]
    [InlineData("national-security-or-interruption", true, "immediate-notice", "initial-notice", "incident-report", "network-notice")]
    [InlineData("serious", true, "initial-notice", "incident-report", "network-notice")]
    [InlineData("beyond-capability", false, "beyond-capability-notice", "incident-report", "network-notice")]
    [InlineData("confirmed", false, "incident-report", "network-notice")]
    [InlineData("personal-data-told-to-subjects", false, "personal-data-notice", "data-subject-notice")]
    [InlineData("personal-data", false, "personal-data-notice")]
    public async Task A_condition_starts_the_clocks_of_what_it_implies(string condition, bool isSerious, params string[] clocks)
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([HitBuilder.Hit(1)], new Events.EventId(0, 1), default);
        var version = (await Get(world, Number)).Row.Version;
        await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, version, [condition], "cổng ngừng hoạt động"));
        var incident = await Get(world, Number);
        incident.Clocks.Where(c => c.Running).Select(c => c.ClockId).ShouldBe(clocks);
        incident.Serious.ShouldBe(isSerious);
    }

    [Fact]
    public async Task What_counts_from_a_decision_is_due_from_then_and_the_rest_from_detection()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([HitBuilder.Hit(1)], new Events.EventId(0, 1), default);
        var opened = await Get(world, Number);
        world.Clock.Advance(TimeSpan.FromHours(50));
        var changed = (await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, opened.Row.Version, ["beyond-capability"], "quá sức"))).Require();
        async Task<long> Due(string clock) => (await Get(world, Number)).Clocks.Single(c => c.ClockId == clock).DueAt;
        var decided = world.Now;
        (await Due("beyond-capability-notice")).ShouldBe(decided);
        (await Due("incident-report")).ShouldBe(opened.Clocks.Single(c => c.ClockId == "incident-report").DueAt);

        // Said once more it goes on running.
        world.Clock.Advance(TimeSpan.FromHours(1));
        (await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, changed.Version, ["beyond-capability", "serious"], "nặng"))).Require();
        (await Due("beyond-capability-notice")).ShouldBe(decided);
    }

    [Fact]
    public async Task The_diary_tells_what_was_decided_from_what_follows()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([HitBuilder.Hit(1)], new Events.EventId(0, 1), default);
        var version = (await Get(world, Number)).Row.Version;
        await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, version, ["serious"], "mất quyền điều khiển"));
        (await Get(world, Number)).Timeline[^1].What.ShouldBe(new Wording(
            "phân loại: Sự cố an ninh mạng nghiêm trọng (kéo theo: Đã xác nhận là sự cố an ninh mạng) — mất quyền điều khiển",
            "classified: Serious cybersecurity incident (which implies: Confirmed to be a cybersecurity incident) — mất quyền điều khiển"));
    }

    [Fact]
    public async Task Closing_while_a_clock_of_the_law_runs_needs_a_reason_and_the_diary_names_the_clock()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([HitBuilder.Hit(1)], new Events.EventId(0, 1), default);
        var version = (await Get(world, Number)).Row.Version;
        version = (await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, version, ["confirmed"], "đã xác minh"))).Require().Version;
        var report = (await Get(world, Number)).Clocks.Single(c => c.ClockId == "incident-report");
        ChangeIncidentState Close(string? reason) => new(world.Other, Number, version, IncidentState.Closed, Verdict.TrueAttack, reason);

        var fault = (await world.Operations.SendAsync(Close(" "))).Fault.ShouldNotBeNull();
        fault.Code.ShouldBe("incident.open-clocks");
        fault.Message.Vi.ShouldContain(report.Title.Vi);
        fault.Message.En.ShouldContain(report.Title.En);
        (await world.Operations.SendAsync(Close("Công an thành phố báo cáo thay"))).IsSuccess.ShouldBeTrue();
        var entry = (await Get(world, Number)).Timeline[^1];
        entry.What.Vi.ShouldContain(report.Title.Vi);
        entry.What.Vi.ShouldEndWith("— Công an thành phố báo cáo thay");
        entry.What.En.ShouldContain(report.Title.En);
    }

    [Fact]
    public async Task Closing_asks_nothing_about_a_clock_that_was_met()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([HitBuilder.Hit(1)], new Events.EventId(0, 1), default);
        var version = (await Get(world, Number)).Row.Version;
        version = (await world.Operations.SendAsync(new ClassifyIncident(world.Other, Number, version, ["personal-data"], "lộ hồ sơ"))).Require().Version;
        foreach (var clock in (await Get(world, Number)).Clocks.Where(c => c.Running))
            version = (await world.Operations.SendAsync(new MeetClock(world.Other, Number, version, clock.Id, "CV 7/SOC"))).Require().Version;
        (await world.Operations.SendAsync(new ChangeIncidentState(world.Other, Number, version, IncidentState.Closed, Verdict.TrueAttack))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Notes_need_no_version_and_keep_what_was_written()
    {
        await using var world = await UnderAttack();
        var note = "<script>alert(1)</script> đã gọi chủ quản";
        (await world.Operations.SendAsync(new AddNote(world.Analyst, Number, note))).IsSuccess.ShouldBeTrue();
        (await Get(world, Number)).Timeline[^1].What.Vi.ShouldBe(note);
        (await world.Operations.SendAsync(new AddNote(world.Analyst, Number, ""))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new AddNote(world.Analyst, "SC-2026-999999", note))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
    }

    [Fact]
    public async Task Lists_page_by_cursor_through_every_record_once_and_search_without_diacritics()
    {
        await using var world = await OperationsWorld.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            await world.Intake.CommitAsync(
                [HitBuilder.Hit(i, address: FormattableString.Invariant($"198.51.100.{i}"), level: (Events.Severity)(3 + (i % 2)))],
                new Events.EventId(0, i),
                default);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await world.Operations.SendAsync(new ListIncidents(Actor.Program, new IncidentFilter(), cursor, 7))).Require();
            page.Matching.ShouldBe(25);
            seen.AddRange(page.Items.Select(i => i.Number));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.Distinct(StringComparer.Ordinal).Count().ShouldBe(25);
        seen.Count.ShouldBe(25);
        var alerts = (await world.Operations.SendAsync(new ListAlerts(Actor.Program, new AlertFilter(Text: "QUY TAC"), Take: 10))).Require();
        (alerts.Items.Count, alerts.Matching).ShouldBe((10, 25));
        alerts.Items.Select(a => a.Severity).ShouldBe(alerts.Items.Select(a => a.Severity).OrderDescending());
        (await world.Operations.SendAsync(new ListAlerts(Actor.Program, new AlertFilter(), "1.2.x"))).Fault!.Code.ShouldBe("list.cursor");
    }

    internal static async Task<OperationsWorld> UnderAttack()
    {
        var world = await OperationsWorld.StartAsync(WithShippedPlaybooks);
        await Attack(world);
        return world;
    }
}
