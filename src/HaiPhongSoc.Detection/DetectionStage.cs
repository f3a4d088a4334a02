using HaiPhongSoc.Detection.Enrichment;
using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Detection.Findings;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection;

/// <summary>
/// The stage of the corridor that finds things: gives each event its system by the register, compares register and log, matches the rules that the
/// event's log source concerns, and follows correlations in event time. For the same events in the same order the same hits come again. Not
/// thread-safe: one worker calls it.
/// </summary>
public sealed class DetectionStage
{
    private readonly ISystemDirectory _directory;
    private readonly DetectionMetrics _metrics;
    private readonly RegisterFindings? _findings;
    private readonly PresenceTracker? _presence;
    private readonly RuleQuarantine _quarantine = new();
    private readonly LogEventView _view = new();
    private readonly RuleRun _run;
    private readonly CorrelationRun _correlations;
    private long _now;
    private bool _faulted;

    /// <param name="presence">Is told who spoke; null where nobody keeps that.</param>
    public DetectionStage(RuleSet rules, ISystemDirectory directory, DetectionOptions options, DetectionMetrics metrics, PresenceTracker? presence = null)
    {
        Rules = rules;
        _directory = directory;
        _metrics = metrics;
        _presence = presence;
        _findings = options.RaiseFindings ? new RegisterFindings(new FindingGate(options.FindingMemory)) : null;
        _run = options.Engine == MatchingEngine.Naive ? new NaiveRun(rules, _view) : new CompiledRun(rules, _view);
        _correlations = new CorrelationRun(rules, options, _view);
        metrics.ObserveEvictions(() => _correlations.Evictions);
        metrics.ObserveRules(() => (rules.ActiveCount - _quarantine.Count, rules.RefusedCount, _quarantine.Count));
    }

    /// <summary>The rules in use.</summary>
    public RuleSet Rules { get; }

    /// <summary>Rules that broke since the set was loaded and are not asked any more.</summary>
    public IReadOnlyList<QuarantinedRule> Quarantined => _quarantine.Rules;

    /// <summary>
    /// The hits of a batch, in the order of its events; sets <see cref="LogEvent.System"/> of each event. Never throws for what an event or a rule
    /// holds.
    /// </summary>
    /// <param name="batch">Events in spool order.</param>
    /// <param name="now">UTC microseconds; only stamps what broke, never decides a hit.</param>
    public IReadOnlyList<RuleHit> Process(IReadOnlyList<LogEvent> batch, long now)
    {
        var hits = new List<RuleHit>();
        var register = _directory.Current;
        var faulted = 0;
        _now = now;
        for (var i = 0; i < batch.Count; i++)
        {
            _faulted = false;
            ProcessOne(batch[i], register, hits);
            if (_faulted)
                faulted++;
        }

        _correlations.EndBatch();
        _metrics.Count(batch.Count, faulted);
        foreach (var hit in hits)
            _metrics.CountHit(hit.Kind);
        return hits;
    }

    private void ProcessOne(LogEvent logEvent, SystemDirectorySnapshot register, List<RuleHit> hits)
    {
        var standing = SystemEnricher.Enrich(logEvent, register);
        _presence?.Note(logEvent, standing, logEvent.SourceSystem is { } code && register.System(code) is not null);
        if (_findings?.Of(logEvent) is { } finding)
            hits.Add(finding);

        _view.Show(logEvent);
        var route = _run.Show(logEvent);
        foreach (var number in _run.Candidates())
        {
            if (route.Holds(number, logEvent.Fields))
                Judge(Rules.EventRules[number], hits);
        }
    }

    private void Judge(EventRule rule, List<RuleHit> hits)
    {
        if (_quarantine.Holds(rule))
            return;
        try
        {
            if (!_run.Holds(rule) || rule.IsForeign(_view))
                return;
            if (!rule.IsSilent)
                hits.Add(HitOf(rule, rule.Explain(_view)));
            if (rule.CorrelationKey is { } key)
                _correlations.Feed(key, hits);
        }
#pragma warning disable CA1031 // A rule is somebody's text: whatever breaks in it must not stop the others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _faulted = true;
            _quarantine.Add(rule, fault, _now);
        }
    }

    private RuleHit HitOf(EventRule rule, IReadOnlyList<Evidence> evidence)
    {
        var logEvent = _view.Event;
        return new RuleHit
        {
            Kind = HitKind.Event,
            Rule = rule.Identity,
            Event = logEvent.Id,
            Time = logEvent.Time,
            ReceivedAt = logEvent.ReceivedAt,
            FirstTime = logEvent.Time,
            Entities = EntityReader.All(logEvent, rule.Alerting.EntityFields),
            System = logEvent.System,
            Realm = logEvent.Realm,
            SourceId = logEvent.SourceId,
            Evidence = evidence,
            Contributing = [logEvent.Id],
            ContributingCount = 1,
            AlertWindow = rule.Alerting.Window,
            Sample = EventSample.Of(logEvent),
        };
    }
}
