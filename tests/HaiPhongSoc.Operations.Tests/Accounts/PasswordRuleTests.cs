using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Accounts;

public sealed class PasswordRuleTests
{
    [Fact]
    public async Task An_administrator_changes_it_every_two_months_and_others_need_not()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (admin, analyst) = (await world.AddAsync("qt", RoleNames.Administrator), await world.AddAsync("lan", RoleNames.Analyst));
        var policy = world.Services.GetRequiredService<AccountPolicy>();
        world.Clock.Advance(TimeSpan.FromDays(60) - TimeSpan.FromMinutes(1));
        policy.MustChangePassword(await world.AccountAsync(admin), admin.Roles).ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        policy.MustChangePassword(await world.AccountAsync(admin), admin.Roles).ShouldBeTrue();
        policy.MustChangePassword(await world.AccountAsync(analyst), analyst.Roles).ShouldBeFalse();

        (await Change(world, admin, AccountDesk.Password, "một mật khẩu khác dài")).ShouldBeNull();
        policy.MustChangePassword(await world.AccountAsync(admin), admin.Roles).ShouldBeFalse();
    }

    [Fact]
    public async Task An_administrator_returns_to_none_of_the_last_ten_passwords()
    {
        await using var world = await OperationsWorld.StartAsync();
        var admin = await world.AddAsync("qt", RoleNames.Administrator);
        var current = AccountDesk.Password;
        for (var i = 0; i < 9; i++)
        {
            (await Change(world, admin, current, $"một mật khẩu khác, số {i}")).ShouldBeNull();
            current = $"một mật khẩu khác, số {i}";
        }

        (await Change(world, admin, current, AccountDesk.Password))!.Message.Vi.ShouldBe("mật khẩu mới phải khác 10 mật khẩu gần nhất");
        (await Change(world, admin, current, "một mật khẩu khác, số 9")).ShouldBeNull();
        (await Change(world, admin, "một mật khẩu khác, số 9", AccountDesk.Password)).ShouldBeNull();
    }

    [Fact]
    public async Task Beside_a_second_factor_a_password_may_be_shorter()
    {
        await using var world = await OperationsWorld.StartAsync();
        var analyst = await world.AddAsync("lan", RoleNames.Analyst);
        (await Change(world, analyst, AccountDesk.Password, "ngắn mà lạ"))!.Message.Vi.ShouldBe("mật khẩu phải có ít nhất 14 ký tự");
        await world.AddTotpAsync(analyst);
        (await Change(world, analyst, AccountDesk.Password, "abcdef1"))!.Message.En.ShouldBe("a password has at least 8 characters");
        (await Change(world, analyst, AccountDesk.Password, "ngắn mà lạ")).ShouldBeNull();
    }

    private static async Task<Fault?> Change(OperationsWorld world, Actor actor, string current, string next) =>
        (await world.Operations.SendAsync(new ChangePassword(actor, current, next))).Fault;
}
