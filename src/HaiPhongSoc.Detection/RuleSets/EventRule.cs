using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Sigma;

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

    /// <summary>What the library knows of it; null for none.</summary>
    public SigmaMetadata? Metadata { get; init; }

    /// <summary>The name under which correlations are fed with its matches; null where none is built upon it.</summary>
    public string? CorrelationKey { get; init; }

    public abstract bool Matches(LogEventView view);

    /// <summary>Why it matched; asked only after a match.</summary>
    public abstract IReadOnlyList<Evidence> Explain(LogEventView view);

    /// <summary>
    /// Whether a match is no hit: a rule of negations alone matches whatever lacks its fields, and of an event whose log source nobody knows that says nothing.
    /// </summary>
    public bool IsForeign(LogEventView view) =>
        view.Event.LogSource is { Product: null, Category: null, Service: null }
        && LogSource is not { Product: null, Category: null, Service: null }
        && Explain(view).Count == 0;
}
