using HaiPhongSoc.Detection.AntiMalware;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Alerts;

internal sealed class AlertIntake(
    IServiceScopeFactory scopes, OperationsDatabase store, Rulebook rulebook, CityTime time, OperationsFeed feed, IOptions<OperationsOptions> options) : IAlertIntake
{
    public async Task<AlertCommit> CommitAsync(IReadOnlyList<RuleHit> hits, IReadOnlyList<AgentReport> reports, EventId upTo, CancellationToken cancellationToken)
    {
        foreach (var hit in hits)
            Check(hit, upTo);

        // Entities are keys: they must be what the database will give back.
        var storable = hits.Select(Storable).ToList();
        var (commit, facts) = await store.AloneAsync(ct => CommitAloneAsync(storable, reports, upTo, ct), cancellationToken);
        Count(commit);
        feed.Tell(facts);
        return commit;
    }

    public async Task<IReadOnlyDictionary<int, long>> CommittedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        return await database.CommittedOffsets.AsNoTracking().ToDictionaryAsync(o => o.Partition, o => o.Offset, cancellationToken);
    }

    private async Task<(AlertCommit, IReadOnlyList<OperationsFact>)> CommitAloneAsync(
        List<RuleHit> hits, IReadOnlyList<AgentReport> reports, EventId upTo, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var facts = new FactsToTell();
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        var committed = await database.CommittedOffsets.FindAsync([upTo.Partition], cancellationToken);
        var reached = committed?.Offset ?? -1;
        var agents = new AgentIntake(database, options.Value.AntiMalware);
        var outbreaks = await agents.TakeAsync([.. reports.Where(r => r.Event.Offset > reached)], cancellationToken);
        var fresh = Fresh([.. hits, .. outbreaks], reached);
        var commit = fresh.Count == 0
            ? new AlertCommit(0, hits.Count, 0, 0, 0)
            : await TakeAsync(database, fresh, hits.Count + outbreaks.Count - fresh.Count, facts, cancellationToken);
        if (committed is null)
            database.Add(new CommittedOffset { Partition = upTo.Partition, Offset = upTo.Offset });
        else
            committed.Offset = Math.Max(committed.Offset, upTo.Offset);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (commit, facts.Take());
    }

    private async Task<AlertCommit> TakeAsync(
        OperationsDbContext database, List<RuleHit> fresh, int ignored, FactsToTell facts, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var merged = await new AlertMerge(database, rulebook.Severity, facts, now).MergeAsync(fresh, cancellationToken);
        var incidents = new IncidentBuilder(database, rulebook, time, facts, now);
        await incidents.TakeAsync(merged.Touched, cancellationToken);
        var numbers = database.ChangeTracker.Entries<IncidentRecord>().ToDictionary(e => e.Entity.Id, e => e.Entity.Number);
        foreach (var alert in merged.Touched.Where(a => a.RaisedAt == now))
        {
            var number = alert.IncidentId is { } id ? numbers[id] : null;
            facts.Add(new AlertRaised(now, alert.Id, alert.Severity, alert.SystemCode, number));
        }

        return new AlertCommit(fresh.Count, ignored, merged.Raised, merged.Joined, incidents.Opened);
    }

    // In order, and each (rule, event, entity) once.
    private static List<RuleHit> Fresh(List<RuleHit> hits, long committed)
    {
        var taken = new HashSet<(string, EventId, string)>();
        return [.. hits.Where(h => h.Event.Offset > committed && taken.Add((h.Rule.Id, h.Event, h.Entities[0].Key))).OrderBy(h => h.Event)];
    }

    private static RuleHit Storable(RuleHit hit) => hit.Entities.All(e => StorableText.IsStorable(e.Value) && StorableText.IsStorable(e.Realm))
        ? hit
        : hit with { Entities = [.. hit.Entities.Select(e => e with { Value = StorableText.Of(e.Value), Realm = StorableText.Of(e.Realm) })] };

    private static void Check(RuleHit hit, EventId upTo)
    {
        if (hit.Event.Partition != upTo.Partition || hit.Event.Offset > upTo.Offset)
            throw new ArgumentException($"hit of event {hit.Event} does not lie within the commit up to {upTo}", nameof(hit));
        if (hit.Entities.Count == 0)
            throw new ArgumentException($"hit of rule {hit.Rule.Id} on event {hit.Event} has no entity", nameof(hit));
    }

    private static void Count(AlertCommit commit)
    {
        Telemetry.Hits.Add(commit.HitsTaken, new KeyValuePair<string, object?>("outcome", "taken"));
        Telemetry.Hits.Add(commit.HitsIgnored, new KeyValuePair<string, object?>("outcome", "ignored"));
        Telemetry.AlertsRaised.Add(commit.AlertsRaised);
        Telemetry.IncidentsOpened.Add(commit.IncidentsOpened);
    }
}
