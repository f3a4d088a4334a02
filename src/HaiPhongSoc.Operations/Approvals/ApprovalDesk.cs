using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>What asking, approving and acting alone have in common.</summary>
internal sealed class ApprovalDesk(OperationsDbContext database, IServiceProvider scope, AccountPolicy policy, AuditTrail audit, CityTime time)
{
    /// <summary>A request that nobody decided on ends after this; so does an approved one that nobody carried out.</summary>
    public static readonly long Life = TimeSpan.FromHours(72).Microseconds();

    /// <summary>The command as its requester would do it now: may they, and what would it do.</summary>
    public async Task<Outcome<(Approvable Kind, ApprovalCase Case)>> JudgeAsync(Actor asks, INeedsApproval command, CancellationToken cancellationToken)
    {
        if (command.Actor.AccountId != asks.AccountId || command.Actor.Kind != asks.Kind || asks.Kind != ActorKind.Person)
            return Faults.Forbidden;
        var kind = Approvables.All[command.GetType().Name];
        var extent = PermissionTable.ExtentOf(command.Actor, kind.Request);
        if (extent == Extent.None)
            return Faults.Forbidden;
        database.Reach = await Reach.OfAsync(command.Actor, extent, database, cancellationToken);
        var judged = await kind.JudgeAsync(scope, command, cancellationToken);
        return judged.Fault is { } fault ? fault : (kind, judged.Value!);
    }

    /// <summary>
    /// Carries out what was asked, as its requester, once: judged again by what stands now. The chain names the requester, and who approved.
    /// </summary>
    public async Task<Outcome<string>> RunAsync(ApprovalRecord approval, Wording note, CancellationToken cancellationToken)
    {
        var requester = await ActorAsync(approval.RequesterId, cancellationToken);
        if (requester is null)
            return Faults.Refused("approval.requester-gone", "người đề nghị không còn tài khoản hoạt động: từ chối đề nghị này", "whoever asked has no active account any more: refuse the request");
        var reach = database.Reach;
        var command = Approvables.All[approval.Command].Read(approval.Values, requester);
        var judged = await JudgeAsync(requester, command, cancellationToken);
        if (judged.Fault is { } fault)
            return fault;
        var (kind, found) = judged.Value;
        if (found.SubjectVersion != approval.SubjectVersion)
            return Faults.Refused("approval.changed", "đối tượng đã thay đổi từ lúc đề nghị: từ chối và đề nghị lại", "the record was changed since it was asked for: refuse it and ask again");
        var done = await kind.RunAsync(scope, command, cancellationToken);
        if (done.Fault is not null)
            return done;
        database.Add(HistoryRecord.Of(found.Subject, time.Now, requester, note));
        await database.SaveChangesAsync(cancellationToken);

        // The command stands on the chain by itself, then what was decided about it.
        audit.Concerns(approval.SelfSubject);
        await audit.AppendAsync(command, fault: null, cancellationToken);
        audit.Begin();
        database.Reach = reach;
        return done;
    }

    /// <summary>Null where the account is gone or may not be used.</summary>
    public async Task<Actor?> ActorAsync(string accountId, CancellationToken cancellationToken)
    {
        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == accountId, cancellationToken) is not { } account || policy.IsDisabled(account))
            return null;
        var roles = await database.UserRoles.Where(ur => ur.UserId == accountId)
            .Join(database.Roles, ur => ur.RoleId, r => r.Id, (_, r) => r.Name!).ToListAsync(cancellationToken);
        return new Actor(account.Id, account.DisplayName, roles) { OrganisationCode = account.OrganisationCode };
    }

    /// <summary>Everybody active who may approve, anywhere in the city.</summary>
    public async Task<List<Account>> ApproversAsync(CancellationToken cancellationToken)
    {
        var roles = PermissionTable.Rows.Single(row => row.Request == typeof(ApproveRequest)).Extents.Where(e => e.Value == Extent.City).Select(e => e.Key).ToList();
        var accounts = await database.Users.AsNoTracking().Where(u => u.OrganisationCode == null
                && database.UserRoles.Any(ur => ur.UserId == u.Id && database.Roles.Any(r => r.Id == ur.RoleId && roles.Contains(r.Name!))))
            .ToListAsync(cancellationToken);
        return accounts.FindAll(account => !policy.IsDisabled(account));
    }
}
