namespace HaiPhongSoc.Sigma;

/// <summary>What rules, correlations and filters say of themselves.</summary>
public sealed record SigmaMetadata
{
    /// <summary>The file as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>1-based line of the document's first key.</summary>
    public required int Line { get; init; }

    public required string Title { get; init; }

    public string? Id { get; init; }

    /// <summary>The name by which correlations may refer to a rule.</summary>
    public string? Name { get; init; }

    public string? Taxonomy { get; init; }

    public string? Status { get; init; }

    public string? Description { get; init; }

    public string? License { get; init; }

    public string? Author { get; init; }

    public string? Date { get; init; }

    public string? Modified { get; init; }

    /// <summary>Medium where the document says nothing.</summary>
    public SigmaLevel Level { get; init; } = SigmaLevel.Medium;

    public IReadOnlyList<string> References { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Fields { get; init; } = [];

    public IReadOnlyList<string> FalsePositives { get; init; } = [];

    /// <summary>
    /// Attributes beyond the specification, such as <c>title_vi</c>: text, a list (<see cref="IReadOnlyList{T}"/> of object) or a map (<see cref="IReadOnlyDictionary{TKey,TValue}"/>
    /// of string to object); null for YAML's null.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Custom { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>True where <paramref name="reference"/> is this document's id or name.</summary>
    public bool IsReferredToBy(string reference) =>
        string.Equals(Id, reference, StringComparison.OrdinalIgnoreCase) || string.Equals(Name, reference, StringComparison.Ordinal);
}
