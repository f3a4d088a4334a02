using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>
/// How a worker asks which rules an event matches. There are two answers that must always be equal: that of the compiled rules, and the naive one. Used again for
/// each event, not thread-safe.
/// </summary>
internal abstract class RuleRun
{
    /// <summary>Begins an event: the route that its kind takes.</summary>
    public abstract Route Show(LogEvent logEvent);

    /// <summary>The rules of the route, ascending, that may match the event; no other does. Valid until the next event.</summary>
    public abstract ReadOnlySpan<int> Candidates();

    /// <summary>Whether the rule matches. May throw what is wrong with the rule.</summary>
    public abstract bool Holds(EventRule rule);
}
