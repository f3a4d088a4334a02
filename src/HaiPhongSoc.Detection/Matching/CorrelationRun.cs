using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>
/// Feeds the library's correlation engine with the matches of rules and makes hits of what it finds. Events of different realms never meet: their
/// addresses and names mean different things.
/// </summary>
internal sealed class CorrelationRun
{
    private readonly CorrelationEngine<EventId> _engine;
    private readonly Dictionary<SigmaCorrelation, CorrelationRule> _rules;
    private readonly List<CorrelationFire<EventId>> _fires = [];
    private readonly LogEventView _view;
    private readonly Func<string, string?> _field;
    private readonly bool _tellContinuations;

    public CorrelationRun(RuleSet rules, DetectionOptions options, LogEventView view)
    {
        _view = view;
        _field = FirstText;
        _tellContinuations = options.TellContinuations;
        _rules = rules.Correlations.ToDictionary(c => c.Sigma, ReferenceEqualityComparer.Instance as IEqualityComparer<SigmaCorrelation>);
        _engine = new CorrelationEngine<EventId>(
            [.. rules.Correlations.Select(c => c.Sigma)],
            [.. rules.EventRules.Where(r => r.Metadata is not null).Select(r => r.Metadata!)],
            new CorrelationOptions
            {
                AllowedLateness = options.CorrelationLateness,
                MaxGroups = options.CorrelationGroups,
                MaxEventsPerGroup = options.CorrelationEventsPerGroup,
                MaxEvents = options.CorrelationEvents,
            });
    }

    /// <summary>Groups that were forgotten for space while they could still have fired, as of the last batch.</summary>
    public long Evictions { get; private set; }

    public void EndBatch() => Evictions = _engine.Statistics.Evicted;

    /// <summary>Takes the match of a rule with the event that the view shows.</summary>
    public void Feed(string key, List<RuleHit> hits)
    {
        var logEvent = _view.Event;
        _fires.Clear();
        _engine.Feed(new CorrelationInput<EventId>(key, logEvent.Time, logEvent.Id, _field, logEvent.Realm), logEvent.ReceivedAt, _fires);
        foreach (var fire in _fires)
        {
            if (!fire.IsSilenced && (!fire.IsContinuation || _tellContinuations))
                hits.Add(HitOf(fire, logEvent));
        }
    }

    private RuleHit HitOf(CorrelationFire<EventId> fire, LogEvent logEvent)
    {
        var rule = _rules[fire.Correlation];
        var contributing = Contributing(fire, logEvent.Id);
        return new RuleHit
        {
            Kind = HitKind.Correlation,
            Rule = rule.Identity,
            Event = logEvent.Id,
            Time = logEvent.Time,
            ReceivedAt = logEvent.ReceivedAt,
            FirstTime = Math.Min(fire.FirstTime, logEvent.Time),
            Entities = EntitiesOf(fire, rule, logEvent),
            System = logEvent.System,
            Realm = logEvent.Realm,
            SourceId = logEvent.SourceId,
            Evidence = [.. EvidenceOf(fire)],
            Contributing = contributing,
            // A continuation tells what came new, so that a reader who adds up counts each event once.
            ContributingCount = Math.Max(contributing.Count, fire.IsContinuation ? fire.Added : fire.Count),
            AlertWindow = rule.Alerting.Window,
            Sample = EventSample.Of(logEvent),
        };
    }

    private static List<EventId> Contributing(CorrelationFire<EventId> fire, EventId own)
    {
        var ids = new List<EventId>(fire.Contributing.Count + 1);
        foreach (var part in fire.Contributing.OrderBy(c => c.Time).ThenBy(c => c.Event))
        {
            if (!ids.Contains(part.Event))
                ids.Add(part.Event);
        }

        if (!ids.Contains(own))
            ids.Add(own);
        if (ids.Count > 100)
            ids.RemoveRange(0, ids.Count - 100);
        return ids;
    }

    // The rule's own wish first, else what its events have in common.
    private static List<Entity> EntitiesOf(CorrelationFire<EventId> fire, CorrelationRule rule, LogEvent logEvent)
    {
        var groupBy = fire.GroupValues.Select(v => v.Field);
        var entities = EntityReader.All(logEvent, rule.Alerting.EntityFields.Count > 0 ? rule.Alerting.EntityFields.Concat(groupBy) : groupBy);
        foreach (var (field, value) in fire.GroupValues)
        {
            // An alias, or a value that the last event writes otherwise.
            if (EntityReader.OfField(logEvent, field) is null)
                entities.Add(new Entity(EntityKind.Field, $"{field}={EntityText.Of(value)}", logEvent.Realm));
        }

        return entities;
    }

    private static IEnumerable<Evidence> EvidenceOf(CorrelationFire<EventId> fire)
    {
        var pattern = CorrelationText.Of(fire.Correlation);
        if (fire.GroupValues.Count == 0)
            yield return new Evidence("correlation", "", $"{(fire.IsCountExact ? "" : "≥ ")}{fire.Count}", pattern);
        foreach (var (field, value) in fire.GroupValues)
            yield return new Evidence("correlation", field, value, pattern);
    }

    private string? FirstText(string field)
    {
        foreach (var value in _view.Values(field))
        {
            if (value.Kind != SigmaValueKind.Null && value.Text.Length > 0)
                return value.Text;
        }

        return null;
    }
}
