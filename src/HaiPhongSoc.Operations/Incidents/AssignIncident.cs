using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>Nhận: the incident and those of its alerts that nobody has are the actor's; an open one is then in progress.</summary>
public sealed record TakeIncident(Actor Actor, string Number, long Version) : ICommand<Changed>;

/// <summary>Giao, to an account, with those of its alerts that nobody has; null takes the incident away from everybody.</summary>
public sealed record AssignIncident(Actor Actor, string Number, long Version, string? AccountId) : ICommand<Changed>;

internal sealed class TakeIncidentHandler(IncidentChanges incidents, IncidentAlerts alerts) : IRequestHandler<TakeIncident, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(TakeIncident request, CancellationToken cancellationToken) =>
        incidents.ChangeAsync(
            request.Actor,
            request.Number,
            request.Version,
            async (incident, now) =>
            {
                var decision = Assignment.Decide(incident, (request.Actor.AccountId, request.Actor.Name), isOwn: true);
                if (decision.IsSuccess)
                    await alerts.GiveAsync(incident, request.Actor, now, cancellationToken);
                return decision;
            },
            cancellationToken);
}

internal sealed class AssignIncidentHandler(IncidentChanges incidents, IncidentAlerts alerts, OperationsDbContext database)
    : IRequestHandler<AssignIncident, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(AssignIncident request, CancellationToken cancellationToken) =>
        incidents.ChangeAsync(
            request.Actor,
            request.Number,
            request.Version,
            async (incident, now) =>
            {
                (string Id, string Name)? account = null;
                if (request.AccountId is { } id)
                {
                    var known = await database.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
                    if (known is null)
                        return Faults.NotFound($"tài khoản {id}", $"account {id}");
                    if (!incident.MayRead(known.Id))
                    {
                        return Faults.Refused(
                            "incident.restricted",
                            $"sự cố hạn chế truy cập chưa mở cho {known.DisplayName}: thêm người này vào danh sách trước",
                            $"the incident is restricted and not open to {known.DisplayName}: name this person first");
                    }

                    account = (known.Id, known.DisplayName);
                }

                var decision = Assignment.Decide(incident, account, isOwn: false);
                if (decision.IsSuccess)
                    await alerts.GiveAsync(incident, request.Actor, now, cancellationToken);
                return decision;
            },
            cancellationToken);
}

internal static class Assignment
{
    public static Outcome<DiaryEntry> Decide(IncidentRecord incident, (string Id, string Name)? account, bool isOwn)
    {
        if (incident.State == IncidentState.Closed)
            return Faults.Refused("incident.closed", "sự cố đã đóng: mở lại trước", "the incident is closed: reopen it first");
        if (incident.AssigneeId == account?.Id)
            return Faults.Refused("incident.same-assignee", "sự cố đã ở người này", "the incident is with this person already");
        (incident.AssigneeId, incident.AssigneeName) = (account?.Id, account?.Name);
        if (account is not null && incident.State == IncidentState.Open)
            incident.State = IncidentState.InProgress;
        return new DiaryEntry(TimelineKind.Assigned, (account, isOwn) switch
        {
            (null, _) => new Wording("bỏ người xử lý", "taken away from its assignee"),
            (_, true) => new Wording("nhận sự cố", "took the incident"),
            var ((_, name), _) => new Wording($"giao cho {name}", $"assigned to {name}"),
        });
    }
}

/// <summary>The alerts of an incident follow it.</summary>
internal sealed class IncidentAlerts(OperationsDbContext database)
{
    /// <summary>Alerts that nobody has go to the incident's assignee.</summary>
    public async Task GiveAsync(IncidentRecord incident, Actor actor, long now, CancellationToken cancellationToken)
    {
        if (incident.AssigneeId is null)
            return;
        foreach (var alert in await OpenAsync(incident, cancellationToken))
        {
            if (alert.AssigneeId is not null)
                continue;
            (alert.AssigneeId, alert.AssigneeName, alert.Status) = (incident.AssigneeId, incident.AssigneeName, AlertStatus.InProgress);
            alert.Version++;
            database.Add(HistoryRecord.Of(
                alert.Subject,
                now,
                actor,
                new Wording($"giao cho {incident.AssigneeName} cùng {incident.Number}", $"assigned to {incident.AssigneeName} with {incident.Number}")));
        }
    }

    /// <summary>Open alerts are closed with the incident's verdict.</summary>
    public async Task CloseAsync(IncidentRecord incident, Actor actor, Verdict verdict, long now, CancellationToken cancellationToken)
    {
        foreach (var alert in await OpenAsync(incident, cancellationToken))
        {
            if (CloseAlertHandler.Decide(alert, verdict, incident.Number, now) is { IsSuccess: true, Value: { } what })
            {
                alert.Version++;
                database.Add(HistoryRecord.Of(alert.Subject, now, actor, what));
            }
        }
    }

    private Task<List<AlertRecord>> OpenAsync(IncidentRecord incident, CancellationToken cancellationToken) =>
        database.Alerts.Where(a => a.IncidentId == incident.Id && a.OpenMark == 1).ToListAsync(cancellationToken);
}
