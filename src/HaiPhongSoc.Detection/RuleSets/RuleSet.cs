using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>One version of all rules, compiled and indexed by log source. Immutable; swapped as a whole.</summary>
public sealed class RuleSet
{
    internal RuleSet(
        IReadOnlyList<EventRule> rules, IReadOnlyList<CorrelationRule> correlations, IReadOnlyList<RefusedRule> refused, int refusedCount, LogSourceBindings bindings)
    {
        EventRules = rules;
        Correlations = correlations;
        Refused = refused;
        RefusedCount = refusedCount;
        Bindings = bindings;
        Compiled = new CompiledEventRules(rules);
        Router = new RuleRouter(rules, bindings, Compiled);
    }

    /// <summary>The number of rules and correlations in use.</summary>
    public int ActiveCount => EventRules.Count + Correlations.Count;

    /// <summary>The rules and correlations in use, in the order of their files.</summary>
    public IEnumerable<RuleIdentity> Active => EventRules.Select(rule => rule.Identity).Concat(Correlations.Select(rule => rule.Identity));

    /// <summary>The same with what a list of rules shows.</summary>
    public IEnumerable<RuleEntry> Entries =>
        EventRules.Select(rule => new RuleEntry(rule.Identity, rule.File, rule.LogSource, rule.IsSilent, []))
            .Concat(Correlations.Select(rule => new RuleEntry(rule.Identity, rule.File, null, false, Feeding(rule))));

    /// <summary>The number of documents that are not in use.</summary>
    public int RefusedCount { get; }

    /// <summary>Why they are not, each reason with its place.</summary>
    public IReadOnlyList<RefusedRule> Refused { get; }

    /// <summary>
    /// How far back correlations look at most, so that a replay rebuilds what they know: twice the window (a fire is told for another window) of each link, links of a chain added
    /// up. Zero without correlations.
    /// </summary>
    public TimeSpan CorrelationReach =>
        Correlations.Count == 0 ? TimeSpan.Zero : 2 * Correlations.Max(rule => ReachOf(rule.Sigma, 0));

    internal IReadOnlyList<EventRule> EventRules { get; }

    internal IReadOnlyList<CorrelationRule> Correlations { get; }

    internal CompiledEventRules Compiled { get; }

    internal RuleRouter Router { get; }

    internal LogSourceBindings Bindings { get; }

    private List<string> Feeding(CorrelationRule correlation) =>
    [
        .. EventRules.Where(rule => rule.Metadata is { } metadata && correlation.Sigma.Rules.Any(metadata.IsReferredToBy)).Select(rule => rule.Identity.Id),
        .. Correlations.Where(other => correlation.Sigma.Rules.Any(other.Sigma.Metadata.IsReferredToBy)).Select(other => other.Identity.Id),
    ];

    private TimeSpan ReachOf(SigmaCorrelation correlation, int depth)
    {
        const int DeepestChain = 16;
        var below = depth >= DeepestChain
            ? []
            : Correlations.Where(other => correlation.Rules.Any(other.Sigma.Metadata.IsReferredToBy)).Select(other => ReachOf(other.Sigma, depth + 1));
        return correlation.Timespan + below.DefaultIfEmpty(TimeSpan.Zero).Max();
    }
}
