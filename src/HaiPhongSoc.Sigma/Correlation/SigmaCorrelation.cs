namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>One correlation document (Sigma 2.1 correlations).</summary>
public sealed record SigmaCorrelation
{
    public required SigmaMetadata Metadata { get; init; }

    public required CorrelationType Type { get; init; }

    /// <summary>Ids or names of the rules (or correlations) that feed it, as written.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>All events with equal values of these belong to one group; empty = one group for all.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The window's length.</summary>
    public required TimeSpan Timespan { get; init; }

    /// <summary>Null for temporal types without a figure: all rules must be seen.</summary>
    public CorrelationCondition? Condition { get; init; }

    /// <summary>pySigma's extended condition over rule names (temporal types), as written; null where there is none.</summary>
    public string? Expression { get; init; }

    /// <summary>Alias → (rule reference → field of that rule). Only usable in <see cref="GroupBy"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Aliases { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>True: the rules it refers to raise alerts of their own too.</summary>
    public bool Generate { get; init; }
}
