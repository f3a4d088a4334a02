using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma.Compiled;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>Only the few rules are evaluated whose witness the event holds. An event that matches nothing costs no memory.</summary>
internal sealed class CompiledRun : RuleRun
{
    private readonly CompiledEventRules _rules;
    private readonly LogEventView _view;
    private readonly LogEventReader _reader;
    private readonly CompiledMatcher _matcher;
    private readonly RouteCache _routes;
    private readonly Route? _everywhere;
    private readonly int[] _others;
    private readonly int[] _candidates;
    private Route? _route;

    /// <param name="everywhere">The route of every event, where events are not told apart by their kind.</param>
    public CompiledRun(RuleSet rules, LogEventView view, Route? everywhere = null)
    {
        _everywhere = everywhere;
        _rules = rules.Compiled;
        _view = view;
        _reader = new LogEventReader(_rules);
        _matcher = new CompiledMatcher(_rules.Rules);
        _routes = new RouteCache(rules.Router);
        _candidates = new int[rules.EventRules.Count];
        _others = [.. rules.EventRules.Select(rule => rule.Number).Where(rule => _rules.NumberOf(rule) < 0)];
    }

    public override Route Show(LogEvent logEvent)
    {
        _reader.Show(logEvent);
        return _route = _everywhere ?? _routes.RouteOf(logEvent);
    }

    public override ReadOnlySpan<int> Candidates()
    {
        if (_route is not { } route)
            return default;
        if (route.Rules.Index is not { } index)
        {
            _matcher.Begin(_reader);
            return route.Rules.Numbers;
        }

        var count = 0;
        foreach (var number in _matcher.Candidates(index.Value, _reader))
            _candidates[count++] = _rules.RuleOf(number);
        foreach (var other in _others)
        {
            if (route.Rules.Numbers.AsSpan().BinarySearch(other) >= 0)
                _candidates[count++] = other;
        }

        var found = _candidates.AsSpan(0, count);
        if (_others.Length > 0)
            found.Sort();
        return found;
    }

    public override bool Holds(EventRule rule)
    {
        var number = _rules.NumberOf(rule.Number);
        return number < 0 ? rule.Matches(_view) : _matcher.Holds(number);
    }
}
