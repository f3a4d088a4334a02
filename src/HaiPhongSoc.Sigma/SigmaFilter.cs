namespace HaiPhongSoc.Sigma;

/// <summary>One filter document (Sigma 2.1 filters): its condition is ANDed, as written, with those of the rules it names.</summary>
public sealed record SigmaFilter
{
    public required SigmaMetadata Metadata { get; init; }

    public required LogSource LogSource { get; init; }

    /// <summary>Ids or names of the rules it applies to; empty = every rule of a log source that it covers (pySigma: <c>rules: any</c>).</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    public required IReadOnlyDictionary<string, Detection> Detections { get; init; }

    public required Conditions.Condition Condition { get; init; }
}
