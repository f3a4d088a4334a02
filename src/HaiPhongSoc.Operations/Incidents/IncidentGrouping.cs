using System.Globalization;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>An alert as grouping sees it.</summary>
internal sealed record GroupedAlert(
    long Id, string RuleId, AlertOrigin Origin, Severity Severity, Wording Title, long FirstSeen, long LastSeen, IReadOnlyList<Entity> Entities);

/// <summary>An entity with the event times between which it was seen.</summary>
internal sealed record SeenEntity(Entity Entity, long FirstSeen, long LastSeen);

/// <summary>An incident that is not closed, with those of its entities that matter here.</summary>
internal sealed record OpenIncident(long Id, string Number, long OpenedAt, IReadOnlyList<SeenEntity> Entities);

internal abstract record GroupingDecision
{
    /// <summary>The alert stands alone.</summary>
    public sealed record Stay : GroupingDecision;

    /// <summary>The alert joins an incident.</summary>
    /// <param name="Linked">Other open incidents that the alert belongs to as well: linked, not merged.</param>
    public sealed record Join(long IncidentId, Wording Reason, IReadOnlyList<long> Linked) : GroupingDecision;

    /// <summary>The alert opens an incident and takes these others, that stood alone, with it.</summary>
    public sealed record Open(Wording Reason, IReadOnlyList<(long AlertId, Wording Reason)> TakenIn) : GroupingDecision;
}

/// <summary>Does an alert join an incident, open one, or stand alone? Pure: the same input gives the same answer.</summary>
internal static class IncidentGrouping
{
    // What names the doer comes before where it was done.
    private static readonly EntityKind[] Strength = [EntityKind.SourceAddress, EntityKind.User, EntityKind.Host];

    private static readonly GroupingDecision.Stay Alone = new();

    /// <param name="alone">Alerts that belong to no incident and are not closed; the alert itself may be among them.</param>
    public static GroupingDecision Decide(
        GroupedAlert alert, IReadOnlyList<OpenIncident> open, IReadOnlyList<GroupedAlert> alone, GroupingRules rules)
    {
        if (alert.Origin == AlertOrigin.Finding)
            return alert.Severity >= rules.FindingsOpenFrom ? new GroupingDecision.Open(BySeverity(alert), []) : Alone;

        var joinable = open
            .Select(incident => (Incident: incident, Shared: Strongest(alert, incident.Entities, rules)))
            .Where(pair => pair.Shared is not null)
            .OrderBy(pair => pair.Incident.OpenedAt).ThenBy(pair => pair.Incident.Id)
            .ToList();
        if (joinable.Count > 0)
        {
            var (oldest, shared) = joinable[0];
            return new GroupingDecision.Join(oldest.Id, SharedReason(shared!), [.. joinable.Skip(1).Select(p => p.Incident.Id)]);
        }

        var neighbours = alone
            .Where(other => other.Id != alert.Id && other.Origin != AlertOrigin.Finding)
            .Select(other => (Alert: other, Shared: Strongest(alert, Spans(other), rules)))
            .Where(pair => pair.Shared is not null)
            .ToList();
        var takenIn = neighbours.ConvertAll(pair => (pair.Alert.Id, SharedReason(pair.Shared!)));
        if (alert.Severity >= rules.OpenFrom)
            return new GroupingDecision.Open(BySeverity(alert), takenIn);
        var meeting = WhereRulesMeet(alert, neighbours.ConvertAll(pair => pair.Alert), rules);
        return meeting is null ? Alone : new GroupingDecision.Open(meeting, takenIn);
    }

    private static Wording? WhereRulesMeet(GroupedAlert alert, List<GroupedAlert> neighbours, GroupingRules rules)
    {
        foreach (var entity in ByStrength(alert.Entities.Where(rules.Groups)))
        {
            var met = neighbours
                .Where(n => n.Entities.Contains(entity) && Gap(alert, n.FirstSeen, n.LastSeen) <= rules.Within[entity.Kind].Microseconds())
                .Select(n => n.RuleId)
                .Append(alert.RuleId)
                .Distinct(StringComparer.Ordinal)
                .Count();
            if (met >= rules.OpenWhenRulesMeet)
            {
                var name = EntityWords.Of(entity);
                return new Wording(
                    string.Create(CultureInfo.InvariantCulture, $"{met} quy tắc khác nhau cùng khớp trên {name.Vi}"),
                    string.Create(CultureInfo.InvariantCulture, $"{met} different rules met on {name.En}"));
            }
        }

        return null;
    }

    private static SharedEntity? Strongest(GroupedAlert alert, IReadOnlyList<SeenEntity> others, GroupingRules rules)
    {
        foreach (var entity in ByStrength(alert.Entities.Where(rules.Groups)))
        {
            foreach (var other in others)
            {
                if (other.Entity != entity || Gap(alert, other.FirstSeen, other.LastSeen) is var gap && gap > rules.Within[entity.Kind].Microseconds())
                    continue;
                return new SharedEntity(entity, Math.Max(alert.LastSeen, other.LastSeen) - Math.Min(alert.FirstSeen, other.FirstSeen));
            }
        }

        return null;
    }

    private static IEnumerable<Entity> ByStrength(IEnumerable<Entity> entities) => entities.OrderBy(e => Array.IndexOf(Strength, e.Kind));

    private static List<SeenEntity> Spans(GroupedAlert alert) =>
        [.. alert.Entities.Select(e => new SeenEntity(e, alert.FirstSeen, alert.LastSeen))];

    // 0 where the two spans of event time overlap; late events may lie before.
    private static long Gap(GroupedAlert alert, long firstSeen, long lastSeen) =>
        Math.Max(0, Math.Max(alert.FirstSeen - lastSeen, firstSeen - alert.LastSeen));

    private static Wording BySeverity(GroupedAlert alert)
    {
        var severity = SeverityWords.Of(alert.Severity);
        return new Wording($"cảnh báo mức {severity.Vi}: {alert.Title.Vi}", $"alert of severity {severity.En}: {alert.Title.En}");
    }

    private static Wording SharedReason(SharedEntity shared)
    {
        var entity = EntityWords.Of(shared.Entity);
        var span = SpanWords.Of(shared.Span);
        return new Wording($"cùng {entity.Vi} trong {span.Vi}", $"same {entity.En} within {span.En}");
    }

    private sealed record SharedEntity(Entity Entity, long Span);
}
