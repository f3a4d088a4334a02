using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Audit;

public sealed class AuditTrailTests
{
    [Fact]
    public async Task A_command_leaves_who_what_before_and_after_in_its_own_transaction()
    {
        await using var world = await AuditWorld.StartAsync();
        var before = (await world.EntriesAsync()).Count;
        await world.TakeAndCloseAsync();
        var entries = (await world.EntriesAsync()).Skip(before).ToList();
        entries.Count.ShouldBe(2);
        var closed = entries[1];
        (closed.Action, closed.Outcome, closed.Fault).ShouldBe(("alert.close", "done", ""));
        (closed.ActorId, closed.ActorName, closed.ActorRoles, closed.ActorKind).ShouldBe((world.Other.AccountId, world.Other.Name, "shift-lead", "person"));
        closed.At.ShouldBe(world.Now);
        closed.Subjects.ShouldBe("alert:1");
        closed.Before.ShouldBe("""{"alert:1":{"ClosedAt":null,"Status":"InProgress","Verdict":null}}""");
        closed.After.ShouldBe($$$"""{"alert:1":{"ClosedAt":"{{{world.Now}}}","Status":"Closed","Verdict":"TrueButHarmless"}}""");
        (closed.DetailsVi, closed.DetailsEn).ShouldBe(("đóng: Đúng nhưng vô hại — kiểm thử", "closed: true but harmless — kiểm thử"));
        closed.SearchText.ShouldContain("dung nhung vo hai — kiem thu");
        closed.Sequence.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_refused_or_rolled_back_leaves_nothing()
    {
        await using var world = await AuditWorld.StartAsync();
        var before = (await world.EntriesAsync()).Count;
        (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, 7))).Fault!.Kind.ShouldBe(FaultKind.Conflict);
        (await world.Operations.SendAsync(new AddNote(world.Analyst, AuditWorld.Number, ""))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        world.Commits.IsArmed = true;
        await Should.ThrowAsync<IOException>(() => world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, 1)));
        world.Commits.IsArmed = false;
        (await world.EntriesAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Secrets_never_reach_the_chain_but_that_they_changed_does()
    {
        await using var world = await AuditWorld.StartAsync();
        var account = await world.WithDatabaseAsync(database => database.Users.AsNoTracking().SingleAsync());
        var actor = new Actor(account.Id, account.DisplayName, ["administrator"]);
        var password = world.Ready!.FirstAccount!.Password;
        (await world.Operations.SendAsync(new ChangePassword(actor, password, "một câu dài mà không ai đoán ra"))).Require();
        var entry = (await world.EntriesAsync())[^1];
        entry.Action.ShouldBe("password.change");
        entry.After.ShouldContain("\"PasswordHash\":\"•••\"");
        entry.After.ShouldContain("\"MustChangePassword\":\"false\"");
        var changed = await world.WithDatabaseAsync(database => database.Users.AsNoTracking().SingleAsync());
        foreach (var secret in new[] { password, account.PasswordHash!, changed.PasswordHash!, changed.SecurityStamp!, changed.ConcurrencyStamp! })
            string.Join('\n', (await world.EntriesAsync()).Select(e => e.Before + e.After + e.DetailsVi + e.SearchText)).ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_wrong_password_counts_and_the_refusal_stands_on_the_chain()
    {
        await using var world = await AuditWorld.StartAsync();
        var id = await world.WithDatabaseAsync(database => database.Users.Select(u => u.Id).SingleAsync());
        var refused = await world.Operations.SendAsync(new ChangePassword(new Actor(id, "admin", [RoleNames.Administrator]), "sai", "một câu dài mà không ai đoán ra"));
        refused.IsSuccess.ShouldBeFalse();
        var entry = (await world.EntriesAsync())[^1];
        (entry.Action, entry.Outcome, entry.Fault, entry.After).ShouldBe(
            ("password.change", "refused", "account.password", $$$"""{"account:{{{id}}}":{"AccessFailedCount":"1"}}"""));
    }

    [Fact]
    public async Task Keys_that_the_database_gives_are_resolved_and_a_large_change_is_cut_and_says_so()
    {
        await using var world = await AuditWorld.StartAsync();
        var long_ = new string('ă', 7_000);
        (await world.Operations.SendAsync(new AddNote(world.Analyst, AuditWorld.Number, long_))).Require();
        var note = (await world.EntriesAsync())[^1];
        note.Subjects.ShouldBe($"incident:{AuditWorld.Number}");
        note.DetailsVi.ShouldBe(long_);
        AuditText.Bounded(long_ + new string('ă', 7_000), AuditText.LongestColumn).ShouldBe(new string('ă', 8_000) + "… (+6000)");
        AuditText.Bounded("a😀b", 2).ShouldBe("a… (+3)");
        AuditText.Bounded("a\0b\uD83D").ShouldBe("a␀b\uFFFD");
    }

    [Fact]
    public async Task An_incident_that_is_taken_names_itself_and_the_alerts_that_went_along()
    {
        await using var world = await AuditWorld.StartAsync();
        (await world.Operations.SendAsync(new TakeIncident(world.Analyst, AuditWorld.Number, 1))).Require();
        var entry = (await world.EntriesAsync())[^1];
        (entry.Action, entry.Subjects).ShouldBe(("incident.take", $"alert:1\nincident:{AuditWorld.Number}"));
        entry.After.ShouldContain($"\"AssigneeName\":\"{world.Analyst.Name}\"");
        entry.Before.ShouldContain("\"AssigneeName\":null");
    }
}
