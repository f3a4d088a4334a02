using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>Which rules met an event of their log source at all: those that met none are inert, however many of them are loaded. Not thread-safe.</summary>
public sealed class RuleFeed(RuleSet rules)
{
    private const int MostRoutes = 20_000;

    private readonly HashSet<string> _fed = new(StringComparer.Ordinal);
    private readonly Dictionary<Route, List<int>> _open = new(ReferenceEqualityComparer.Instance);

    public void See(LogEvent logEvent)
    {
        var route = rules.Router.RouteOf(EventKind.Of(logEvent));
        // Of each route only the rules that no event has met yet are looked at again.
        if (_open.Count > MostRoutes)
            _open.Clear();
        if (!_open.TryGetValue(route, out var open))
            _open[route] = open = [.. route.Rules.Numbers.Where(number => !IsFeltOut(rules.EventRules[number], logEvent))];
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (!route.Holds(open[i], logEvent.Fields))
                continue;
            _fed.Add(rules.EventRules[open[i]].Identity.Id);
            open.RemoveAt(i);
        }
    }

    // An event of which nothing is known meets rules of every log source, to be on the safe side. It does not show that their logs arrive.
    private bool IsFeltOut(EventRule rule, LogEvent logEvent) =>
        logEvent.LogSource is { Product: null, Category: null, Service: null }
        && rule.LogSource is not { Product: null, Category: null, Service: null }
        && !rules.Bindings.IsBound(rule.LogSource);

    /// <summary>A correlation is fed where every rule that it is built upon is.</summary>
    public bool IsFed(RuleEntry rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return IsFed(rule, depth: 0);
    }

    private bool IsFed(RuleEntry rule, int depth)
    {
        const int DeepestChain = 16;
        if (!rule.IsCorrelation)
            return _fed.Contains(rule.Identity.Id);
        var feeding = rules.Entries.Where(other => rule.FedBy.Contains(other.Identity.Id, StringComparer.Ordinal)).ToList();
        return depth < DeepestChain && feeding.Count > 0 && feeding.TrueForAll(other => IsFed(other, depth + 1));
    }
}
