namespace HaiPhongSoc.Sigma;

/// <summary>What kind of log a rule is about (Sigma 2.1, <c>logsource</c>); null = any. Lower case.</summary>
public sealed record LogSource(string? Category = null, string? Product = null, string? Service = null)
{
    /// <summary>Informational text for people.</summary>
    public string? Definition { get; init; }

    /// <summary>Attributes beyond the specification, as text.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>True where everything that this says, the other says too: what is left out here covers all.</summary>
    public bool Covers(LogSource other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Covers(Category, other.Category) && Covers(Product, other.Product) && Covers(Service, other.Service)
            && Custom.All(pair => other.Custom.TryGetValue(pair.Key, out var value) && string.Equals(value, pair.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Covers(string? mine, string? other) => mine is null || string.Equals(mine, other, StringComparison.Ordinal);
}
