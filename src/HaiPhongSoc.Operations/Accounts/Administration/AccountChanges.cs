using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>What every change of an account by an administrator has in common.</summary>
internal sealed class AccountChanges(UserManager<Account> accounts, OperationsDbContext database, AccountPolicy policy, CityTime time)
{
    /// <summary>The account within the reach, in the version that was read; never the actor's own.</summary>
    public async Task<Outcome<Account>> FindAsync(Actor actor, string id, long? version, CancellationToken cancellationToken)
    {
        var account = await database.Users.SingleOrDefaultAsync(
            u => u.Id == id && (database.Reach.IsCity || database.Reach.Organisations.Contains(u.OrganisationCode!)), cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản này", "this account");
        if (account.Id == actor.AccountId)
            return Faults.Refused("account.self", "không tự quản trị tài khoản của mình: nhờ quản trị viên khác", "nobody administers the own account: ask another administrator");
        return version is not null && account.Version != version ? Faults.Conflict : account;
    }

    public Task<IList<string>> RolesOfAsync(Account account) => accounts.GetRolesAsync(account);

    public Fault? MayGrant(Actor actor, IEnumerable<string> roles, string? organisation) =>
        roles.FirstOrDefault(role => !RoleRules.MayGrant(actor, role, organisation, database.Reach.Organisations)) is null
            ? null
            : new Fault(FaultKind.Forbidden, "account.role-not-yours", new Wording(
                "bạn không được cấp vai trò này ở phạm vi này: chọn đơn vị của bạn hoặc hỏi quản trị viên thành phố",
                "you cannot grant this role so far: choose your organisation, or ask an administrator of the city"));

    public async Task<Fault?> OrganisationFaultAsync(string? code, CancellationToken cancellationToken) =>
        code is null || await database.Organisations.AnyAsync(o => o.Code == code, cancellationToken)
            ? null
            : Faults.NotFound($"đơn vị {code}", $"organisation {code}");

    /// <summary>A fault where nobody who may administer the whole city would be left.</summary>
    public async Task<Fault?> LastAdministratorAsync(Account account, CancellationToken cancellationToken)
    {
        var others = await database.Users.AsNoTracking()
            .Where(u => u.Id != account.Id && u.OrganisationCode == null
                && database.UserRoles.Any(ur => ur.UserId == u.Id && database.Roles.Any(r => r.Id == ur.RoleId && r.Name == RoleNames.Administrator)))
            .ToListAsync(cancellationToken);
        return others.Exists(other => !policy.IsDisabled(other))
            ? null
            : Faults.Refused("account.last-administrator", "đây là quản trị viên đang hoạt động cuối cùng: thêm người khác trước", "this is the last active administrator: add another one first");
    }

    /// <summary>Counts the change, ends the account's sessions where asked, writes its history.</summary>
    public async Task KeepAsync(Actor actor, Account account, Wording what, bool endSessions, CancellationToken cancellationToken)
    {
        account.Version++;
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, actor, what));
        if (endSessions)
            await EndAllSessionsHandler.EndAllAsync(accounts, database, account, time.Now, cancellationToken);
        else
            Expect(await accounts.UpdateAsync(account));
    }

    public static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new DbUpdateConcurrencyException("the account was changed at the same moment");
    }
}
