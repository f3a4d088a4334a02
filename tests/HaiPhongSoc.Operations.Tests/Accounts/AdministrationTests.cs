using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Accounts;

public sealed class AdministrationTests
{
    [Fact]
    public async Task An_account_is_made_found_without_diacritics_and_paged()
    {
        await using var world = await OperationsWorld.StartAsync();
        var admin = await world.AddAsync("quan-tri", RoleNames.Administrator);
        var made = (await world.Operations.SendAsync(new CreateAccount(admin, "n.t.huong", "Nguyễn Thị Hương Đào", null, [RoleNames.Analyst]))).Require();
        made.Password.Length.ShouldBeGreaterThanOrEqualTo(20);
        made.ToString().ShouldNotContain(made.Password);
        var found = (await world.Operations.SendAsync(new SearchAccounts(admin, new AccountFilter("huong dao")))).Require();
        found.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            a => a.State.ShouldBe(AccountState.Active), a => a.MustChangePassword.ShouldBeTrue(), a => a.IdleDays.ShouldBe(0), a => a.Roles.ShouldBe([RoleNames.Analyst]));
        (found.Matching, found.All).ShouldBe((1, 3));
        (await world.Operations.SendAsync(new CreateAccount(admin, "n.t.huong", "Ai đó", null, []))).Fault?.Code.ShouldBe("account.name");
        (await world.Operations.SendAsync(new CreateAccount(admin, "Có Dấu", "Ai đó", null, []))).Fault?.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new CreateAccount(admin, "khac", "Ai đó", "khong-co", []))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new CreateAccount(admin, "khac", "Ai đó", null, [RoleNames.Administrator]))).Fault?.Kind.ShouldBe(FaultKind.Invalid);

        var names = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await world.Operations.SendAsync(new SearchAccounts(admin, new AccountFilter(), cursor, 2))).Require();
            names.AddRange(page.Items.Select(a => a.UserName));
            if ((cursor = page.NextCursor) is null)
                break;
        }

        names.ShouldBe(["admin", "n.t.huong", "quan-tri"]);
    }

    [Fact]
    public async Task Disabling_ends_the_sessions_at_once_and_the_last_administrator_stays()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (one, two, lan) = (await world.AddAsync("mot", RoleNames.Administrator), await world.AddAsync("hai", RoleNames.Administrator), await world.AddAsync("lan", RoleNames.Analyst));
        var stamp = (await world.AccountAsync(lan)).SecurityStamp;
        var disabled = (await world.Operations.SendAsync(new DisableAccount(one, lan.AccountId, 1, "nghỉ việc"))).Require();
        ((await world.AccountAsync(lan)).SecurityStamp == stamp).ShouldBeFalse();
        (await world.Operations.SendAsync(new EnableAccount(two, lan.AccountId, 1))).Fault?.Kind.ShouldBe(FaultKind.Conflict);
        (await world.Operations.SendAsync(new EnableAccount(two, lan.AccountId, disabled.Version))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new DisableAccount(one, one.AccountId, 1, "tự"))).Fault?.Code.ShouldBe("account.self");

        // The account of the first start is an administrator too.
        var first = (await world.Operations.SendAsync(new ListAccounts(Actor.Program))).Require().Single(a => a.UserName == "admin");
        (await world.Operations.SendAsync(new DisableAccount(one, first.Id, 1, "bỏ"))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new DisableAccount(one, two.AccountId, 1, "bỏ"))).IsSuccess.ShouldBeTrue();
        var stranger = new Actor("gone", "gone", [RoleNames.Administrator]);
        (await world.Operations.SendAsync(new DisableAccount(stranger, one.AccountId, 1, "bỏ"))).Fault?.Code.ShouldBe("account.last-administrator");
        (await world.Operations.SendAsync(new EditAccount(stranger, one.AccountId, 1, "Một", null, []))).Fault?.Code.ShouldBe("account.last-administrator");
    }

    [Fact]
    public async Task Of_two_who_take_each_others_role_at_once_one_administrator_stays()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (one, two) = (await world.AddAsync("mot", RoleNames.Administrator), await world.AddAsync("hai", RoleNames.Administrator));
        await world.WithDatabaseAsync(database => database.Users.Where(u => u.UserName == "admin").ExecuteUpdateAsync(u => u.SetProperty(x => x.DisabledAt, world.Now)));
        var answers = await Task.WhenAll(
            world.Operations.SendAsync(new DisableAccount(one, two.AccountId, 1, "bỏ")), world.Operations.SendAsync(new DisableAccount(two, one.AccountId, 1, "bỏ")));
        answers.Count(a => a.IsSuccess).ShouldBe(1);
    }

    [Fact]
    public async Task Duties_that_exclude_each_other_are_never_held_by_one()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (admin, lan) = (await world.AddAsync("quan-tri", RoleNames.Administrator), await world.AddAsync("lan", RoleNames.Analyst));
        foreach (var roles in new string[][] { [RoleNames.Assessor, RoleNames.SystemOwner], [RoleNames.Assessor, RoleNames.Operator] })
            (await world.Operations.SendAsync(new EditAccount(admin, lan.AccountId, 1, "Lan", null, roles))).Fault?.Code.ShouldBe("account.roles-apart");
        RoleNames.All.Where(r => r != RoleNames.Auditor).ShouldAllBe(r => RoleRules.Conflict(new[] { RoleNames.Auditor, r })!.Code == "account.roles-apart");
        (await world.Operations.SendAsync(new EditAccount(admin, lan.AccountId, 1, "Lan", null, [RoleNames.ShiftLead]))).Fault?.Code.ShouldBe("approval.needed");
        (await world.Operations.SendAsync(new EditAccount(admin, lan.AccountId, 1, "Lan", null, [RoleNames.Kiosk]))).Fault?.Code.ShouldBe("account.role");
    }

    [Fact]
    public async Task A_new_password_is_told_once_and_old_sessions_are_void()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (admin, lan) = (await world.AddAsync("quan-tri", RoleNames.Administrator), await world.AddAsync("lan", RoleNames.Analyst));
        var before = await world.AccountAsync(lan);
        (await world.Operations.SendAsync(new GiveNewPassword(admin, lan.AccountId, 1))).Require().Password.Length.ShouldBe(24);
        var after = await world.AccountAsync(lan);
        (after.MustChangePassword, after.Version).ShouldBe((true, 2));
        (after.SecurityStamp == before.SecurityStamp).ShouldBeFalse();
        (await world.Operations.SendAsync(new GiveNewPassword(admin, admin.AccountId, 1))).Fault?.Code.ShouldBe("account.self");
    }

    [Fact]
    public async Task A_wall_screens_link_opens_once_and_the_screen_goes_dark_when_revoked()
    {
        await using var world = await OperationsWorld.StartAsync();
        var link = (await world.Operations.SendAsync(new IssueKiosk(world.Administrator, "Phòng trực", 30))).Require();
        (await world.Operations.SendAsync(new OpenKiosk(world.Administrator, link.Text, "10.0.0.9"))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new OpenKiosk(Actor.Program, link.Text[..^1] + "~", "10.0.0.9"))).Fault?.Code.ShouldBe("kiosk.link");
        var opened = (await world.Operations.SendAsync(new OpenKiosk(Actor.Program, link.Text, "10.0.0.9"))).Require();
        (await world.Operations.SendAsync(new OpenKiosk(Actor.Program, link.Text, "10.0.0.9"))).Fault?.Code.ShouldBe("kiosk.link");
        var screens = world.Services.GetRequiredService<IKioskScreens>();
        var screen = (await screens.FindAsync(opened.Id, opened.Stamp, "10.0.0.9")).ShouldNotBeNull();
        (await screens.FindAsync(opened.Id, opened.Stamp + "x", "10.0.0.9")).ShouldBeNull();
        (await world.Operations.SendAsync(new GetBoard(screen))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new ListAccounts(screen))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new RevokeKiosk(world.Administrator, opened.Id, "tháo màn hình"))).IsSuccess.ShouldBeTrue();
        (await screens.FindAsync(opened.Id, opened.Stamp, "10.0.0.9")).ShouldBeNull();

        var late = (await world.Operations.SendAsync(new IssueKiosk(world.Administrator, "Sảnh", 30))).Require();
        world.Clock.Advance(TimeSpan.FromDays(1));
        (await world.Operations.SendAsync(new OpenKiosk(Actor.Program, late.Text, ""))).Fault?.Code.ShouldBe("kiosk.link");
    }
}
