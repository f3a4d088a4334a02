using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection;

/// <summary>
/// Rules held against single events and nothing else: no register, no correlations, no hits. For measuring, and for looking at what rules do. Allocates nothing for an
/// event that matches nothing once it has seen events of its kind. Not thread-safe.
/// </summary>
public sealed class EventMatcher
{
    private readonly RuleSet _rules;
    private readonly bool _routed;
    private readonly LogEventView _view = new();
    private readonly RuleRun _run;

    /// <param name="rules">The rules.</param>
    /// <param name="engine">What holds them against events.</param>
    /// <param name="routed">False: every rule looks at every event, whatever its log source.</param>
    public EventMatcher(RuleSet rules, MatchingEngine engine = MatchingEngine.Compiled, bool routed = true)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _routed = routed;
        var everywhere = routed ? null : rules.Router.Everywhere;
        _run = engine == MatchingEngine.Naive ? new NaiveRun(rules, _view, everywhere) : new CompiledRun(rules, _view, everywhere);
    }

    /// <summary>How many rules were evaluated since the start.</summary>
    public long Evaluated { get; private set; }

    /// <summary>Tells each rule that matches the event, in the order of the rule set.</summary>
    public int Match(LogEvent logEvent, Action<RuleIdentity>? found = null)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        _view.Show(logEvent);
        var route = _run.Show(logEvent);
        var matches = 0;
        foreach (var number in _run.Candidates())
        {
            Evaluated++;
            var rule = _rules.EventRules[number];
            if ((_routed && !route.Holds(number, logEvent.Fields)) || !_run.Holds(rule) || (_routed && rule.IsForeign(_view)))
                continue;
            matches++;
            found?.Invoke(rule.Identity);
        }

        return matches;
    }
}
