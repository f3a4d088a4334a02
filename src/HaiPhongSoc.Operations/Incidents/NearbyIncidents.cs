using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// What the alerts of one commit could meet: open incidents and lone alerts that share an entity, kept up to date while the commit decides. Bounded:
/// of lone alerts the latest <see cref="MostAlone"/> in all and <see cref="MostAlonePerEntity"/> per entity.
/// </summary>
internal sealed class NearbyIncidents
{
    private const int MostAlone = 5_000;
    private const int MostAlonePerEntity = 100;
    private const int KeysAtOnce = 500;

    private readonly OperationsDbContext _database;
    private readonly GroupingRules _rules;
    private readonly Dictionary<long, IncidentRecord> _incidents = [];
    private readonly Dictionary<string, List<(IncidentRecord Incident, IncidentEntity Entity)>> _openByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<AlertRecord>> _aloneByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<long, AlertRecord> _alone = [];

    private NearbyIncidents(OperationsDbContext database, GroupingRules rules)
    {
        _database = database;
        _rules = rules;
    }

    public static NearbyIncidents None { get; } = new(null!, GroupingRules.None);

    public static async Task<NearbyIncidents> LoadAsync(
        OperationsDbContext database, IReadOnlyList<AlertRecord> touched, GroupingRules rules, CancellationToken cancellationToken)
    {
        var nearby = new NearbyIncidents(database, rules);
        var lone = touched.Where(a => a.IncidentId is null && a.Origin != AlertOrigin.Finding).ToList();
        if (lone.Count == 0)
            return nearby;
        var longest = rules.Within.Count == 0 ? 0 : rules.Within.Values.Max().Microseconds();
        var from = lone.Min(a => a.FirstSeen) - longest;
        foreach (var keys in lone.SelectMany(a => Keys(a, rules)).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
            await nearby.LoadAsync(keys, from, cancellationToken);
        return nearby;
    }

    public static GroupedAlert View(AlertRecord alert) => new(
        alert.Id, alert.RuleId, alert.Origin, alert.Severity, alert.Title, alert.FirstSeen, alert.LastSeen, [.. alert.Entities.Select(e => e.Entity)]);

    public async Task<IncidentRecord> IncidentAsync(long id, CancellationToken cancellationToken)
    {
        if (_incidents.TryGetValue(id, out var known))
            return known;
        var incident = await _database.Incidents.Include(i => i.Entities).Include(i => i.Playbooks).SingleAsync(i => i.Id == id, cancellationToken);
        Add(incident);
        return incident;
    }

    public IReadOnlyList<OpenIncident> OpenFor(AlertRecord alert) =>
    [
        .. Keys(alert, _rules)
            .SelectMany(key => _openByKey.GetValueOrDefault(key) ?? [])
            .GroupBy(pair => pair.Incident)
            .Select(g => new OpenIncident(
                g.Key.Id,
                g.Key.Number,
                g.Key.OpenedAt,
                [.. g.Select(p => new SeenEntity(new Detection.Hits.Entity(p.Entity.Kind, p.Entity.Value, p.Entity.Realm), p.Entity.FirstSeen, p.Entity.LastSeen))])),
    ];

    public IReadOnlyList<GroupedAlert> AloneFor(AlertRecord alert) =>
        [.. Keys(alert, _rules).SelectMany(key => _aloneByKey.GetValueOrDefault(key) ?? []).Distinct().Where(a => a.IncidentId is null).Select(View)];

    public AlertRecord Alone(long id) => _alone[id];

    public void Add(IncidentRecord incident)
    {
        _incidents[incident.Id] = incident;
        foreach (var entity in incident.Entities)
            Seen(incident, entity);
    }

    public void Seen(IncidentRecord incident, IncidentEntity entity)
    {
        if (incident.State == IncidentState.Closed)
            return;
        if (!_openByKey.TryGetValue(entity.Key, out var open))
            _openByKey[entity.Key] = open = [];
        if (!open.Exists(pair => pair.Incident == incident))
            open.Add((incident, entity));
    }

    public void StandsAlone(AlertRecord alert)
    {
        if (alert.Origin == AlertOrigin.Finding || !_alone.TryAdd(alert.Id, alert))
            return;
        foreach (var key in Keys(alert, _rules))
        {
            if (!_aloneByKey.TryGetValue(key, out var alerts))
                _aloneByKey[key] = alerts = [];
            if (alerts.Count < MostAlonePerEntity)
                alerts.Add(alert);
        }
    }

    public void Joined(AlertRecord alert) => _alone.Remove(alert.Id);

    // In two steps each, so that the index on the entity's key leads whatever the planner believes of the other conditions.
    private async Task LoadAsync(string[] keys, long from, CancellationToken cancellationToken)
    {
        var open = await _database.IncidentEntities
            .Where(e => keys.Contains(e.Key) && e.LastSeen >= from)
            .Join(_database.Incidents.Where(i => i.OpenMark == 1), e => e.IncidentId, i => i.Id, (e, i) => i.Id)
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var ids in open.Where(id => !_incidents.ContainsKey(id)).Chunk(KeysAtOnce))
        {
            var incidents = await _database.Incidents.Include(i => i.Entities).Include(i => i.Playbooks)
                .Where(i => ids.Contains(i.Id))
                .AsSplitQuery()
                .ToListAsync(cancellationToken);
            incidents.ForEach(Add);
        }

        var alone = await _database.AlertEntities
            .Where(e => keys.Contains(e.Key))
            .Join(
                _database.Alerts.Where(a => a.IncidentId == null && a.OpenMark == 1 && a.Origin != AlertOrigin.Finding && a.LastSeen >= from),
                e => e.AlertId,
                a => a.Id,
                (e, a) => new { a.Id, a.LastSeen })
            .Distinct()
            .OrderByDescending(a => a.LastSeen)
            .Take(MostAlone)
            .ToListAsync(cancellationToken);
        foreach (var ids in alone.Select(a => a.Id).Where(id => !_alone.ContainsKey(id)).Chunk(KeysAtOnce))
        {
            var alerts = await _database.Alerts.Include(a => a.Entities).Where(a => ids.Contains(a.Id)).AsSplitQuery().ToListAsync(cancellationToken);
            alerts.ForEach(StandsAlone);
        }
    }

    private static IEnumerable<string> Keys(AlertRecord alert, GroupingRules rules) =>
        alert.Entities.Where(e => rules.Groups(e.Entity)).Select(e => e.Key);
}
