using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Audit;

public sealed class ReadingsTests
{
    private const string Address = "198.51.100.7";

    [Fact]
    public async Task The_first_reading_is_written_at_once_and_equal_ones_of_the_minute_as_one_entry_with_a_count()
    {
        await using var world = await AuditWorld.StartAsync();
        var readings = world.Services.GetRequiredService<Readings>();
        var before = (await world.EntriesAsync()).Count;
        await ReadAsync(world, readings, world.Analyst, 3);
        await readings.FlushAsync(all: false, default);
        await ReadAsync(world, readings, world.Analyst, 4);
        await ReadAsync(world, readings, world.Other, 1);
        await readings.FlushAsync(all: false, default);
        (await world.EntriesAsync()).Skip(before).Select(e => (e.ActorId, e.Action, e.Subjects, e.Count))
            .ShouldBe([("a-1", "system.get", "system:dvc", 3), ("a-2", "system.get", "system:dvc", 1)]);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await readings.FlushAsync(all: false, default);
        await readings.FlushAsync(all: false, default);
        (await world.EntriesAsync()).Skip(before + 2).Select(e => (e.ActorId, e.Count)).ShouldBe([("a-1", 4)]);
    }

    [Fact]
    public async Task At_the_end_of_the_program_the_counts_of_the_minute_at_hand_are_written_too()
    {
        await using var world = await AuditWorld.StartAsync();
        var readings = world.Services.GetRequiredService<Readings>();
        await ReadAsync(world, readings, world.Analyst, 1);
        await readings.FlushAsync(all: false, default);
        await ReadAsync(world, readings, world.Analyst, 5);
        await readings.FlushAsync(all: true, default);
        (await world.EntriesAsync())[^1].Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_write_that_fails_loses_nothing_and_a_flood_is_counted_and_the_count_is_an_entry()
    {
        await using var world = await AuditWorld.StartAsync();
        var readings = world.Services.GetRequiredService<Readings>();
        var before = (await world.EntriesAsync()).Count;
        world.Commits.IsArmed = true;
        await ReadAsync(world, readings, world.Analyst, 2);
        await Should.ThrowAsync<IOException>(() => readings.FlushAsync(all: false, default));
        for (var i = 0; i < 10_000 + 5; i++)
            readings.RecordOrCount(Read(world, world.Other));
        world.Commits.IsArmed = false;
        await readings.FlushAsync(all: false, default);
        await readings.FlushAsync(all: false, default);
        await readings.FlushAsync(all: true, default);
        var entries = (await world.EntriesAsync()).Skip(before).ToList();
        entries.Where(e => e.ActorId == "a-1").Sum(e => e.Count).ShouldBe(2);
        entries.Where(e => e.ActorId == "a-2").Sum(e => e.Count).ShouldBe(10_000);
        entries.Where(e => e.Action == "audit.left-out").Select(e => e.Count).ShouldBe([5]);
    }

    [Fact]
    public async Task Whoever_lists_accounts_is_on_the_chain_and_whoever_lists_alerts_is_not()
    {
        await using var world = await AuditWorld.StartAsync();
        var before = (await world.EntriesAsync()).Count;
        (await world.Operations.SendAsync(new ListAccounts(world.Analyst))).Require();
        await world.Services.GetRequiredService<Readings>().FlushAsync(all: true, default);
        (await world.EntriesAsync()).Skip(before).Select(e => e.Action).ShouldBe(["accounts.list"]);
    }

    [Fact]
    public async Task Whoever_opens_an_incident_is_on_the_chain_and_whoever_is_told_that_it_does_not_exist_is_not()
    {
        await using var world = await AuditWorld.StartAsync();
        var before = (await world.EntriesAsync()).Count;
        (await world.Operations.SendAsync(new GetIncident(world.Analyst, AuditWorld.Number))).Require();
        (await world.Operations.SendAsync(new GetIncident(world.Analyst, "SC-2026-999999"))).Fault.ShouldNotBeNull();
        await world.Services.GetRequiredService<Readings>().FlushAsync(all: true, default);
        (await world.EntriesAsync()).Skip(before).Select(e => (e.Action, e.Subjects, e.ActorId)).ShouldBe([("incident.get", $"incident:{AuditWorld.Number}", world.Analyst.AccountId)]);
    }

    [Fact]
    public async Task Sign_ins_are_entries_and_events_and_say_what_is_odd_about_them()
    {
        await using var world = await OperationsWorld.StartAsync();
        var journal = world.Services.GetRequiredService<ISignInJournal>();
        var readings = world.Services.GetRequiredService<Readings>();
        var admin = new Actor("adm", "Quản trị", ["administrator"]) { Address = Address };
        journal.Refused("khong-co", account: null, SignInReasons.UnknownName, Address);
        journal.Refused("khong-co", account: null, SignInReasons.UnknownName, Address);
        journal.Refused("admin", admin, SignInReasons.WrongPassword, Address);
        journal.Succeeded(admin, "password");
        await readings.FlushAsync(all: true, default);
        journal.Succeeded(admin, "password");
        world.Clock.Advance(TimeSpan.FromHours(14));
        journal.Succeeded(admin, "password");
        await readings.FlushAsync(all: true, default);

        world.Told.Events.Select(e => (e.Action, e.UserName, e.Outcome, e.Reason, e.Address, e.NewAddress, e.AtNight)).ShouldBe(
        [
            ("account.sign-in", "khong-co", "failure", "unknown-name", Address, false, false),
            ("account.sign-in", "khong-co", "failure", "unknown-name", Address, false, false),
            ("account.sign-in", "Quản trị", "failure", "wrong-password", Address, false, false),
            ("account.sign-in", "Quản trị", "success", "", Address, true, false),
            ("account.sign-in", "Quản trị", "success", "", Address, false, false),
            ("account.sign-in", "Quản trị", "success", "", Address, false, true),
        ]);
        var entries = (await world.EntriesAsync()).Where(e => e.Action == "account.sign-in").Select(e => (e.ActorName, e.Outcome, e.Fault, e.Address, e.Count)).ToList();
        entries[0].ShouldBe(("khong-co", "refused", "unknown-name", Address, 2));
        entries.Count.ShouldBe(5);
    }

    [Fact]
    public async Task What_is_not_permitted_is_an_entry_that_names_what_it_was_tried_on()
    {
        await using var world = await AuditWorld.StartAsync();
        var auditor = new Actor("au-1", "Lê Kiểm Toán", [RoleNames.Auditor]) { Address = Address };
        (await world.Operations.SendAsync(new TakeAlert(auditor, 1, 1))).Fault!.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new ListAlerts(auditor, new AlertFilter()))).Fault!.Kind.ShouldBe(FaultKind.Forbidden);
        await world.Services.GetRequiredService<Readings>().FlushAsync(all: true, default);
        (await world.EntriesAsync()).TakeLast(2).Select(e => (e.ActorId, e.Action, e.Outcome, e.Fault, e.Subjects, e.Address)).ShouldBe(
        [
            ("au-1", "alert.take", "refused", "access.forbidden", "alert:1", Address),
            ("au-1", "alerts.list", "refused", "access.forbidden", "", Address),
        ]);
        world.Told.Events.TakeLast(2).Select(e => (e.Action, e.Outcome)).ShouldBe([("alert.take", "failure"), ("alerts.list", "failure")]);
    }

    private static async Task ReadAsync(OperationsWorld world, Readings readings, Actor actor, int times)
    {
        for (var i = 0; i < times; i++)
            await readings.RecordAsync(Read(world, actor));
    }

    private static Reading Read(OperationsWorld world, Actor actor) => new(UtcMicroseconds.Now(world.Clock), actor, "system.get", "", "system:dvc");
}
