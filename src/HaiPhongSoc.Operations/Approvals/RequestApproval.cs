using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>Asks for a second person's approval of <paramref name="Command"/>, which the asker must be permitted to make.</summary>
public sealed record RequestApproval(Actor Actor, INeedsApproval Command) : ICommand<Changed>;

internal sealed class RequestApprovalValidator : AbstractValidator<RequestApproval>
{
    public RequestApprovalValidator() =>
        RuleFor(r => r.Command).NotNull().WithMessage("không có việc nào để đề nghị | there is nothing to ask for");
}

internal sealed class RequestApprovalHandler(OperationsDbContext database, ApprovalDesk desk, FactsToTell facts, CityTime time)
    : IRequestHandler<RequestApproval, Outcome<Changed>>
{
    private const int MostOpen = 50;

    public async Task<Outcome<Changed>> Handle(RequestApproval request, CancellationToken cancellationToken)
    {
        var judged = await desk.JudgeAsync(request.Actor, request.Command, cancellationToken);
        if (judged.Fault is { } fault)
            return fault;
        var (kind, found) = judged.Value;
        var now = time.Now;
        var values = kind.Write(request.Command);
        var open = await database.Approvals
            .Where(a => a.RequesterId == request.Actor.AccountId && a.State == ApprovalState.Pending && a.ExpiresAt > now).ToListAsync(cancellationToken);
        if (open.Exists(a => a.Command == kind.Request.Name && a.Subject == found.Subject && a.What == found.What))
            return Faults.Refused("approval.asked", "bạn đã đề nghị việc này và đang chờ duyệt", "you have asked for this already and it waits");
        if (open.Count >= MostOpen)
            return Faults.Refused("approval.too-many", "bạn có quá nhiều đề nghị đang chờ: rút bớt", "too many of your requests wait: withdraw some");
        var approval = ApprovalRecords.New(request.Actor, kind, values, found, request.Command.Reason.Trim(), now, alone: false);
        database.Add(approval);
        await database.SaveChangesAsync(cancellationToken);
        database.Add(HistoryRecord.Of(found.Subject, now, request.Actor, new Wording(
            $"đề nghị phê duyệt: {found.What.Vi} — {approval.Reason}", $"asked for approval: {found.What.En} — {approval.Reason}")));
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new Changed(approval.Id, approval.Version);
    }
}

internal static class ApprovalRecords
{
    public static ApprovalRecord New(Actor actor, Approvable kind, string values, ApprovalCase found, string reason, long now, bool alone) => new()
    {
        Command = kind.Request.Name,
        Values = values,
        What = found.What,
        Reason = reason,
        Subject = found.Subject,
        SubjectVersion = found.SubjectVersion,
        Beneficiaries = [.. found.Beneficiaries],
        RequesterId = actor.AccountId,
        RequesterName = actor.Name,
        AskedAt = now,
        ExpiresAt = now + ApprovalDesk.Life,
        Alone = alone,
    };
}
