using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma;

/// <summary>One Sigma rule over single events, ready to be matched.</summary>
public sealed record SigmaRule
{
    public required SigmaMetadata Metadata { get; init; }

    public required LogSource LogSource { get; init; }

    /// <summary>The named detections (search identifiers).</summary>
    public required IReadOnlyDictionary<string, Detection> Detections { get; init; }

    /// <summary>A list of conditions is joined by OR; never empty.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }
}
