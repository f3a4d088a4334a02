using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>
/// A second person approves: never the asker, never who gains by it. The command is done at once as the asker's; where its answer is shown only once, it
/// waits for the asker (<see cref="CarryOutApproved"/>).
/// </summary>
public sealed record ApproveRequest(Actor Actor, long Id, long Version, string Note = "") : ICommand<Changed>;

/// <summary>A second person says no.</summary>
public sealed record RefuseRequest(Actor Actor, long Id, long Version, string Reason) : ICommand<Changed>;

/// <summary>The asker takes the request back while it waits.</summary>
public sealed record WithdrawRequest(Actor Actor, long Id, long Version) : ICommand<Changed>;

/// <summary>The asker does what was approved and sees its answer, once.</summary>
public sealed record CarryOutApproved(Actor Actor, long Id, long Version) : ICommand<CarriedOut>;

/// <param name="Revealed">Shown once (a token, a password), or empty.</param>
public sealed record CarriedOut(long Id, string Revealed)
{
    public override string ToString() => FormattableString.Invariant($"CarriedOut {{ Id = {Id} }}");
}

internal sealed class RefuseRequestValidator : AbstractValidator<RefuseRequest>
{
    public RefuseRequestValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do từ chối (nhiều nhất 1.000 ký tự) | say why it is refused (1,000 characters at most)");
}

internal sealed class ApproveRequestValidator : AbstractValidator<ApproveRequest>
{
    public ApproveRequestValidator() => RuleFor(r => r.Note).MaximumLength(1_000).WithMessage("ghi chú nhiều nhất 1.000 ký tự | a note has 1,000 characters at most");
}

/// <summary>The state machine: pure.</summary>
internal static class ApprovalMoves
{
    public static Fault? MayDecide(ApprovalRecord approval, Actor actor, long version, long now)
    {
        if (approval.StateAt(now) != ApprovalState.Pending)
            return NotPending(approval.StateAt(now));
        if (!approval.MayBeDecidedBy(actor.AccountId))
            return Faults.Refused("approval.own", "người đề nghị và người được lợi không tự duyệt: chờ người khác", "neither who asked nor who gains decides: wait for somebody else");
        return approval.Version == version ? null : Faults.Conflict;
    }

    public static Fault? MayWithdraw(ApprovalRecord approval, Actor actor, long version, long now)
    {
        if (approval.RequesterId != actor.AccountId)
            return Faults.Refused("approval.not-yours", "chỉ người đề nghị rút được", "only who asked can withdraw it");
        if (approval.StateAt(now) is not (ApprovalState.Pending or ApprovalState.Approved))
            return NotPending(approval.StateAt(now));
        return approval.Version == version ? null : Faults.Conflict;
    }

    public static Fault? MayCarryOut(ApprovalRecord approval, Actor actor, long version, long now)
    {
        if (approval.RequesterId != actor.AccountId)
            return Faults.Refused("approval.not-yours", "chỉ người đề nghị thực hiện được", "only who asked can carry it out");
        if (approval.StateAt(now) != ApprovalState.Approved)
            return NotPending(approval.StateAt(now));
        return approval.Version == version ? null : Faults.Conflict;
    }

    public static void Decide(ApprovalRecord approval, Actor actor, ApprovalState state, string reason, long now)
    {
        (approval.State, approval.DecidedById, approval.DecidedBy, approval.DecidedAt, approval.DecisionReason) = (state, actor.AccountId, actor.Name, now, reason.Trim());
        if (state == ApprovalState.Approved)
            approval.ExpiresAt = now + ApprovalDesk.Life;
        approval.Version++;
    }

    public static void Finish(ApprovalRecord approval, long now)
    {
        (approval.State, approval.DoneAt) = (ApprovalState.Done, now);
        approval.Version++;
    }

    private static Fault NotPending(ApprovalState state) => state switch
    {
        ApprovalState.Expired => Faults.Refused("approval.expired", "đề nghị đã hết hạn: đề nghị lại", "the request has expired: ask again"),
        ApprovalState.Approved => Faults.Refused("approval.approved", "đề nghị đã được duyệt", "the request is approved already"),
        ApprovalState.Pending => Faults.Refused("approval.pending", "đề nghị đang chờ duyệt", "the request still waits"),
        _ => Faults.Refused("approval.over", "đề nghị đã kết thúc", "the request is over"),
    };
}

internal sealed class ApproveRequestHandler(OperationsDbContext database, ApprovalDesk desk, FactsToTell facts, CityTime time) : IRequestHandler<ApproveRequest, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(ApproveRequest request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        if (await database.Approvals.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken) is not { } approval)
            return Faults.NotFound("đề nghị này", "this request");
        if (ApprovalMoves.MayDecide(approval, request.Actor, request.Version, now) is { } fault)
            return fault;
        var waits = Approvables.All[approval.Command].Reveals;
        if (!waits)
        {
            var done = await desk.RunAsync(
                approval,
                new Wording($"{approval.What.Vi} — {request.Actor.Name} duyệt", $"{approval.What.En} — approved by {request.Actor.Name}"),
                cancellationToken);
            if (done.Fault is { } failed)
                return failed;
        }

        ApprovalMoves.Decide(approval, request.Actor, waits ? ApprovalState.Approved : ApprovalState.Done, request.Note, now);
        if (!waits)
            approval.DoneAt = now;
        database.Add(HistoryRecord.Of(approval.SelfSubject, now, request.Actor, new Wording($"duyệt: {approval.What.Vi}", $"approved: {approval.What.En}")));
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new Changed(approval.Id, approval.Version);
    }
}

internal sealed class RefuseRequestHandler(OperationsDbContext database, FactsToTell facts, CityTime time) : IRequestHandler<RefuseRequest, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RefuseRequest request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        if (await database.Approvals.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken) is not { } approval)
            return Faults.NotFound("đề nghị này", "this request");
        if (ApprovalMoves.MayDecide(approval, request.Actor, request.Version, now) is { } fault)
            return fault;
        ApprovalMoves.Decide(approval, request.Actor, ApprovalState.Refused, request.Reason, now);
        database.Add(HistoryRecord.Of(approval.Subject, now, request.Actor, new Wording(
            $"từ chối: {approval.What.Vi} — {approval.DecisionReason}", $"refused: {approval.What.En} — {approval.DecisionReason}")));
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new Changed(approval.Id, approval.Version);
    }
}

internal sealed class WithdrawRequestHandler(OperationsDbContext database, FactsToTell facts, CityTime time) : IRequestHandler<WithdrawRequest, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(WithdrawRequest request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        if (await database.Approvals.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken) is not { } approval)
            return Faults.NotFound("đề nghị này", "this request");
        if (ApprovalMoves.MayWithdraw(approval, request.Actor, request.Version, now) is { } fault)
            return fault;
        approval.State = ApprovalState.Withdrawn;
        approval.Version++;
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new Changed(approval.Id, approval.Version);
    }
}

internal sealed class CarryOutApprovedHandler(OperationsDbContext database, ApprovalDesk desk, FactsToTell facts, CityTime time)
    : IRequestHandler<CarryOutApproved, Outcome<CarriedOut>>
{
    public async Task<Outcome<CarriedOut>> Handle(CarryOutApproved request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        if (await database.Approvals.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken) is not { } approval)
            return Faults.NotFound("đề nghị này", "this request");
        if (ApprovalMoves.MayCarryOut(approval, request.Actor, request.Version, now) is { } fault)
            return fault;
        var done = await desk.RunAsync(
            approval,
            new Wording($"{approval.What.Vi} — {approval.DecidedBy} duyệt", $"{approval.What.En} — approved by {approval.DecidedBy}"),
            cancellationToken);
        if (done.Fault is { } failed)
            return failed;
        ApprovalMoves.Finish(approval, now);
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new CarriedOut(approval.Id, done.Value!);
    }
}
