using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Mở lại a closed alert; the reason is mandatory.</summary>
public sealed record ReopenAlert(Actor Actor, long Id, long Version, string Reason) : ICommand<Changed>;

internal sealed class ReopenAlertValidator : AbstractValidator<ReopenAlert>
{
    public ReopenAlertValidator() =>
        RuleFor(r => r.Reason).Filled(4_000).WithMessage("ghi lý do mở lại (nhiều nhất 4.000 ký tự) | say why it is reopened (4,000 characters at most)");
}

internal sealed class ReopenAlertHandler(AlertChanges alerts) : IRequestHandler<ReopenAlert, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(ReopenAlert request, CancellationToken cancellationToken) =>
        alerts.ChangeAsync(request.Actor, request.Id, request.Version, (alert, _) => Decide(alert, request.Reason), cancellationToken);

    internal static Outcome<Wording> Decide(AlertRecord alert, string reason)
    {
        if (alert.Status != AlertStatus.Closed)
            return Faults.Refused("alert.open", "cảnh báo đang mở", "the alert is open");
        alert.Status = alert.AssigneeId is null ? AlertStatus.New : AlertStatus.InProgress;
        (alert.Verdict, alert.ClosedAt) = (null, null);
        return new Wording($"mở lại: {reason.Trim()}", $"reopened: {reason.Trim()}");
    }
}
