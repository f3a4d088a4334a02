using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Tests.Accounts;

public sealed class TotpTests
{
    [Fact]
    public async Task A_code_works_once()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, _) = await world.AddTotpAsync(actor);
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = world.Code(secret);

        (await world.Operations.SendAsync(new UseTotp(actor, code))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new UseTotp(actor, code))).Fault!.Code.ShouldBe("account.second-step");
        (await world.AccountAsync(actor)).AccessFailedCount.ShouldBe(1);
    }

    [Fact]
    public async Task The_code_of_the_set_up_does_not_open_a_session_as_well()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, _) = await world.AddTotpAsync(actor);

        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret)))).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_that_use_one_code_at_the_same_moment_one_passes()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, _) = await world.AddTotpAsync(actor);
        for (var round = 0; round < 3; round++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(20));
            var code = world.Code(secret);
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Operations.SendAsync(new UseTotp(actor, code)))));
            answers.Count(a => a.IsSuccess).ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_older_step_is_refused_after_a_newer_one_was_used()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, _) = await world.AddTotpAsync(actor);
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret)))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret, -1)))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret, 1)))).IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_clock_may_be_wrong_by_one_step(int steps, bool passes)
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, _) = await world.AddTotpAsync(actor);
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret, steps)))).IsSuccess.ShouldBe(passes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("abcdef")]
    [InlineData("-12345")]
    public async Task What_is_no_code_is_refused(string typed)
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        await world.AddTotpAsync(actor);

        (await world.Operations.SendAsync(new UseTotp(actor, typed))).Fault!.Code.ShouldBe("account.second-step");
    }

    [Fact]
    public async Task Guessing_locks_the_account_and_then_the_right_code_says_the_same_as_a_wrong_one()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var (secret, codes) = await world.AddTotpAsync(actor);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Fault? wrong = null;
        for (var i = 0; i < 5; i++)
            wrong = (await world.Operations.SendAsync(new UseTotp(actor, world.Wrong(secret)))).Fault;

        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret)))).Fault.ShouldBe(wrong);
        (await world.Operations.SendAsync(new UseRecoveryCode(actor, codes[0]))).Fault.ShouldBe(wrong);
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(secret)))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Wrong_passwords_at_the_same_moment_are_all_counted()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => world.Operations.SendAsync(new CountFailedSignIn(actor)))));

        answers.Count(a => a.Require().IsLocked).ShouldBe(1);
        (await world.AccountAsync(actor)).LockoutEnd.ShouldBe(world.Clock.GetUtcNow().AddMinutes(15));
    }

    [Fact]
    public async Task A_set_up_counts_only_with_a_correct_code_and_an_old_app_works_until_then()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var next = (await world.Operations.SendAsync(new BeginTotp(actor))).Require();
        (await world.Operations.SendAsync(new ConfirmTotp(actor, world.Wrong(next.Secret)))).IsSuccess.ShouldBeFalse();
        (await world.AccountAsync(actor)).TotpSecret.ShouldBeNull();
        (await world.Operations.SendAsync(new BeginTotp(actor, Again: true))).Require().Secret.ShouldBe(next.Secret);
        (await world.Operations.SendAsync(new ConfirmTotp(actor, world.Code(next.Secret)))).Require().RecoveryCodes.Count.ShouldBe(10);

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var newer = (await world.Operations.SendAsync(new BeginTotp(actor))).Require().Secret;
        (newer == next.Secret).ShouldBeFalse();
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(newer)))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(next.Secret)))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new ConfirmTotp(actor, world.Code(newer)))).Require().RecoveryCodes.ShouldBeEmpty("there are some left");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(next.Secret)))).IsSuccess.ShouldBeFalse();
        (await world.Operations.SendAsync(new UseTotp(actor, world.Code(newer)))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task The_secret_lies_in_no_table_and_in_no_request_that_is_logged()
    {
        await using var world = await OperationsWorld.StartAsync();
        var actor = await world.AddAsync("lan", RoleNames.Analyst);
        var begun = (await world.Operations.SendAsync(new BeginTotp(actor))).Require();
        var added = (await world.Operations.SendAsync(new ConfirmTotp(actor, world.Code(begun.Secret)))).Require();

        var account = await world.AccountAsync(actor);
        account.TotpSecret.ShouldStartWith("sealed:", Case.Sensitive);
        var audit = await world.WithDatabaseAsync(database => Task.FromResult(database.AuditEntries.ToList()));
        var hashes = await world.WithDatabaseAsync(database => Task.FromResult(database.RecoveryCodes.Select(c => c.Hash).ToList()));
        var written = string.Join('\n', audit.Select(e => $"{e.Before}{e.After}{e.DetailsEn}{e.SearchText}")) + string.Join('\n', hashes);
        foreach (var secret in added.RecoveryCodes.SelectMany(c => new[] { c, c.Replace("-", "", StringComparison.Ordinal) }).Append(begun.Secret).Append(account.TotpSecret!))
            written.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse();
        $"{begun} {added} {new UseTotp(actor, "123456")} {new ConfirmTotp(actor, "123456")} {new UseRecoveryCode(actor, "123456")}".ShouldNotContain("123456", Case.Sensitive);
        $"{begun} {added}".ShouldNotContain(begun.Secret, Case.Sensitive);
        audit.ShouldContain(e => e.Action == "totp.confirm" && e.Outcome == AuditOutcomes.Done);
    }
}
