using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>What the hits of one commit did to alerts.</summary>
/// <param name="Touched">Alerts that were raised or joined, in the order in which they were first touched.</param>
internal sealed record MergedHits(IReadOnlyList<AlertRecord> Touched, int Raised, int Joined);

/// <summary>
/// Hits → alerts: one alert per (rule, first entity, system, window). Runs inside the intake's transaction. A closed alert takes no hit that was received
/// after its closing: an attack that goes on is raised anew.
/// </summary>
internal sealed class AlertMerge(OperationsDbContext database, SeverityRules rules, FactsToTell facts, long now)
{
    private const int MostEventsKept = 500;
    private const int MostEntities = 20;
    private const int KeysAtOnce = 500;

    private readonly Dictionary<string, List<AlertRecord>> _byKey = new(StringComparer.Ordinal);
    private readonly List<AlertRecord> _touched = [];
    private readonly HashSet<AlertRecord> _isTouched = [];
    private readonly List<(AlertRecord Alert, EventId Event)> _events = [];
    private int _raised;
    private int _joined;

    public async Task<MergedHits> MergeAsync(IReadOnlyList<RuleHit> hits, CancellationToken cancellationToken)
    {
        await LoadAsync(hits, cancellationToken);
        foreach (var hit in hits)
            Take(hit);
        await database.SaveChangesAsync(cancellationToken);
        await AlertEventRows.InsertAsync(database, _events, cancellationToken);
        return new MergedHits(_touched, _raised, _joined);
    }

    private async Task LoadAsync(IReadOnlyList<RuleHit> hits, CancellationToken cancellationToken)
    {
        var margin = hits.Max(h => h.AlertWindow).Microseconds();
        var from = hits.Min(h => h.FirstTime) - margin;
        var to = hits.Max(h => h.Time) + margin;
        foreach (var keys in hits.Select(KeyOf).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
        {
            var known = await database.Alerts.Include(a => a.Entities)
                .Where(a => keys.Contains(a.GroupKey) && a.LastSeen >= from && a.FirstSeen <= to)
                .ToListAsync(cancellationToken);
            foreach (var alert in known)
                Of(alert.GroupKey).Add(alert);
        }
    }

    private void Take(RuleHit hit)
    {
        var candidates = Of(KeyOf(hit));
        var alert = candidates.Where(a => Takes(a, hit)).MaxBy(a => a.LastSeen);
        var events = alert is null ? hit.Contributing : NewEvents(alert, hit);
        if (alert is null)
        {
            alert = Raise(hit);
            candidates.Add(alert);
            database.Add(alert);
            _raised++;
        }
        else
        {
            Join(alert, hit, events.Count);
            _joined++;
        }

        if (_isTouched.Add(alert))
            _touched.Add(alert);
        foreach (var id in events.Take(MostEventsKept - alert.EventsKept))
        {
            _events.Add((alert, id));
            alert.EventsKept++;
        }
    }

    private static bool Takes(AlertRecord alert, RuleHit hit)
    {
        if (alert.ClosedAt is { } closed && hit.ReceivedAt > closed)
            return false;
        var window = hit.AlertWindow.Microseconds();
        return hit.Time <= alert.LastSeen + window && hit.Time >= alert.FirstSeen - window;
    }

    private AlertRecord Raise(RuleHit hit)
    {
        var title = new Wording(hit.Rule.TitleVi ?? hit.Rule.Title, hit.Rule.Title);
        var alert = new AlertRecord
        {
            Origin = (AlertOrigin)hit.Kind,
            RuleId = hit.Rule.Id,
            RuleVersion = hit.Rule.Version,
            Title = title,
            Description = new Wording(hit.Rule.DescriptionVi ?? hit.Rule.Description ?? "", hit.Rule.Description ?? ""),
            RuleLevel = hit.Rule.Level,
            Severity = rules.Of(hit.Rule.Level, hit.System?.Level ?? 0),
            SeverityReason = rules.Reason(hit.Rule.Level, hit.System),
            SystemCode = hit.System?.Code,
            SystemName = hit.System?.Name,
            SystemLevel = hit.System?.Level ?? 0,
            OwnerCode = hit.System?.OwnerCode,
            OwnerName = hit.System?.OwnerName,
            Realm = hit.Realm,
            SourceId = hit.SourceId,
            GroupKey = KeyOf(hit),
            Count = Math.Max(1, hit.ContributingCount),
            FirstSeen = hit.FirstTime,
            LastSeen = hit.Time,
            Window = hit.AlertWindow.Microseconds(),
            RaisedAt = now,
            LastPartition = hit.Event.Partition,
            LastOffset = hit.Event.Offset,
            AttackTags = [.. hit.Rule.AttackTags],
            FalsePositives = [.. hit.Rule.FalsePositives],
            RuleAuthor = hit.Rule.Author,
            RuleLicense = hit.Rule.License,
            Evidence = [.. hit.Evidence.Select(e => new EvidenceView(e.Selection, e.Field, e.Value, e.Pattern))],
            Sample = hit.Sample,
            SearchText = FoldedText.Of([title.Vi, title.En, hit.Rule.Id, hit.System?.Name, hit.System?.Code, .. hit.Entities.Select(e => e.Value)]),
        };
        AddEntities(alert, hit);
        return alert;
    }

    private void Join(AlertRecord alert, RuleHit hit, int newEvents)
    {
        // Where all that are listed are new, those beyond the list's cap are new as well.
        alert.Count += hit.Kind == HitKind.Correlation && newEvents == hit.Contributing.Count ? Math.Max(newEvents, hit.ContributingCount) : newEvents;
        alert.FirstSeen = Math.Min(alert.FirstSeen, hit.FirstTime);
        alert.LastSeen = Math.Max(alert.LastSeen, hit.Time);
        alert.Window = hit.AlertWindow.Microseconds();
        alert.LastPartition = hit.Event.Partition;
        alert.LastOffset = hit.Event.Offset;
        AddEntities(alert, hit);
        var severity = rules.Of(hit.Rule.Level, hit.System?.Level ?? 0);
        if (severity > alert.Severity)
        {
            database.Add(HistoryRecord.Of(
                alert.Subject,
                now,
                Actor.Program,
                new Wording(
                    $"mức độ tăng từ {SeverityWords.Of(alert.Severity).Vi} lên {SeverityWords.Of(severity).Vi}",
                    $"severity raised from {SeverityWords.Of(alert.Severity).En} to {SeverityWords.Of(severity).En}")));
            alert.Severity = severity;
            alert.RuleLevel = hit.Rule.Level;
            alert.RuleVersion = hit.Rule.Version;
            alert.SeverityReason = rules.Reason(hit.Rule.Level, hit.System);
        }

        if (alert.Id != 0)
            facts.Add(new AlertChanged(now, alert.Id));
    }

    // A correlation tells its events again with every hit: only those after the last one are new.
    private static IReadOnlyList<EventId> NewEvents(AlertRecord alert, RuleHit hit)
    {
        if (hit.Kind != HitKind.Correlation)
            return [hit.Event];
        var last = new EventId(alert.LastPartition, alert.LastOffset);
        return [.. hit.Contributing.Where(id => id.Partition != last.Partition || id > last)];
    }

    private static void AddEntities(AlertRecord alert, RuleHit hit)
    {
        foreach (var entity in hit.Entities)
        {
            if (alert.Entities.Count >= MostEntities)
                return;
            if (!alert.Entities.Exists(e => e.Key == entity.Key))
            {
                alert.Entities.Add(
                    new AlertEntity { Ordinal = alert.Entities.Count, Key = entity.Key, Kind = entity.Kind, Realm = entity.Realm, Value = entity.Value });
            }
        }
    }

    // What happens to two systems is two alerts, each with its own level, owner and severity; a correlation is one story wherever it leads.
    private static string KeyOf(RuleHit hit) =>
        hit.Kind == HitKind.Correlation ? $"{hit.Rule.Id}|{hit.Entities[0].Key}" : $"{hit.Rule.Id}|{hit.Entities[0].Key}|{hit.System?.Code}";

    private List<AlertRecord> Of(string key)
    {
        if (!_byKey.TryGetValue(key, out var alerts))
            _byKey[key] = alerts = [];
        return alerts;
    }
}
