using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Approvals;

/// <summary>Four eyes: nobody does alone what takes two, and it is done once.</summary>
public sealed class ApprovalTests
{
    [Fact]
    public async Task A_role_that_takes_two_is_given_when_a_second_person_approves_and_both_stand_on_the_chain()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, second, person) = await PeopleAsync(world);
        var command = await GrantAsync(world, asker, person);
        (await world.Operations.SendAsync(command)).Fault?.Code.ShouldBe("approval.needed");
        var asked = (await world.Operations.SendAsync(new RequestApproval(asker, command))).Require();
        (await RolesAsync(world, person)).ShouldBe([RoleNames.Analyst]);
        var board = (await world.Operations.SendAsync(new ListApprovals(second))).Require();
        board.Open.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.What.Vi.ShouldBe("cấp vai trò Trưởng ca cho lan (lan)"), row => row.MayDecide.ShouldBeTrue(), row => row.IsMine.ShouldBeFalse());
        (await world.Operations.SendAsync(new CountApprovals(second))).Require().All.ShouldBe(1);
        (await world.Operations.SendAsync(new CountApprovals(asker))).Require().All.ShouldBe(0);

        (await world.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).IsSuccess.ShouldBeTrue();
        (await RolesAsync(world, person)).ShouldBe([RoleNames.Analyst, RoleNames.ShiftLead], ignoreOrder: true);
        (await world.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).Fault?.Code.ShouldBe("approval.over");
        var entries = await world.WithDatabaseAsync(database => database.AuditEntries.OrderByDescending(e => e.Id).Take(2).ToListAsync());
        entries.Select(e => (e.Action, e.ActorId)).ShouldBe([("request.approve", second.AccountId), ("role.grant", asker.AccountId)]);
        entries[1].DetailsVi.ShouldContain("truong-ca duyệt");
        entries[1].Subjects.ShouldContain($"approval:{asked.Id}");
        entries[1].After.ShouldContain(RoleNames.ShiftLead);
    }

    [Fact]
    public async Task Neither_the_asker_nor_who_gains_nor_a_stranger_approves()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, _, _) = await PeopleAsync(world);
        var gains = await world.AddAsync("an", RoleNames.ShiftLead);
        var account = await world.AccountAsync(gains);
        var asked = (await world.Operations.SendAsync(new RequestApproval(
            asker, new GrantRole(asker, account.Id, account.Version, RoleNames.Administrator, "thay người nghỉ")))).Require();
        (await world.Operations.SendAsync(new ApproveRequest(asker, asked.Id, asked.Version))).Fault?.Code.ShouldBe("approval.own");
        (await world.Operations.SendAsync(new RefuseRequest(asker, asked.Id, asked.Version, "không"))).Fault?.Code.ShouldBe("approval.own");
        (await world.Operations.SendAsync(new ApproveRequest(gains, asked.Id, asked.Version))).Fault?.Code.ShouldBe("approval.own");
        (await world.Operations.SendAsync(new ApproveRequest(world.Analyst, asked.Id, asked.Version))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        var bound = new Actor("b", "b", [RoleNames.ShiftLead]) { OrganisationCode = "hospital" };
        (await world.Operations.SendAsync(new ApproveRequest(bound, asked.Id, asked.Version))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
    }

    [Fact]
    public async Task Nobody_asks_in_anothers_name_or_for_what_he_may_not_do()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, second, person) = await PeopleAsync(world);
        var command = await GrantAsync(world, second, person);
        (await world.Operations.SendAsync(new RequestApproval(asker, command))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new ActAlone(asker, command, "không ai trực lúc này, việc gấp"))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        var lead = second with { Roles = [RoleNames.Administrator] };
        (await world.Operations.SendAsync(new RequestApproval(lead, command with { Actor = second }))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
    }

    [Fact]
    public async Task What_changed_meanwhile_is_not_done()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, second, person) = await PeopleAsync(world);
        var asked = (await world.Operations.SendAsync(new RequestApproval(asker, await GrantAsync(world, asker, person)))).Require();
        var account = await world.AccountAsync(person);
        (await world.Operations.SendAsync(new EditAccount(asker, account.Id, account.Version, "Lan", null, [RoleNames.Responder]))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).Fault?.Kind.ShouldBe(FaultKind.Conflict);
        (await RolesAsync(world, person)).ShouldBe([RoleNames.Responder]);
        (await world.Operations.SendAsync(new RefuseRequest(second, asked.Id, asked.Version, "đã đổi"))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_expires_can_be_withdrawn_and_dies_with_the_askers_right()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, second, person) = await PeopleAsync(world);
        var first = (await world.Operations.SendAsync(new RequestApproval(asker, await GrantAsync(world, asker, person)))).Require();
        (await world.Operations.SendAsync(new RequestApproval(asker, await GrantAsync(world, asker, person)))).Fault?.Code.ShouldBe("approval.asked");
        (await world.Operations.SendAsync(new WithdrawRequest(second with { Roles = [RoleNames.Administrator] }, first.Id, first.Version))).Fault?.Code.ShouldBe("approval.not-yours");
        (await world.Operations.SendAsync(new WithdrawRequest(asker, first.Id, first.Version))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new ApproveRequest(second, first.Id, first.Version + 1))).Fault?.Code.ShouldBe("approval.over");

        var late = (await world.Operations.SendAsync(new RequestApproval(asker, await GrantAsync(world, asker, person)))).Require();
        world.Clock.Advance(TimeSpan.FromHours(72));
        (await world.Operations.SendAsync(new ApproveRequest(second, late.Id, late.Version))).Fault?.Code.ShouldBe("approval.expired");

        var gone = (await world.Operations.SendAsync(new RequestApproval(asker, await GrantAsync(world, asker, person)))).Require();
        await world.WithDatabaseAsync(database => database.Users.Where(u => u.Id == asker.AccountId).ExecuteUpdateAsync(u => u.SetProperty(x => x.DisabledAt, world.Now)));
        (await world.Operations.SendAsync(new ApproveRequest(second, gone.Id, gone.Version))).Fault?.Code.ShouldBe("approval.requester-gone");
        (await RolesAsync(world, person)).ShouldBe([RoleNames.Analyst]);
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_does_and_it_happens_once()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, second, person) = await PeopleAsync(world);
        var third = await world.AddAsync("truong-ca-2", RoleNames.ShiftLead);
        var asked = (await world.Operations.SendAsync(new RequestApproval(asker, await GrantAsync(world, asker, person)))).Require();
        var answers = await Task.WhenAll(
            world.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version)), world.Operations.SendAsync(new ApproveRequest(third, asked.Id, asked.Version)));
        answers.Count(a => a.IsSuccess).ShouldBe(1);
        (await world.WithDatabaseAsync(database => database.AuditEntries.CountAsync(e => e.Action == "role.grant"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_writes_is_shown_to_its_asker_once_after_another_approved()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (asker, second, _) = await PeopleAsync(world);
        var account = (await world.Operations.SendAsync(new CreateServiceAccount(
            asker, new ServiceAccountDraft("SOAR", "điều phối", asker.AccountId, [RoleNames.Analyst])))).Require();
        var command = new IssueWriteToken(asker, new TokenDraft(account.Id, "máy điều phối", ["alerts:write"], 90), "tự động nhận cảnh báo");
        var asked = (await world.Operations.SendAsync(new RequestApproval(asker, command))).Require();
        (await world.Operations.SendAsync(new CarryOutApproved(asker, asked.Id, asked.Version))).Fault?.Code.ShouldBe("approval.pending");
        var approved = (await world.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).Require();
        (await world.WithDatabaseAsync(database => database.ApiTokens.CountAsync())).ShouldBe(0);
        var other = second with { Roles = [RoleNames.Administrator] };
        (await world.Operations.SendAsync(new CarryOutApproved(other, asked.Id, approved.Version))).Fault?.Code.ShouldBe("approval.not-yours");
        var done = (await world.Operations.SendAsync(new CarryOutApproved(asker, asked.Id, approved.Version))).Require();
        (await world.Services.GetRequiredService<IApiTokens>().ResolveAsync(done.Revealed, "")).ShouldNotBeNull().Scopes.ShouldBe(["alerts:write"]);
        (await world.Operations.SendAsync(new CarryOutApproved(asker, asked.Id, approved.Version))).Fault?.Code.ShouldBe("approval.over");
        var stored = await world.WithDatabaseAsync(async database => string.Join('\n', await database.Approvals.Select(a => a.Values).ToListAsync()));
        stored.ShouldNotContain(done.Revealed);
        stored.ShouldNotContain("Actor");
    }

    internal static async Task<(Actor Asker, Actor Second, Actor Person)> PeopleAsync(OperationsWorld world) =>
        (await world.AddAsync("quan-tri", RoleNames.Administrator), await world.AddAsync("truong-ca", RoleNames.ShiftLead), await world.AddAsync("lan", RoleNames.Analyst));

    internal static async Task<GrantRole> GrantAsync(OperationsWorld world, Actor asker, Actor person, string role = RoleNames.ShiftLead) =>
        new(asker, person.AccountId, (await world.AccountAsync(person)).Version, role, "thay người nghỉ phép");

    internal static async Task<IReadOnlyList<string>> RolesAsync(OperationsWorld world, Actor person) =>
        (await world.Operations.SendAsync(new ListAccounts(Actor.Program))).Require().Single(a => a.Id == person.AccountId).Roles;
}
