using System.Collections.Concurrent;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>
/// Which rules an event meets: decided once for each kind of event and remembered, so that an event never sees a rule of another log source.
/// </summary>
internal sealed class RuleRouter
{
    // Channels and event ids are written by senders: beyond this many kinds the choice is made anew each time.
    private const int MostKinds = 20_000;

    private readonly LogSourceBindings _bindings;
    private readonly (RuleLogSource LogSource, EventRule[] Rules)[] _groups;
    private readonly ConcurrentDictionary<EventKind, RouteGroup[]> _routes = new();

    public RuleRouter(IEnumerable<EventRule> rules, LogSourceBindings bindings)
    {
        _bindings = bindings;
        _groups = [.. rules.GroupBy(rule => rule.LogSource).Select(group => (group.Key, group.ToArray()))];
    }

    public RouteGroup[] Route(LogEvent logEvent)
    {
        var kind = EventKind.Of(logEvent);
        if (_routes.TryGetValue(kind, out var known))
            return known;
        var route = Decide(kind);
        if (_routes.Count < MostKinds)
            _routes.TryAdd(kind, route);
        return route;
    }

    private RouteGroup[] Decide(in EventKind kind)
    {
        var route = new List<RouteGroup>();
        foreach (var (logSource, rules) in _groups)
        {
            if (_bindings.Meets(logSource, kind) is { } conditions)
                route.Add(new RouteGroup(rules, conditions));
        }

        return [.. route];
    }
}

/// <summary>Rules of one log source, and what an event must fulfil besides: one of the condition groups, or nothing where there are none.</summary>
internal sealed record RouteGroup(EventRule[] Rules, FieldCondition[][] AnyOf)
{
    public bool Holds(FieldSet fields)
    {
        if (AnyOf.Length == 0)
            return true;
        foreach (var group in AnyOf)
        {
            if (Array.TrueForAll(group, condition => condition.Holds(fields)))
                return true;
        }

        return false;
    }
}
