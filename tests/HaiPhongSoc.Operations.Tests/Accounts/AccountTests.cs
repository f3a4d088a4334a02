using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Tests.Accounts;

public sealed class AccountTests
{
    [Fact]
    public async Task The_first_start_tells_a_password_once_and_it_must_be_changed()
    {
        await using var world = await OperationsWorld.StartAsync();
        var first = world.Ready!.FirstAccount.ShouldNotBeNull();
        first.Password.Length.ShouldBeGreaterThanOrEqualTo(20);
        first.ToString().Contains(first.Password, StringComparison.Ordinal).ShouldBeFalse();
        var account = (await world.Operations.SendAsync(new ListAccounts(Actor.Program))).Require().ShouldHaveSingleItem();
        account.Roles.ShouldContain(role => role == RoleNames.Administrator);
        var actor = new Actor(account.Id, account.DisplayName, account.Roles);

        (await Change(world, actor, "wrong", "một mật khẩu đủ dài")).Message.Vi.ShouldBe("mật khẩu hiện tại không đúng");
        (await Change(world, actor, first.Password, "ngắn quá")).Message.Vi.ShouldBe("mật khẩu phải có ít nhất 14 ký tự");
        (await Change(world, actor, first.Password, "aaaaaaaaaaaaaaaaaa")).Message.En.ShouldBe("a password has at least 6 different characters");
        (await Change(world, actor, first.Password, first.Password)).Kind.ShouldBe(FaultKind.Invalid);
        (await MustChange(world, account.Id)).ShouldBeTrue();
        (await world.Operations.SendAsync(new ChangePassword(actor, first.Password, "một mật khẩu đủ dài"))).IsSuccess.ShouldBeTrue();
        (await MustChange(world, account.Id)).ShouldBeFalse();

        await world.RestartAsync();
        world.Ready!.FirstAccount.ShouldBeNull();
    }

    [Fact]
    public async Task Sign_in_is_locked_out_as_the_profile_says()
    {
        await using var world = await OperationsWorld.StartAsync();
        var identity = world.Services.GetRequiredService<IOptions<IdentityOptions>>().Value;
        (identity.Password.RequiredLength, identity.Lockout.MaxFailedAccessAttempts).ShouldBe((8, 5));
        identity.Lockout.DefaultLockoutTimeSpan.ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_wrong_current_password_counts_like_a_failed_sign_in_and_locks_the_account()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (actor, password) = await First(world);
        for (var i = 1; i <= 5; i++)
        {
            (await Change(world, actor, "wrong", "một mật khẩu đủ dài")).Message.Vi.ShouldBe("mật khẩu hiện tại không đúng");
            var failed = await world.WithDatabaseAsync(database => Task.FromResult(database.Users.Single(u => u.Id == actor.AccountId)));
            (failed.AccessFailedCount, failed.LockoutEnd is not null).ShouldBe((i % 5, i == 5));
        }

        (await Change(world, actor, password, "một mật khẩu đủ dài")).Code.ShouldBe("account.locked");
    }

    [Fact]
    public async Task A_right_current_password_counts_nothing_and_forgets_earlier_failures()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (actor, password) = await First(world);
        await Change(world, actor, "wrong", "một mật khẩu đủ dài");
        await Change(world, actor, password, "ngắn quá");
        (await Failures(world, actor)).ShouldBe(1);
        (await world.Operations.SendAsync(new ChangePassword(actor, password, "một mật khẩu đủ dài"))).IsSuccess.ShouldBeTrue();
        (await Failures(world, actor)).ShouldBe(0);
    }

    [Fact]
    public async Task A_password_longer_than_256_characters_is_refused_before_it_is_hashed()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (actor, password) = await First(world);
        var longest = string.Concat(Enumerable.Repeat("mật khẩu", 32));
        (await Change(world, actor, password, longest + "x")).Message.ShouldBe(
            new Wording("mật khẩu dài nhất 256 ký tự", "a password has 256 characters at most"));
        (await Change(world, actor, longest + "x", "một mật khẩu đủ dài")).Code.ShouldBe("request.invalid");
        (await Failures(world, actor)).ShouldBe(0);
        (await world.Operations.SendAsync(new ChangePassword(actor, password, longest))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_not_there_is_named_in_one_language_at_a_time()
    {
        await using var world = await OperationsWorld.StartAsync();
        (await Change(world, new Actor("nobody", "x", [RoleNames.Analyst]), "wrong", "một mật khẩu đủ dài")).Message.ShouldBe(
            new Wording("không tìm thấy tài khoản này", "this account does not exist"));
    }

    [Fact]
    public void A_password_never_shows_in_a_request_that_is_logged() =>
        new ChangePassword(Actor.Program, "old-secret", "new-secret").ToString().ShouldNotContain("secret");

    private static async Task<(Actor Actor, string Password)> First(OperationsWorld world)
    {
        var account = (await world.Operations.SendAsync(new ListAccounts(Actor.Program))).Require().Single();
        return (new Actor(account.Id, account.DisplayName, account.Roles), world.Ready!.FirstAccount!.Password);
    }

    private static Task<int> Failures(OperationsWorld world, Actor actor) =>
        world.WithDatabaseAsync(database => Task.FromResult(database.Users.Single(u => u.Id == actor.AccountId).AccessFailedCount));

    private static async Task<Fault> Change(OperationsWorld world, Actor actor, string current, string next) =>
        (await world.Operations.SendAsync(new ChangePassword(actor, current, next))).Fault.ShouldNotBeNull();

    private static Task<bool> MustChange(OperationsWorld world, string id) =>
        world.WithDatabaseAsync(database => Task.FromResult(database.Users.Single(u => u.Id == id).MustChangePassword));
}
