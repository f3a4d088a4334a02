using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>An entry that a decision wants in the diary.</summary>
internal sealed record DiaryEntry(TimelineKind Kind, Wording What);

/// <summary>What every change of an incident by a person has in common: the version is checked, the diary is written, the feed is told.</summary>
internal sealed class IncidentChanges(OperationsDbContext database, FactsToTell facts, CityTime time)
{
    /// <param name="version">Null: the change overwrites nothing and needs none.</param>
    /// <param name="decide">Changes the incident and says what happened, or why not.</param>
    public async Task<Outcome<Changed>> ChangeAsync(
        Actor actor, string number, long? version, Func<IncidentRecord, long, Task<Outcome<DiaryEntry>>> decide, CancellationToken cancellationToken)
    {
        var incident = await database.Incidents.Include(i => i.Tasks).Include(i => i.Clocks).Include(i => i.People).AsSplitQuery()
            .SingleOrDefaultAsync(i => i.Number == number, cancellationToken);
        if (incident is null)
            return Faults.NotFound($"sự cố {number}", $"incident {number}");
        if (version is not null && incident.Version != version)
            return Faults.Conflict;
        var now = time.Now;
        var decision = await decide(incident, now);
        if (!decision.IsSuccess)
            return decision.Fault;
        if (version is not null)
            incident.Version++;
        incident.ChangedAt = now;
        incident.Timeline.Add(IncidentParts.Entry(incident, now, decision.Value.Kind, actor, decision.Value.What));
        facts.Add(new IncidentChanged(now, number));
        if (decision.Value.Kind is TimelineKind.Classified or TimelineKind.ClockMet or TimelineKind.StateChanged)
            facts.Add(new DueRowsChanged(now));
        return new Changed(incident.Id, incident.Version);
    }

    public Task<Outcome<Changed>> ChangeAsync(
        Actor actor, string number, long? version, Func<IncidentRecord, long, Outcome<DiaryEntry>> decide, CancellationToken cancellationToken) =>
        ChangeAsync(actor, number, version, (incident, now) => Task.FromResult(decide(incident, now)), cancellationToken);
}
