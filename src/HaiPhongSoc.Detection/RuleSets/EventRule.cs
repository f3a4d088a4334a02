using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Matching;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A rule over single events, compiled. Immutable and thread-safe.</summary>
internal abstract class EventRule
{
    /// <summary>Its place in the rule set; stable within one set only.</summary>
    public required int Number { get; init; }

    public required RuleIdentity Identity { get; init; }

    public required RuleLogSource LogSource { get; init; }

    public required AlertSettings Alerting { get; init; }

    public required string File { get; init; }

    /// <summary>True where only correlations look at its hits (Sigma: <c>generate</c>).</summary>
    public bool IsSilent { get; init; }

    /// <summary>The rule as the library knows it, for correlations; null for none.</summary>
    public Sigma.SigmaRule? Sigma { get; init; }

    public abstract bool Matches(LogEventView view);

    /// <summary>Why it matched; asked only after a match.</summary>
    public abstract IReadOnlyList<Evidence> Explain(LogEventView view);
}
