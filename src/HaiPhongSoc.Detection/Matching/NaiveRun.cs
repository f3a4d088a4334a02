using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>Every rule of the route is evaluated as the specification says: the oracle.</summary>
internal sealed class NaiveRun(RuleSet rules, LogEventView view, Route? everywhere = null) : RuleRun
{
    private Route? _route;

    public override Route Show(LogEvent logEvent) => _route = everywhere ?? rules.Router.RouteOf(EventKind.Of(logEvent));

    public override ReadOnlySpan<int> Candidates() => _route is null ? default : _route.Rules.Numbers;

    public override bool Holds(EventRule rule) => rule.Matches(view);
}
