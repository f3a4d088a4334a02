using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Accounts;

public sealed class SessionStateTests
{
    [Theory]
    [InlineData(RoleNames.Analyst, 15, 12)]
    [InlineData(RoleNames.Administrator, 5, 8)]
    public async Task A_session_is_locked_when_idle_and_over_at_its_length_as_the_profile_says_of_the_role(string role, int idleMinutes, int hours)
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", role, RoleNames.Auditor);
        var session = (await world.Operations.SendAsync(new StartSession(actor, "pwd otp", "Firefox"))).Require();
        world.Clock.Advance(TimeSpan.FromMinutes(idleMinutes) - TimeSpan.FromSeconds(1));
        (await Check(world, actor, session)).State.ShouldBe(SessionState.Active);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Check(world, actor, session)).State.ShouldBe(SessionState.Locked);
        (await world.Sessions.TouchAsync(actor.AccountId, session.Id, CancellationToken.None)).State.ShouldBe(SessionState.Locked, "only a proof opens it");
        (await world.Sessions.UnlockAsync(actor.AccountId, session.Id, CancellationToken.None)).State.ShouldBe(SessionState.Active);

        var end = world.Clock.Start.AddHours(hours);
        while (world.Clock.GetUtcNow().AddMinutes(2) < end)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(2));
            (await world.Sessions.TouchAsync(actor.AccountId, session.Id, CancellationToken.None)).State.ShouldBe(SessionState.Active);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Check(world, actor, session)).State.ShouldBe(SessionState.Over);
        (await world.Sessions.UnlockAsync(actor.AccountId, session.Id, CancellationToken.None)).State.ShouldBe(SessionState.Over);
    }

    [Fact]
    public async Task A_session_is_its_accounts_alone()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (one, other) = (await world.AddAsync("lan", RoleNames.Analyst), await world.AddAsync("mai", RoleNames.Analyst));
        var session = (await world.Operations.SendAsync(new StartSession(one, "pwd otp", "Firefox"))).Require();

        (await Check(world, other, session)).State.ShouldBe(SessionState.Ended);
        (await world.Operations.SendAsync(new EndSession(other, session.Id))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new RotateSession(other, session.Id))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new StartSession(other, "pwd otp", "x", Follows: session.Id))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new GetMyAccount(other))).Require().Sessions.ShouldAllBe(s => s.Id != session.Id);
        (await Check(world, one, session)).State.ShouldBe(SessionState.Active);
    }

    [Fact]
    public async Task A_new_name_voids_the_old_one_and_does_not_lengthen_the_session()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var first = (await world.Operations.SendAsync(new StartSession(actor, "pwd", "Firefox"))).Require();
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        var second = (await world.Operations.SendAsync(new RotateSession(actor, first.Id, "otp"))).Require();

        (second.EndsAt, second.Id == first.Id).ShouldBe((first.EndsAt, false));
        (await Check(world, actor, first)).ShouldBe(new SessionStanding(SessionState.Over, 0, second.Id));
        (await world.Operations.SendAsync(new GetMyAccount(actor))).Require().Sessions.ShouldHaveSingleItem().Methods.ShouldBe("pwd otp");
        (await world.Operations.SendAsync(new EndAllSessions(actor))).IsSuccess.ShouldBeTrue();
        (await Check(world, actor, second)).State.ShouldBe(SessionState.Ended);
    }

    [Fact]
    public async Task A_locked_or_disabled_account_starts_none_but_guessing_ends_none()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var session = (await world.Operations.SendAsync(new StartSession(actor, "pwd otp", "Firefox"))).Require();
        for (var i = 0; i < 5; i++)
            await world.Operations.SendAsync(new CountFailedSignIn(actor));

        (await world.Operations.SendAsync(new StartSession(actor, "pwd otp", "Firefox"))).Fault!.Code.ShouldBe("account.closed");
        (await Check(world, actor, session)).State.ShouldBe(SessionState.Active);
    }

    [Fact]
    public async Task An_account_that_nobody_used_for_45_days_opens_nothing_until_it_is_reset()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var policy = world.Services.GetRequiredService<AccountPolicy>();
        world.Clock.Advance(TimeSpan.FromDays(45) - TimeSpan.FromMinutes(1));
        (await world.Operations.SendAsync(new StartSession(actor, "pwd otp", "Firefox"))).IsSuccess.ShouldBeTrue();
        world.Clock.Advance(TimeSpan.FromDays(45));

        policy.IsDisabled(await world.AccountAsync(actor)).ShouldBeTrue();
        (await world.Operations.SendAsync(new StartSession(actor, "pwd otp", "Firefox"))).Fault!.Code.ShouldBe("account.closed");
        (await world.Operations.SendAsync(new ResetPassword(Actor.Program, "lan", "root"))).Require().Password.Length.ShouldBe(24);
        policy.IsDisabled(await world.AccountAsync(actor)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_ticket_is_taken_once_for_its_purpose_and_account_and_in_time()
    {
        await using var world = await OperationsWorld.StartAsync();
        var tickets = world.Services.GetRequiredService<ISignInTickets>();
        var ct = TestContext.Current.CancellationToken;
        var life = TimeSpan.FromMinutes(5);
        var id = await tickets.IssueAsync("half", "a-1", "state", life, ct);

        (await tickets.TakeAsync("passkey", "a-1", id, ct)).ShouldBeNull();
        (await tickets.TakeAsync("half", "a-2", id, ct)).ShouldBeNull();
        (await tickets.StandsAsync("half", "a-1", id, ct)).ShouldBeTrue();
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => tickets.TakeAsync("half", "a-1", id, ct), ct)));
        taken.Count(state => state == "state").ShouldBe(1);

        var late = await tickets.IssueAsync("half", "a-1", "state", life, ct);
        world.Clock.Advance(life);
        (await tickets.TakeAsync("half", "a-1", late, ct)).ShouldBeNull();
    }

    private static Task<SessionStanding> Check(OperationsWorld world, Actor actor, StartedSession session) =>
        world.Sessions.CheckAsync(actor.AccountId, session.Id, CancellationToken.None);
}
