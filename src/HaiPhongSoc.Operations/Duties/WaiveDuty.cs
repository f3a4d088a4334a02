using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Miễn nghĩa vụ: it need not be done this time, for a reason that a second person approves. The row stays, with both names.</summary>
public sealed record WaiveDuty(Actor Actor, long Id, long Version, string Reason) : ICommand<Changed>, INeedsApproval;

internal sealed class WaiveDutyValidator : AbstractValidator<WaiveDuty>
{
    public WaiveDutyValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do miễn và căn cứ (nhiều nhất 1.000 ký tự) | give the reason and its basis (1,000 characters at most)");
}

internal sealed class WaiveDutyHandler(OperationsDbContext database, FactsToTell facts, CityTime time) : IRequestHandler<WaiveDuty, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(WaiveDuty request, CancellationToken cancellationToken)
    {
        var found = await DutyToWaive.FindAsync(database, request, cancellationToken);
        if (found.Fault is { } fault)
            return fault;
        var (duty, now) = (found.Value!, time.Now);
        Waive(duty, request, now);
        database.Add(HistoryRecord.Of(duty.Subject, now, request.Actor, new Wording($"được miễn — {duty.WaiveReason}", $"waived — {duty.WaiveReason}")));
        facts.Add(new DutyChanged(now, duty.Id));
        return new Changed(duty.Id, duty.Version);
    }

    internal static void Waive(DutyRecord duty, WaiveDuty request, long now)
    {
        (duty.State, duty.WaivedAt, duty.WaivedBy, duty.WaiveReason, duty.NextAt) = (DutyState.Waived, now, request.Actor.Name, request.Reason.Trim(), null);
        duty.Version++;
    }
}

internal sealed class WaiveDutyCase(OperationsDbContext database) : IApprovalCase<WaiveDuty>
{
    public async Task<Outcome<ApprovalCase>> OfAsync(WaiveDuty command, CancellationToken cancellationToken)
    {
        var found = await DutyToWaive.FindAsync(database, command, cancellationToken);
        if (found.Fault is { } fault)
            return fault;
        var duty = found.Value!;
        return new ApprovalCase(
            new Wording($"miễn nghĩa vụ «{duty.Title.Vi}» của {duty.SubjectName}", $"waive the duty “{duty.Title.En}” of {duty.SubjectName}"),
            duty.Subject, duty.Version, [], IsProtected: false);
    }
}

internal static class DutyToWaive
{
    public static async Task<Outcome<DutyRecord>> FindAsync(OperationsDbContext database, WaiveDuty request, CancellationToken cancellationToken)
    {
        var found = await DutyChanges.FindAsync(database, request.Id, request.Version, cancellationToken);
        return !found.IsSuccess || found.Value.IsOpen ? found : Faults.Refused("duty.closed", "nghĩa vụ đã đóng", "the duty is closed already");
    }
}
