namespace HaiPhongSoc.Sigma;

/// <summary>What kind of log a rule is about (Sigma 2.1, <c>logsource</c>); null = any. Lower case.</summary>
public sealed record LogSource(string? Category = null, string? Product = null, string? Service = null)
{
    /// <summary>Informational text for people.</summary>
    public string? Definition { get; init; }

    /// <summary>Attributes beyond the specification, as text.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
