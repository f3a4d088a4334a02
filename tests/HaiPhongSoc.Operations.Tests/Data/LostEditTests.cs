using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using HaiPhongSoc.Operations.Tests.Incidents;
using static HaiPhongSoc.Operations.Tests.HitBuilder;
using static HaiPhongSoc.Operations.Tests.Incidents.IncidentFlowTests;

namespace HaiPhongSoc.Operations.Tests.Data;

/// <summary>Two people who edit one record at once never lose an edit: of all that start from one version exactly one holds, the others are told.</summary>
public sealed class LostEditTests
{
    private const int Actors = 8;
    private const string Number = "SC-2026-000001";

    private static readonly string[] EveryRole = [RoleNames.Analyst, RoleNames.ShiftLead, RoleNames.Responder, RoleNames.SystemOwner, RoleNames.Administrator];

    [Fact]
    public async Task Of_all_who_edit_an_alert_at_once_one_holds_and_stands_in_the_history()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1)], new EventId(0, 1), default);
        var alert = await world.WithDatabaseAsync(database => database.Alerts.SingleAsync());
        for (var round = 0; round < 4; round++)
        {
            var (version, isOpen) = (alert.Version, alert.Status != AlertStatus.Closed);
            await OneHoldsAsync(version, actor => isOpen
                ? world.Operations.SendAsync(new CloseAlert(actor, alert.Id, version, Verdict.TrueButHarmless, actor.Name))
                : world.Operations.SendAsync(new ReopenAlert(actor, alert.Id, version, actor.Name)));
            alert = await world.WithDatabaseAsync(database => database.Alerts.SingleAsync());
        }

        alert.Version.ShouldBe(5);
        (await HistoryAsync(world, alert.Subject)).ShouldBe(4);
    }

    [Fact]
    public async Task Of_all_who_take_an_incident_at_once_one_has_it_and_stands_in_the_diary()
    {
        await using var world = await IncidentWorkTests.UnderAttack();
        for (var round = 0; round < 3; round++)
        {
            var incident = await Get(world, Number);

            // Other people each time: who has it already is told that instead.
            var holder = await OneHoldsAsync(
                incident.Row.Version,
                actor => world.Operations.SendAsync(new TakeIncident(actor, Number, incident.Row.Version)),
                first: round * Actors);
            incident = await Get(world, Number);
            incident.Row.AssigneeName.ShouldBe(holder.Name);
            incident.Timeline.Count(t => t.Kind == TimelineKind.Assigned).ShouldBe(round + 1);
        }
    }

    [Fact]
    public async Task Of_all_who_complete_or_reopen_a_task_at_once_one_holds()
    {
        await using var world = await IncidentWorkTests.UnderAttack();
        for (var round = 0; round < 4; round++)
        {
            var task = (await Get(world, Number)).Tasks[0];
            var holder = await OneHoldsAsync(task.Version, actor => task.DoneAt is null
                ? world.Operations.SendAsync(new CompleteTask(actor, Number, task.Id, task.Version, actor.Name))
                : world.Operations.SendAsync(new ReopenTask(actor, Number, task.Id, task.Version, actor.Name)));
            var after = await Get(world, Number);
            after.Timeline.Count(t => t.Kind is TimelineKind.TaskDone or TimelineKind.TaskReopened).ShouldBe(round + 1);
            after.Timeline[^1].What.Vi.ShouldContain(holder.Name);
        }
    }

    [Fact]
    public async Task Of_all_who_complete_a_duty_at_once_one_holds()
    {
        await using var world = await OperationsWorld.StartAsync();
        foreach (var duty in (await world.Operations.SendAsync(new ListDuties(Actor.Program))).Require().Items.Take(3))
        {
            var holder = await OneHoldsAsync(duty.Version, actor => world.Operations.SendAsync(new CompleteDuty(actor, duty.Id, duty.Version, actor.Name)));
            var after = await world.WithDatabaseAsync(database => database.Duties.SingleAsync(d => d.Id == duty.Id));
            (after.Version, after.EvidenceNote).ShouldBe((duty.Version + 1, holder.Name));
            (await HistoryAsync(world, after.Subject)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Imports_at_once_are_all_kept_and_of_those_that_claim_one_address_one_holds()
    {
        await using var world = await OperationsWorld.StartAsync();
        var apart = await AtOnceAsync(actor => world.Operations.SendAsync(new ImportRegister(actor, Register(actor, $"host: web-{actor.AccountId}"), "r.yml")));
        apart.ShouldAllBe(o => o.Outcome.IsSuccess);
        apart.Select(o => o.Outcome.Value!.Version).Order().ShouldBe(Enumerable.Range(1, Actors).Select(v => (long)v));
        world.Systems.Current.Version.ShouldBe(Actors);

        var same = await AtOnceAsync(actor => world.Operations.SendAsync(new ImportRegister(actor, Register(actor, "network: 10.9.0.0/16"), "r.yml")));
        var holder = same.Where(o => o.Outcome.IsSuccess).ShouldHaveSingleItem().Actor;
        same.Where(o => !o.Outcome.IsSuccess).ShouldAllBe(o => o.Outcome.Fault!.Message.En.Contains($"is claimed by system \"{holder.AccountId}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hits_are_taken_once_however_often_they_come_and_while_people_work_on_the_alert()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(0)], new EventId(0, 0), default);
        var id = (await world.WithDatabaseAsync(database => database.Alerts.SingleAsync())).Id;

        // Four intakes replay the same offsets, each from the beginning, while people take the alert from each other.
        var replays = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var taken = 0;
            for (var offset = 1; offset <= 15; offset++)
                taken += (await world.Intake.CommitAsync([Hit(offset, time: Minutes(offset * 0.1))], new EventId(0, offset), default)).HitsTaken;
            return taken;
        })).ToList();
        var people = Enumerable.Range(0, 4).Select(person => Task.Run(async () =>
        {
            var held = 0;
            for (var turn = 0; turn < 8; turn++)
            {
                var version = await world.WithDatabaseAsync(database => database.Alerts.Where(a => a.Id == id).Select(a => a.Version).SingleAsync());
                var outcome = await world.Operations.SendAsync(new TakeAlert(Person(person * 100 + turn), id, version));
                if (outcome.IsSuccess)
                    held++;
                else
                    outcome.Fault.Code.ShouldBe("record.changed");
            }

            return held;
        })).ToList();

        (await Task.WhenAll(replays)).Sum().ShouldBe(15);
        var edits = (await Task.WhenAll(people)).Sum();
        var alert = await world.WithDatabaseAsync(database => database.Alerts.SingleAsync());
        alert.Count.ShouldBe(16);
        alert.Version.ShouldBe(1 + edits);
        (await HistoryAsync(world, alert.Subject)).ShouldBe(edits);
        (await world.WithDatabaseAsync(database => database.AlertEvents.CountAsync())).ShouldBe(16);
        (await world.Intake.CommittedAsync(default))[0].ShouldBe(15);
    }

    [Fact]
    public async Task What_work_has_read_still_holds_when_it_writes_also_where_it_writes_elsewhere()
    {
        await using var world = await OperationsWorld.StartAsync();
        var store = world.Services.GetRequiredService<OperationsDatabase>();

        // Each looks whether anybody has a number, and takes one of its own where nobody has: no two rows meet, only what was read. All that the
        // database lets read at once have read before the first writes.
        var reading = Actors;
        var allRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = await Task.WhenAll(Enumerable.Range(0, Actors).Select(actor => Task.Run(() => store.AloneAsync(
            async ct =>
            {
                await using var scope = world.Services.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
                await using var transaction = await database.BeginSerialAsync(ct);
                if (await database.NumberSeries.AnyAsync(n => n.Name.StartsWith("skew"), ct))
                    return 0;
                if (Interlocked.Decrement(ref reading) == 0)
                    allRead.TrySetResult();
                await Task.WhenAny(allRead.Task, Task.Delay(500, ct));
                database.Add(new NumberSeries { Name = FormattableString.Invariant($"skew-{actor}") });
                await database.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return 1;
            },
            default))));
        written.Sum().ShouldBe(1);
    }

    private static Actor Person(int number) => new(FormattableString.Invariant($"p-{number}"), FormattableString.Invariant($"Người {number}"), EveryRole);

    private static async Task<IReadOnlyList<(Actor Actor, Outcome<T> Outcome)>> AtOnceAsync<T>(Func<Actor, Task<Outcome<T>>> edit, int first = 0)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var edits = Enumerable.Range(0, Actors).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return (Person(first + i), await edit(Person(first + i)));
        })).ToList();
        start.SetResult();
        return await Task.WhenAll(edits);
    }

    private static async Task<Actor> OneHoldsAsync(long version, Func<Actor, Task<Outcome<Changed>>> edit, int first = 0)
    {
        var outcomes = await AtOnceAsync(edit, first);
        outcomes.Where(o => !o.Outcome.IsSuccess).ShouldAllBe(o => o.Outcome.Fault!.Code == "record.changed");
        var held = outcomes.Where(o => o.Outcome.IsSuccess).ShouldHaveSingleItem();
        held.Outcome.Value!.Version.ShouldBe(version + 1);
        return held.Actor;
    }

    // One entry an edit: what was lost would be missing here or be one too many.
    private static Task<int> HistoryAsync(OperationsWorld world, string subject) =>
        world.WithDatabaseAsync(database => database.History.CountAsync(h => h.Subject == subject && h.ActorId.StartsWith("p-")));

    private static string Register(Actor actor, string asset) => $$"""
        organisations:
          - {code: o, name: Org}
        systems:
          - code: {{actor.AccountId}}
            name: {{actor.Name}}
            owner: o
            status: in-operation
            has_real_data: true
            assets: [{realm: r, {{asset}}}]
            level: {proposed: 2, basis: b}
            conclusion: {document: k, on: 2026-01-05}
        """;
}
