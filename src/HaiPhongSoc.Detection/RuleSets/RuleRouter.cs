using System.Collections.Concurrent;
using System.Globalization;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma.Compiled;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>
/// Which rules an event meets: decided once for each kind of event and remembered, so that an event never sees a rule of another log source. Thread-safe.
/// </summary>
internal sealed class RuleRouter
{
    // Channels and event ids are written by senders: beyond this many kinds the choice is made anew each time.
    private const int MostKinds = 20_000;

    // The same for the indexes: without one, all rules of a route are evaluated.
    private const int MostIndexes = 512;

    private readonly LogSourceBindings _bindings;
    private readonly CompiledEventRules _compiled;
    private readonly (RuleLogSource LogSource, int[] Numbers)[] _groups;
    private readonly int[] _groupOfRule;
    private readonly ConcurrentDictionary<EventKind, Route> _routes = new();
    private readonly ConcurrentDictionary<string, RoutedRules> _routed = new(StringComparer.Ordinal);

    public RuleRouter(IReadOnlyList<EventRule> rules, LogSourceBindings bindings, CompiledEventRules compiled)
    {
        _bindings = bindings;
        _compiled = compiled;
        _groups = [.. rules.GroupBy(rule => rule.LogSource).Select(group => (group.Key, group.Select(rule => rule.Number).ToArray()))];
        _groupOfRule = new int[rules.Count];
        for (var group = 0; group < _groups.Length; group++)
        {
            foreach (var number in _groups[group].Numbers)
                _groupOfRule[number] = group;
        }
    }

    /// <summary>The route that meets every rule.</summary>
    public Route Everywhere => new(RulesOf([.. Enumerable.Range(0, _groups.Length)]), _groupOfRule, null);

    public Route RouteOf(in EventKind kind)
    {
        if (_routes.TryGetValue(kind, out var known))
            return known;
        var route = Decide(kind);
        if (_routes.Count < MostKinds)
            _routes.TryAdd(kind, route);
        return route;
    }

    private Route Decide(in EventKind kind)
    {
        var groups = new List<int>();
        FieldCondition[][]?[]? conditions = null;
        for (var group = 0; group < _groups.Length; group++)
        {
            if (_bindings.Meets(_groups[group].LogSource, kind) is not { } anyOf)
                continue;
            groups.Add(group);
            if (anyOf.Length > 0)
                (conditions ??= new FieldCondition[][]?[_groups.Length])[group] = anyOf;
        }

        return new Route(RulesOf(groups), _groupOfRule, conditions);
    }

    // Many kinds of events meet the same groups of rules; what is made of these groups is made once.
    private RoutedRules RulesOf(List<int> groups)
    {
        var key = string.Join(',', groups.Select(group => group.ToString(CultureInfo.InvariantCulture)));
        if (_routed.TryGetValue(key, out var known))
            return known;
        int[] numbers = [.. groups.SelectMany(group => _groups[group].Numbers).Order()];
        return _routed.Count < MostIndexes
            ? _routed.GetOrAdd(key, new RoutedRules(numbers, new Lazy<CompiledRuleIndex>(() => _compiled.IndexOf(numbers))))
            : new RoutedRules(numbers, null);
    }
}

/// <summary>The rules that events of some kinds meet.</summary>
/// <param name="Numbers">Ascending.</param>
/// <param name="Index">Made when the first event asks for it; null where there are too many.</param>
internal sealed record RoutedRules(int[] Numbers, Lazy<CompiledRuleIndex>? Index);

/// <summary>The rules that one kind of event meets, and what an event must fulfil besides for those of some log sources.</summary>
internal sealed record Route(RoutedRules Rules, int[] GroupOfRule, FieldCondition[][]?[]? Conditions)
{
    /// <summary>Whether the event's fields fulfil one of the condition groups of the rule's log source, where there are any.</summary>
    public bool Holds(int rule, FieldSet fields)
    {
        if (Conditions?[GroupOfRule[rule]] is not { } anyOf)
            return true;
        foreach (var group in anyOf)
        {
            if (AllHold(group, fields))
                return true;
        }

        return false;
    }

    // A loop: a closure over the fields would be made for every candidate of every event, conditions or none.
    private static bool AllHold(FieldCondition[] group, FieldSet fields)
    {
        foreach (var condition in group)
        {
            if (!condition.Holds(fields))
                return false;
        }

        return true;
    }
}
