using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>An incident in full, with its diary: people are written about in it, so that who read it stands on the chain.</summary>
public sealed record GetIncident(Actor Actor, string Number) : IQuery<IncidentDetail>, IReadsPersonalData
{
    string? IReadsPersonalData.ReadSubject => $"incident:{Number}";
}

internal sealed class GetIncidentHandler(OperationsDbContext database) : IRequestHandler<GetIncident, Outcome<IncidentDetail>>
{
    private const int MostEvents = 500;
    private const int MostAlerts = 200;
    private const int MostEntries = 500;

    public async Task<Outcome<IncidentDetail>> Handle(GetIncident request, CancellationToken cancellationToken)
    {
        var incident = await database.Incidents
            .Include(i => i.Entities).Include(i => i.Tasks).Include(i => i.Clocks).Include(i => i.Playbooks).Include(i => i.People)
            .AsSplitQuery()
            .SingleOrDefaultAsync(i => i.Number == request.Number, cancellationToken);
        if (incident is null)
            return Faults.NotFound($"sự cố {request.Number}", $"incident {request.Number}");
        var rows = await IncidentRows.Async(database, [incident], cancellationToken);
        var alerts = await AlertsAsync(incident.Id, cancellationToken);
        var timeline = await TimelineAsync(incident.Id, cancellationToken);
        return new IncidentDetail(
            rows[0],
            incident.OpenedBecause,
            [.. alerts.Select(a => new IncidentAlertView(AlertRows.Of(a, incident.Number), a.JoinReason))],
            [.. incident.Entities.OrderBy(e => e.Kind).ThenBy(e => e.FirstSeen).Select(e => new EntityView(EntityWords.KindName(e.Kind), e.Value, e.Realm))],
            await EventsAsync(incident.Id, cancellationToken),
            [.. incident.Playbooks.Select(p => new PlaybookView(p.PlaybookId, p.PlaybookVersion, p.Title, p.Summary, p.Reason))],
            [.. incident.Tasks.OrderBy(t => t.Phase).ThenBy(t => t.Id).Select(IncidentRows.Of)],
            [.. incident.Clocks.OrderBy(c => c.DueAt).ThenBy(c => c.Id).Select(IncidentRows.Of)],
            [.. timeline.Select(t => new TimelineView(t.Id, t.At, t.Kind, t.ActorName, t.What, t.AlertId))],
            await LinkedAsync(incident.Id, cancellationToken),
            incident.Serious,
            await ContactAsync(rows[0].Systems.Count == 0 ? null : rows[0].Systems[0].Code, cancellationToken),
            await PeopleAsync(incident, cancellationToken));
    }

    private async Task<IEnumerable<AlertRecord>> AlertsAsync(long incidentId, CancellationToken cancellationToken)
    {
        var worst = await database.Alerts.Include(a => a.Entities)
            .Where(a => a.IncidentId == incidentId)
            .OrderByDescending(a => a.Severity).ThenByDescending(a => a.LastSeen).ThenByDescending(a => a.Id)
            .Take(MostAlerts)
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
        return worst.OrderBy(a => a.FirstSeen).ThenBy(a => a.Id);
    }

    private async Task<IEnumerable<TimelineEntry>> TimelineAsync(long incidentId, CancellationToken cancellationToken)
    {
        var newest = await database.Timeline
            .Where(t => t.IncidentId == incidentId && (t.AlertId == null || database.Alerts.Any(a => a.Id == t.AlertId)))
            .OrderByDescending(t => t.At).ThenByDescending(t => t.Id)
            .Take(MostEntries)
            .ToListAsync(cancellationToken);
        return Enumerable.Reverse(newest);
    }

    private async Task<IReadOnlyList<string>> EventsAsync(long incidentId, CancellationToken cancellationToken)
    {
        var events = await database.Alerts.Where(a => a.IncidentId == incidentId)
            .Join(database.AlertEvents, a => a.Id, e => e.AlertId, (a, e) => e)
            .Select(e => new { e.Partition, e.Offset })
            .Distinct()
            .OrderBy(e => e.Partition).ThenBy(e => e.Offset)
            .Take(MostEvents)
            .ToListAsync(cancellationToken);
        return events.ConvertAll(e => new EventId(e.Partition, e.Offset).ToString());
    }

    private async Task<IReadOnlyList<string>> LinkedAsync(long incidentId, CancellationToken cancellationToken) =>
        await database.Incidents
            .Where(i => database.IncidentLinks.Where(l => l.FromId == incidentId).Select(l => l.ToId)
                .Concat(database.IncidentLinks.Where(l => l.ToId == incidentId).Select(l => l.FromId))
                .Contains(i.Id))
            .OrderBy(i => i.Id)
            .Select(i => i.Number)
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<PersonView>> PeopleAsync(IncidentRecord incident, CancellationToken cancellationToken)
    {
        var ids = incident.People.ConvertAll(p => p.AccountId);
        var people = await database.Users.Where(u => ids.Contains(u.Id)).OrderBy(u => u.DisplayName).ToListAsync(cancellationToken);
        return people.ConvertAll(u => new PersonView(u.Id, u.DisplayName));
    }

    private async Task<SystemContact?> ContactAsync(string? systemCode, CancellationToken cancellationToken)
    {
        var system = await database.Systems.SingleOrDefaultAsync(s => s.Code == systemCode, cancellationToken);
        return system?.ContactName is { } name ? new SystemContact(name, system.ContactPhone, system.ContactEmail) : null;
    }
}
