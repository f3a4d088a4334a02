using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Alerts;

public sealed class AlertWorkTests
{
    [Fact]
    public async Task An_alert_is_taken_closed_with_a_verdict_and_reopened_and_its_history_says_by_whom()
    {
        await using var world = await OneAlert();
        var taken = (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, 1))).Require();
        (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, taken.Version))).Fault!.Code.ShouldBe("alert.already-mine");
        taken = (await world.Operations.SendAsync(new TakeAlert(world.Other, 1, taken.Version))).Require();
        var closed = (await world.Operations.SendAsync(new CloseAlert(world.Other, 1, taken.Version, Verdict.TrueButHarmless, "kiểm thử"))).Require();
        (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, closed.Version))).Fault!.Code.ShouldBe("alert.closed");
        (await world.Operations.SendAsync(new ReopenAlert(world.Analyst, 1, closed.Version, "  "))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new ReopenAlert(world.Analyst, 1, closed.Version, "tái diễn"))).IsSuccess.ShouldBeTrue();

        var alert = (await world.Operations.SendAsync(new GetAlert(Actor.Program, 1))).Require();
        (alert.Row.Status, alert.Row.Verdict).ShouldBe((AlertStatus.InProgress, null));
        alert.History.Reverse().Select(h => (h.ActorName, h.What.Vi)).ShouldBe(
        [
            (world.Analyst.Name, "nhận cảnh báo"),
            (world.Other.Name, $"nhận cảnh báo từ {world.Analyst.Name}"),
            (world.Other.Name, "đóng: Đúng nhưng vô hại — kiểm thử"),
            (world.Analyst.Name, "mở lại: tái diễn"),
        ]);
    }

    [Fact]
    public async Task Closing_without_one_of_the_seven_verdicts_is_refused()
    {
        await using var world = await OneAlert();
        var refused = (await world.Operations.SendAsync(new CloseAlert(world.Analyst, 1, 1, (Verdict)8))).Fault!;
        refused.Message.ShouldBe(new Wording("chọn một trong bảy kết luận", "choose one of the seven verdicts"));
    }

    [Fact]
    public async Task A_change_made_on_an_older_reading_is_refused_and_nothing_of_it_is_kept()
    {
        await using var world = await OneAlert();
        await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, 1));
        (await world.Operations.SendAsync(new CloseAlert(world.Other, 1, 1, Verdict.Duplicate))).Fault.ShouldBe(Faults.Conflict);
        var alert = (await world.Operations.SendAsync(new GetAlert(Actor.Program, 1))).Require();
        (alert.Row.Status, alert.History.Count).ShouldBe((AlertStatus.InProgress, 1));
    }

    [Fact]
    public async Task The_overview_counts_what_the_lists_hold()
    {
        await using var world = await OneAlert();
        await world.Intake.CommitAsync([Hit(2, address: "203.0.113.80", level: Severity.Critical, system: Portal)], new EventId(0, 2), default);
        await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, 1));
        var overview = (await world.Operations.SendAsync(new GetOverview(world.Analyst))).Require();
        (overview.Alerts.Unassigned, overview.Alerts.Mine, overview.Alerts.Open).ShouldBe((1, 1, 2));
        overview.OpenIncidents.ShouldBe(new Dictionary<Severity, long> { [Severity.Critical] = 1 });
        overview.UnassignedIncidents.ShouldHaveSingleItem().Number.ShouldBe("SC-2026-000001");
        overview.DutiesAhead.ShouldNotBeEmpty();
        overview.DutiesAhead.Select(d => d.DueAt).ShouldBe(overview.DutiesAhead.Select(d => d.DueAt).Order());
    }

    private static async Task<OperationsWorld> OneAlert()
    {
        var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, level: Severity.Low)], new EventId(0, 1), default);
        return world;
    }
}
