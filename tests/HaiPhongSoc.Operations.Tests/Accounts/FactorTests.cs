using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Tests.Accounts;

public sealed class FactorTests
{
    [Fact]
    public async Task A_recovery_code_opens_once_also_from_two_places_at_once()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (_, codes) = await world.AddTotpAsync(actor);
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(10);

        (await world.Operations.SendAsync(new UseRecoveryCode(actor, $" {codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} "))).Require().Count.ShouldBe(9);
        (await world.Operations.SendAsync(new UseRecoveryCode(actor, codes[0]))).Fault!.Code.ShouldBe("account.second-step");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.Operations.SendAsync(new UseRecoveryCode(actor, codes[1])))));
        answers.Count(a => a.IsSuccess).ShouldBe(1);
        (await world.Operations.SendAsync(new GetMyAccount(actor))).Require().RecoveryCodesLeft.ShouldBe(8);
        (await world.WithDatabaseAsync(database => Task.FromResult(database.AuditEntries.Where(e => e.Action == "recovery-code.use" && e.Fault == "").ToList())))
            .ShouldContain(e => e.DetailsVi.Contains("còn 9 mã", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_recovery_codes_void_the_old_ones_and_nobody_elses()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (one, other) = (await world.AddAsync("lan", RoleNames.Analyst), await world.AddAsync("mai", RoleNames.Analyst));
        var (_, codes) = await world.AddTotpAsync(one);
        var (_, others) = await world.AddTotpAsync(other);

        var fresh = (await world.Operations.SendAsync(new RenewRecoveryCodes(one))).Require().RecoveryCodes;

        (await world.Operations.SendAsync(new UseRecoveryCode(one, codes[0]))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UseRecoveryCode(one, others[0]))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UseRecoveryCode(one, fresh[0]))).Require().Count.ShouldBe(9);
        (await world.Operations.SendAsync(new UseRecoveryCode(other, others[0]))).Require().Count.ShouldBe(9);
    }

    [Fact]
    public async Task The_last_factor_that_will_do_stays()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (analyst, lead) = (await world.AddAsync("lan", RoleNames.Analyst), await world.AddAsync("ca", RoleNames.ShiftLead));
        foreach (var actor in new[] { analyst, lead })
        {
            await world.AddTotpAsync(actor);
            (await world.Operations.SendAsync(new AddPasskey(actor, AccountDesk.Passkey(actor.Name), "Khóa"))).IsSuccess.ShouldBeTrue();
        }

        var key = (await world.Operations.SendAsync(new GetMyAccount(lead))).Require().Passkeys.ShouldHaveSingleItem();
        (await world.Operations.SendAsync(new RemovePasskey(lead, key.Id))).Fault!.Code.ShouldBe("account.last-factor", "a shift lead needs a passkey");
        (await world.Operations.SendAsync(new RemoveTotp(lead))).IsSuccess.ShouldBeTrue();

        (await world.Operations.SendAsync(new RemovePasskey(analyst, key.Id))).Fault!.Kind.ShouldBe(FaultKind.NotFound, "it is somebody else's");
        var own = (await world.Operations.SendAsync(new GetMyAccount(analyst))).Require().Passkeys.Single();
        (await world.Operations.SendAsync(new RemovePasskey(analyst, own.Id))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new RemoveTotp(analyst))).Fault!.Code.ShouldBe("account.last-factor");
    }

    [Fact]
    public async Task A_passkey_is_its_owners_verifies_its_user_and_counts_on()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (one, other) = (await world.AddAsync("lan", RoleNames.Analyst), await world.AddAsync("mai", RoleNames.Analyst));
        (await world.Operations.SendAsync(new AddPasskey(one, AccountDesk.Passkey("a", verified: false), "x"))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new AddPasskey(one, AccountDesk.Passkey("a", count: 7), "  Khóa\u0007 xanh "))).Require().RecoveryCodes.Count.ShouldBe(10);
        (await world.Operations.SendAsync(new AddPasskey(other, AccountDesk.Passkey("a", count: 9), "y"))).IsSuccess.ShouldBeFalse("it is registered already");
        (await world.Operations.SendAsync(new GetMyAccount(one))).Require().Passkeys.Single().Name.ShouldBe("Khóa xanh");

        (await world.Operations.SendAsync(new UsePasskey(one, AccountDesk.Passkey("a", count: 8)))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new UsePasskey(one, AccountDesk.Passkey("a", count: 8)))).IsSuccess.ShouldBeFalse("a copy shows a counter that stands still");
        (await world.Operations.SendAsync(new UsePasskey(one, AccountDesk.Passkey("a", count: 0)))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UsePasskey(one, AccountDesk.Passkey("a", count: 9, verified: false)))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UsePasskey(other, AccountDesk.Passkey("a", count: 10)))).IsSuccess.ShouldBeFalse();
        (await world.AccountAsync(one)).AccessFailedCount.ShouldBe(3);
    }

    [Fact]
    public async Task A_passkey_that_is_owed_runs_from_the_first_sign_in()
    {
        await using var world = await OperationsWorld.StartAsync();
        var lead = await world.AddAsync("ca", RoleNames.ShiftLead);
        await world.AddTotpAsync(lead);
        world.Clock.Advance(TimeSpan.FromDays(3));
        (await world.Operations.SendAsync(new StartSession(lead, "pwd otp", "Firefox"))).IsSuccess.ShouldBeTrue();
        var first = world.Now;
        world.Clock.Advance(TimeSpan.FromDays(3));
        (await world.Operations.SendAsync(new StartSession(lead, "pwd otp", "Firefox"))).IsSuccess.ShouldBeTrue();

        (await world.Operations.SendAsync(new GetMyAccount(lead))).Require().PasskeyOwedUntil.ShouldBe(first + (14 * 86_400_000_000L));
        (await world.Operations.SendAsync(new AddPasskey(lead, AccountDesk.Passkey("k"), "Khóa"))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new GetMyAccount(lead))).Require().PasskeyOwedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task A_reset_from_the_command_line_takes_everything_off_and_ends_every_session()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, codes) = await world.AddTotpAsync(actor);
        await world.Operations.SendAsync(new AddPasskey(actor, AccountDesk.Passkey("k"), "Khóa"));
        var session = (await world.Operations.SendAsync(new StartSession(actor, "pwd otp", "Firefox"))).Require();
        var stamp = (await world.AccountAsync(actor)).SecurityStamp;
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        (await world.Operations.SendAsync(new ResetFactor(world.Administrator, "lan", "root"))).Fault!.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new ResetFactor(Actor.Program, "nobody", "root"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new ResetFactor(Actor.Program, "lan", "root"))).IsSuccess.ShouldBeTrue();

        var account = await world.AccountAsync(actor);
        (account.TotpSecret, account.MustChangePassword, account.SecurityStamp == stamp).ShouldBe((null, true, false));
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret)))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UseRecoveryCode(actor, codes[0]))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new GetMyAccount(actor))).Require().Passkeys.ShouldBeEmpty();
        (await world.Sessions.CheckAsync(actor.AccountId, session.Id, CancellationToken.None)).State.ShouldBe(SessionState.Ended);
        (await world.WithDatabaseAsync(database => Task.FromResult(database.AuditEntries.Single(e => e.Action == "factor.reset" && e.Fault == ""))))
            .DetailsEn.ShouldContain("user of the machine: root");
    }
}
