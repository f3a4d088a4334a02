using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Nhận: the alert is the actor's, in progress.</summary>
public sealed record TakeAlert(Actor Actor, long Id, long Version) : ICommand<Changed>;

internal sealed class TakeAlertHandler(AlertChanges alerts) : IRequestHandler<TakeAlert, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(TakeAlert request, CancellationToken cancellationToken) =>
        alerts.ChangeAsync(request.Actor, request.Id, request.Version, (alert, _) => Decide(alert, request.Actor), cancellationToken);

    internal static Outcome<Wording> Decide(AlertRecord alert, Actor actor)
    {
        if (alert.Status == AlertStatus.Closed)
            return Faults.Refused("alert.closed", "cảnh báo đã đóng: mở lại trước", "the alert is closed: reopen it first");
        if (alert.AssigneeId == actor.AccountId)
            return Faults.Refused("alert.already-mine", "cảnh báo đã là của bạn", "the alert is yours already");
        var before = alert.AssigneeName;
        (alert.AssigneeId, alert.AssigneeName, alert.Status) = (actor.AccountId, actor.Name, AlertStatus.InProgress);
        return before is null
            ? new Wording("nhận cảnh báo", "took the alert")
            : new Wording($"nhận cảnh báo từ {before}", $"took the alert from {before}");
    }
}
