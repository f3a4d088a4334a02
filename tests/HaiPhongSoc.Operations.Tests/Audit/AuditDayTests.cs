using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Audit;

/// <summary>A day in the centre: every hour new alerts, people who want the same ones at once, a restart at noon, the chain sealed all the while.</summary>
public sealed class AuditDayTests
{
    private const int AlertsAnHour = 4;

    [Fact]
    public async Task A_day_of_people_at_once_leaves_a_chain_that_is_intact_and_tells_of_each_success_once()
    {
        await using var world = await OperationsWorld.StartAsync(now: new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));
        var before = (await world.EntriesAsync()).Count(IsOfPerson);
        var succeeded = 0;
        for (var hour = 0; hour < 24; hour++)
        {
            if (hour == 12)
                await world.RestartAsync();
            succeeded += await HourAsync(world, hour);
            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        await world.SealAsync();
        var entries = await world.EntriesAsync();
        (entries.Count(IsOfPerson) - before).ShouldBe(succeeded);
        succeeded.ShouldBe(24 * AlertsAnHour * 3);
        var verdict = await world.VerifyAsync();
        (verdict.Break, verdict.Verified, verdict.Waiting).ShouldBe((null, entries.Count, 0));

        var intruder = new Intruder(world);
        var row = entries.Count / 2;
        var undo = (await intruder.ChangeAsync(row, "DetailsVi", isNumber: false, at: 0, with: 1)
            ?? await intruder.ChangeAsync(row, "Action", isNumber: false, at: 0, with: 1)).ShouldNotBeNull();
        (await world.VerifyAsync()).Break!.Sequence.ShouldBe(row);
        await undo();
        (await world.VerifyAsync()).IsIntact.ShouldBeTrue();
        await intruder.RunAsync($"DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = {row}");
        (await world.VerifyAsync()).Break!.Sequence.ShouldBe(row);
    }

    private static async Task<int> HourAsync(OperationsWorld world, int hour)
    {
        var first = (hour * AlertsAnHour) + 1;
        var ids = Enumerable.Range(first, AlertsAnHour).Select(n => (long)n).ToList();
        await world.Intake.CommitAsync([.. ids.Select(n => Hit(n, address: FormattableString.Invariant($"203.0.113.{n}"), level: Severity.Low))], new EventId(0, ids[^1]), default);
        using var stop = new CancellationTokenSource();
        var sealing = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; await Task.Delay(10))
                await world.SealAsync();
        });

        // Everybody wants every alert: of those who meet at one, one gets it, and the others' refusals are no deeds.
        var done = await Task.WhenAll(new[] { world.Analyst, world.Other, world.Analyst, world.Other, world.Analyst, world.Other }.Select((actor, seat) => SeatAsync(world, actor, seat, ids)));
        await stop.CancelAsync();
        await sealing;
        return done.Sum();
    }

    private static async Task<int> SeatAsync(OperationsWorld world, Actor actor, int seat, List<long> ids)
    {
        var succeeded = 0;
        foreach (var id in seat % 2 == 0 ? ids : Enumerable.Reverse(ids))
        {
            var taken = await world.Operations.SendAsync(new TakeAlert(actor, id, 1));
            if (!taken.IsSuccess)
                continue;
            var closed = (await world.Operations.SendAsync(new CloseAlert(actor, id, taken.Value.Version, Verdict.TrueButHarmless, "kiểm thử có kế hoạch"))).Require();
            (await world.Operations.SendAsync(new ReopenAlert(actor, id, closed.Version, "xem lại"))).Require();
            succeeded += 3;
        }

        return succeeded;
    }

    private static bool IsOfPerson(AuditEntry entry) => entry.Action.StartsWith("alert.", StringComparison.Ordinal) && entry.Outcome == "done";
}
