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
        var account = (await world.Operations.SendAsync(new ListAccounts())).Require().ShouldHaveSingleItem();
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
        (identity.Password.RequiredLength, identity.Lockout.MaxFailedAccessAttempts).ShouldBe((14, 5));
        identity.Lockout.DefaultLockoutTimeSpan.ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void A_password_never_shows_in_a_request_that_is_logged() =>
        new ChangePassword(Actor.Program, "old-secret", "new-secret").ToString().ShouldNotContain("secret");

    private static async Task<Fault> Change(OperationsWorld world, Actor actor, string current, string next) =>
        (await world.Operations.SendAsync(new ChangePassword(actor, current, next))).Fault.ShouldNotBeNull();

    private static Task<bool> MustChange(OperationsWorld world, string id) =>
        world.WithDatabaseAsync(database => Task.FromResult(database.Users.Single(u => u.Id == id).MustChangePassword));
}
