using FluentValidation;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// Moves an incident on or back. Closing needs a verdict and closes its open alerts with it; it is refused while clocks of the law run unmet
/// (<c>incident.open-clocks</c>) or mandatory tasks are open (<c>incident.open-tasks</c>) unless a reason is given; the diary then names these
/// clocks. Reopening a closed one needs a reason.
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
        IReadOnlyList<IncidentClock> unmet = request.State == IncidentState.Closed ? Unmet(incident) : [];
        if (request.State == IncidentState.Closed && reason is null && Unfinished(incident, unmet) is { } fault)
            return fault;

        var isClosed = request.State == IncidentState.Closed;
        (incident.State, incident.Verdict, incident.ClosedAt) = (request.State, isClosed ? request.Verdict : null, isClosed ? now : null);
        return new DiaryEntry(TimelineKind.StateChanged, What(request, reason, unmet));
    }

    private static List<IncidentClock> Unmet(IncidentRecord incident) =>
        [.. incident.Clocks.Where(c => c is { Running: true, DoneAt: null }).OrderBy(c => c.DueAt).ThenBy(c => c.Id)];

    private static Fault? Unfinished(IncidentRecord incident, IReadOnlyList<IncidentClock> unmet)
    {
        var tasks = incident.Tasks.Count(t => t is { Mandatory: true, DoneAt: null });
        var vi = FormattableString.Invariant($"còn {tasks} việc bắt buộc chưa xong");
        var en = FormattableString.Invariant($"{tasks} mandatory tasks are open");
        if (unmet.Count > 0)
        {
            var clocks = Names(unmet);
            return Faults.Refused(
                "incident.open-clocks",
                $"thời hạn theo luật chưa hoàn thành: {clocks.Vi}{(tasks > 0 ? $"; {vi}" : "")}: hoàn thành, hoặc ghi lý do đóng khi chưa xong",
                $"clocks of the law run unmet: {clocks.En}{(tasks > 0 ? $"; {en}" : "")}: meet them, or give the reason for closing all the same");
        }

        return tasks == 0 ? null : Faults.Refused(
            "incident.open-tasks",
            $"{vi}: làm xong, hoặc ghi lý do đóng khi chưa xong",
            $"{en}: finish them, or give the reason for closing all the same");
    }

    private static Wording Names(IReadOnlyList<IncidentClock> clocks) =>
        new(string.Join("; ", clocks.Select(c => $"«{c.Title.Vi}»")), string.Join("; ", clocks.Select(c => $"\"{c.Title.En}\"")));

    private static Wording What(ChangeIncidentState request, string? reason, IReadOnlyList<IncidentClock> unmet)
    {
        var state = StateWords.Of(request.State);
        var verdict = request.State == IncidentState.Closed ? VerdictWords.Of(request.Verdict!.Value) : null;
        var remark = reason is null ? "" : $" — {reason}";
        if (verdict is null)
            return new Wording($"chuyển sang {state.Vi}{remark}", $"moved to {state.En}{remark}");
        var clocks = Names(unmet);
        return new Wording(
            $"đóng sự cố: {verdict.Vi}{(unmet.Count == 0 ? "" : $"; thời hạn chưa hoàn thành: {clocks.Vi}")}{remark}",
            $"incident closed: {verdict.En}{(unmet.Count == 0 ? "" : $"; clocks not met: {clocks.En}")}{remark}");
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
