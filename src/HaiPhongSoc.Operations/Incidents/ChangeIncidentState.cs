using FluentValidation;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// Moves an incident on or back. Closing needs a verdict and closes its open alerts with it; it is refused while mandatory tasks are open unless a
/// reason is given (<c>incident.open-tasks</c>). Reopening a closed one needs a reason.
/// </summary>
public sealed record ChangeIncidentState(
    Actor Actor, string Number, long Version, IncidentState State, Verdict? Verdict = null, string? Reason = null) : ICommand<Changed>;

internal sealed class ChangeIncidentStateValidator : AbstractValidator<ChangeIncidentState>
{
    public ChangeIncidentStateValidator()
    {
        RuleFor(r => r.State).IsInEnum().WithMessage("trạng thái không hợp lệ | not a state");
        RuleFor(r => r.Verdict).IsInEnum().WithMessage("chọn một trong bảy kết luận | choose one of the seven verdicts");
        RuleFor(r => r.Verdict).NotNull().When(r => r.State == IncidentState.Closed)
            .WithMessage("đóng sự cố phải có kết luận | closing needs a verdict");
        RuleFor(r => r.Reason).MaximumLength(4_000).WithMessage("lý do dài nhất 4.000 ký tự | a reason has 4,000 characters at most");
    }
}

internal sealed class ChangeIncidentStateHandler(IncidentChanges incidents, IncidentAlerts alerts) : IRequestHandler<ChangeIncidentState, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(ChangeIncidentState request, CancellationToken cancellationToken) =>
        incidents.ChangeAsync(
            request.Actor,
            request.Number,
            request.Version,
            async (incident, now) =>
            {
                var decision = Decide(incident, request, now);
                if (decision.IsSuccess && request is { State: IncidentState.Closed, Verdict: { } verdict })
                    await alerts.CloseAsync(incident, request.Actor, verdict, now, cancellationToken);
                return decision;
            },
            cancellationToken);

    internal static Outcome<DiaryEntry> Decide(IncidentRecord incident, ChangeIncidentState request, long now)
    {
        if (incident.State == request.State)
            return Faults.Refused("incident.same-state", "sự cố đã ở trạng thái này", "the incident is in this state already");
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (incident.State == IncidentState.Closed && reason is null)
            return Faults.Refused("incident.reopen-reason", "ghi lý do mở lại sự cố", "say why the incident is reopened");
        var open = incident.Tasks.Count(t => t is { Mandatory: true, DoneAt: null });
        if (request.State == IncidentState.Closed && open > 0 && reason is null)
        {
            return Faults.Refused(
                "incident.open-tasks",
                FormattableString.Invariant($"còn {open} việc bắt buộc chưa xong: làm xong, hoặc ghi lý do đóng khi chưa xong"),
                FormattableString.Invariant($"{open} mandatory tasks are open: finish them, or give the reason for closing all the same"));
        }

        var isClosed = request.State == IncidentState.Closed;
        (incident.State, incident.Verdict, incident.ClosedAt) = (request.State, isClosed ? request.Verdict : null, isClosed ? now : null);
        return new DiaryEntry(TimelineKind.StateChanged, What(request, reason));
    }

    private static Wording What(ChangeIncidentState request, string? reason)
    {
        var state = StateWords.Of(request.State);
        var verdict = request.State == IncidentState.Closed ? VerdictWords.Of(request.Verdict!.Value) : null;
        var remark = reason is null ? "" : $" — {reason}";
        return new Wording(
            verdict is null ? $"chuyển sang {state.Vi}{remark}" : $"đóng sự cố: {verdict.Vi}{remark}",
            verdict is null ? $"moved to {state.En}{remark}" : $"incident closed: {verdict.En}{remark}");
    }
}

/// <summary>The states as people read them.</summary>
internal static class StateWords
{
    public static Wording Of(IncidentState state) => state switch
    {
        IncidentState.Open => new("Mở", "open"),
        IncidentState.InProgress => new("Đang xử lý", "in progress"),
        IncidentState.Resolved => new("Đã xử lý", "resolved"),
        IncidentState.Closed => new("Đã đóng", "closed"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state"),
    };
}
