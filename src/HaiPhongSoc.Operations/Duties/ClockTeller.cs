using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Tells the clocks of incidents that ran out. Works inside the caller's transaction.</summary>
internal sealed class ClockTeller(OperationsDbContext database, FactsToTell facts)
{
    /// <summary>Returns when the next one runs out; null = none runs.</summary>
    public async Task<long?> TellAsync(long now, CancellationToken cancellationToken)
    {
        var running = await database.IncidentClocks
            .Where(c => c.Running && c.DoneAt == null && !c.OverdueTold)
            .Where(c => database.Incidents.Any(i => i.Id == c.IncidentId && i.State != IncidentState.Closed))
            .ToListAsync(cancellationToken);
        foreach (var clock in running.Where(c => c.DueAt <= now))
        {
            var incident = await database.Incidents.SingleAsync(i => i.Id == clock.IncidentId, cancellationToken);
            clock.OverdueTold = true;
            incident.ChangedAt = now;
            incident.Timeline.Add(IncidentParts.Entry(
                incident,
                now,
                TimelineKind.ClockOverdue,
                Actor.Program,
                new Wording($"quá hạn: {clock.Title.Vi} ({clock.Basis})", $"overdue: {clock.Title.En} ({clock.Basis})")));
            facts.Add(new IncidentChanged(now, incident.Number));
        }

        return running.Where(c => c.DueAt > now).Select(c => (long?)c.DueAt).Min();
    }
}
