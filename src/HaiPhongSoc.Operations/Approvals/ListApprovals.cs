using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>What waits, what was done alone and waits for review, and the last that was decided. Times are UTC microseconds.</summary>
public sealed record ListApprovals(Actor Actor) : IQuery<ApprovalBoard>, IReadsPersonalData;

/// <summary>How many wait for the actor's decision or review.</summary>
public sealed record CountApprovals(Actor Actor) : IQuery<ApprovalCounts>;

/// <param name="Approvals">That the actor may decide.</param>
/// <param name="Reviews">That the actor may do.</param>
/// <param name="Alone">What others did alone and nobody reviewed yet: shown to everybody who may approve, until somebody did.</param>
public sealed record ApprovalCounts(int Approvals, int Reviews, IReadOnlyList<ReviewRow> Alone)
{
    public int All => Approvals + Reviews;
}

/// <param name="Open">Pending and approved, oldest first.</param>
/// <param name="Reviews">Not done, the first due first.</param>
/// <param name="Decided">The last 50.</param>
public sealed record ApprovalBoard(IReadOnlyList<ApprovalRow> Open, IReadOnlyList<ReviewRow> Reviews, IReadOnlyList<ApprovalRow> Decided);

/// <param name="MayDecide">The actor is neither asker nor beneficiary, and it waits.</param>
/// <param name="IsMine">The actor asked for it.</param>
public sealed record ApprovalRow(
    long Id, long Version, Wording What, string Reason, string RequesterName, long AskedAt, long ExpiresAt, ApprovalState State, string? DecidedBy, long? DecidedAt,
    string? DecisionReason, long? DoneAt, bool Alone, bool MayDecide, bool IsMine);

/// <param name="MayReview">The actor neither acted nor gained by it.</param>
/// <param name="IsMine">The actor did it.</param>
public sealed record ReviewRow(long Id, long Version, Wording What, string Why, string ActorName, long ActedAt, long DueAt, bool MayReview, bool IsMine);

internal sealed class ListApprovalsHandler(OperationsDbContext database, CityTime time) : IRequestHandler<ListApprovals, Outcome<ApprovalBoard>>
{
    private const int Most = 50;

    public async Task<Outcome<ApprovalBoard>> Handle(ListApprovals request, CancellationToken cancellationToken)
    {
        var (now, actor) = (time.Now, request.Actor);
        var decides = PermissionTable.May<ApproveRequest>(actor);
        var open = await database.Approvals.Where(a => (a.State == ApprovalState.Pending || a.State == ApprovalState.Approved) && a.ExpiresAt > now)
            .OrderBy(a => a.AskedAt).ThenBy(a => a.Id).Take(500).ToListAsync(cancellationToken);
        var over = await database.Approvals.Where(a => (a.State != ApprovalState.Pending && a.State != ApprovalState.Approved) || a.ExpiresAt <= now)
            .OrderByDescending(a => a.AskedAt).ThenByDescending(a => a.Id).Take(Most).ToListAsync(cancellationToken);
        return new ApprovalBoard(
            open.ConvertAll(a => ApprovalRows.Of(a, actor, now, decides)),
            await ApprovalRows.ReviewsAsync(database, actor, cancellationToken),
            over.ConvertAll(a => ApprovalRows.Of(a, actor, now, decides)));
    }
}

internal sealed class CountApprovalsHandler(OperationsDbContext database, CityTime time) : IRequestHandler<CountApprovals, Outcome<ApprovalCounts>>
{
    public async Task<Outcome<ApprovalCounts>> Handle(CountApprovals request, CancellationToken cancellationToken)
    {
        var (now, actor) = (time.Now, request.Actor);
        var pending = await database.Approvals.Where(a => a.State == ApprovalState.Pending && a.ExpiresAt > now).ToListAsync(cancellationToken);
        var reviews = await ApprovalRows.ReviewsAsync(database, actor, cancellationToken);
        return new ApprovalCounts(
            PermissionTable.May<ApproveRequest>(actor) ? pending.Count(a => a.MayBeDecidedBy(actor.AccountId)) : 0,
            reviews.Count(r => r.MayReview),
            [.. reviews.Where(r => !r.IsMine)]);
    }
}

internal static class ApprovalRows
{
    public static ApprovalRow Of(ApprovalRecord a, Actor actor, long now, bool decides) => new(
        a.Id, a.Version, a.What, a.Reason, a.RequesterName, a.AskedAt, a.ExpiresAt, a.StateAt(now), a.DecidedBy, a.DecidedAt, a.DecisionReason, a.DoneAt, a.Alone,
        decides && a.StateAt(now) == ApprovalState.Pending && a.MayBeDecidedBy(actor.AccountId), a.RequesterId == actor.AccountId);

    public static async Task<List<ReviewRow>> ReviewsAsync(OperationsDbContext database, Actor actor, CancellationToken cancellationToken)
    {
        var may = PermissionTable.May<CompleteReview>(actor);
        var rows = await database.Reviews.Include(r => r.Approval).Where(r => r.DoneAt == null).OrderBy(r => r.DueAt).ThenBy(r => r.Id).Take(500).ToListAsync(cancellationToken);
        return [.. rows.Where(r => r.Approval is not null).Select(r => new ReviewRow(
            r.Id, r.Version, r.Approval!.What, r.Approval.Reason, r.Approval.RequesterName, r.Approval.AskedAt, r.DueAt, may && r.Approval.MayBeDecidedBy(actor.AccountId),
            r.Approval.RequesterId == actor.AccountId))];
    }
}
