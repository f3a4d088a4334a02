using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>
/// Xử lý khẩn một mình: does what needs approval at once because nobody who may approve can be reached. It is told to everybody who may approve, and
/// another person looks at it on the next working morning. Never for protected records, whatever the hour.
/// </summary>
/// <param name="Why">Why it cannot wait, in a sentence (20 characters at least).</param>
public sealed record ActAlone(Actor Actor, INeedsApproval Command, string Why) : ICommand<CarriedOut>;

internal sealed class ActAloneValidator : AbstractValidator<ActAlone>
{
    public ActAloneValidator()
    {
        RuleFor(r => r.Command).NotNull().WithMessage("không có việc nào để làm | there is nothing to do");
        RuleFor(r => r.Why).Must(why => why.Trim().Length is >= 20 and <= 1_000)
            .WithMessage("ghi rõ vì sao không thể chờ (20 đến 1.000 ký tự) | say why it cannot wait (20 to 1,000 characters)");
    }
}

internal sealed class ActAloneHandler(OperationsDbContext database, ApprovalDesk desk, Reachability reachability, FactsToTell facts, CityTime time, WorkingDays days)
    : IRequestHandler<ActAlone, Outcome<CarriedOut>>
{
    public async Task<Outcome<CarriedOut>> Handle(ActAlone request, CancellationToken cancellationToken)
    {
        var judged = await desk.JudgeAsync(request.Actor, request.Command, cancellationToken);
        if (judged.Fault is { } fault)
            return fault;
        var (kind, found) = judged.Value;
        var now = time.Now;
        var reachable = await reachability.WhoAsync(request.Actor.AccountId, found.Beneficiaries, now, cancellationToken);
        if (Decide(found, reachable) is { } refused)
            return refused;

        var approval = ApprovalRecords.New(request.Actor, kind, kind.Write(request.Command), found, request.Why.Trim(), now, alone: true);
        database.Add(approval);
        await database.SaveChangesAsync(cancellationToken);
        var done = await desk.RunAsync(
            approval,
            new Wording($"{found.What.Vi} — làm một mình, không ai trực để duyệt: {approval.Reason}", $"{found.What.En} — done alone, nobody on call to approve: {approval.Reason}"),
            cancellationToken);
        if (done.Fault is { } failed)
            return failed;
        ApprovalMoves.Finish(approval, now);
        database.Add(new ReviewRecord { ApprovalId = approval.Id, DueAt = days.NextMorning(now) });
        facts.Add(new ActedAlone(now, approval.Id, request.Actor.Name, found.What));
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new CarriedOut(approval.Id, done.Value!);
    }

    internal static Fault? Decide(ApprovalCase found, Reached reached)
    {
        if (found.IsProtected && !reached.NobodyElse)
        {
            return Faults.Refused(
                "alone.protected", "việc này luôn cần hai người: gửi đề nghị và chờ người thứ hai", "this always takes two people: ask for approval and wait for the second");
        }

        return reached.Names.Count == 0 ? null : Faults.Refused(
            "alone.somebody-there",
            $"có người duyệt được lúc này ({string.Join(", ", reached.Names)}): gửi đề nghị",
            $"somebody can approve now ({string.Join(", ", reached.Names)}): ask for approval");
    }
}
