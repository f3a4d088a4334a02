using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Findings;

/// <summary>Makes hits of what the register and an event say against each other.</summary>
internal sealed class RegisterFindings(FindingGate gate)
{
    private static readonly TimeSpan AlertWindow = TimeSpan.FromHours(24);

    /// <summary>The finding for an enriched event, or null. Hosts that no system owns are work for the register and no signal: they are noted, not hit.</summary>
    public RuleHit? Of(LogEvent logEvent) =>
        logEvent.System is { MayBeInUse: false } system
            ? Pass(logEvent, system.HasRealData ? FindingRules.GatedSystemWithRealData : FindingRules.GatedSystem, EntityReader.System(system))
            : null;

    private RuleHit? Pass(LogEvent logEvent, RuleIdentity rule, Entity entity)
    {
        if (!gate.TryPass(rule.Id, entity.Key, logEvent.ReceivedAt))
            return null;
        return new RuleHit
        {
            Kind = HitKind.Finding,
            Rule = rule,
            Event = logEvent.Id,
            Time = logEvent.Time,
            ReceivedAt = logEvent.ReceivedAt,
            FirstTime = logEvent.Time,
            Entities = EntitiesOf(logEvent, entity),
            System = logEvent.System,
            Realm = logEvent.Realm,
            SourceId = logEvent.SourceId,
            Contributing = [logEvent.Id],
            ContributingCount = 1,
            AlertWindow = AlertWindow,
            Sample = EventSample.Of(logEvent),
        };
    }

    // A finding is about a system, not about whoever happens to be in the line: grouping by them would tie unlike things together.
    private static List<Entity> EntitiesOf(LogEvent logEvent, Entity key)
    {
        var entities = new List<Entity>(2) { key };
        if (EntityReader.Host(logEvent) is { } host)
            entities.Add(host);
        return entities;
    }
}
