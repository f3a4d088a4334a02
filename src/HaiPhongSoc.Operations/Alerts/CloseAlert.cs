using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Đóng, with a verdict; a note is kept in the history.</summary>
public sealed record CloseAlert(Actor Actor, long Id, long Version, Verdict Verdict, string? Note = null) : ICommand<Changed>;

internal sealed class CloseAlertValidator : AbstractValidator<CloseAlert>
{
    public CloseAlertValidator()
    {
        RuleFor(r => r.Verdict).IsInEnum().WithMessage("chọn một trong bảy kết luận | choose one of the seven verdicts");
        RuleFor(r => r.Note).MaximumLength(4_000).WithMessage("ghi chú dài nhất 4.000 ký tự | a note has 4,000 characters at most");
    }
}

internal sealed class CloseAlertHandler(AlertChanges alerts) : IRequestHandler<CloseAlert, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(CloseAlert request, CancellationToken cancellationToken) =>
        alerts.ChangeAsync(
            request.Actor, request.Id, request.Version, (alert, now) => Decide(alert, request.Verdict, request.Note, now), cancellationToken);

    internal static Outcome<Wording> Decide(AlertRecord alert, Verdict verdict, string? note, long now)
    {
        if (alert.Status == AlertStatus.Closed)
            return Faults.Refused("alert.closed", "cảnh báo đã đóng", "the alert is closed already");
        (alert.Status, alert.Verdict, alert.ClosedAt) = (AlertStatus.Closed, verdict, now);
        var words = VerdictWords.Of(verdict);
        var remark = string.IsNullOrWhiteSpace(note) ? "" : $" — {note.Trim()}";
        return new Wording($"đóng: {words.Vi}{remark}", $"closed: {words.En}{remark}");
    }
}
