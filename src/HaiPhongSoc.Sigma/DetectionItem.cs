using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Pipelines;

namespace HaiPhongSoc.Sigma;

/// <summary>One line of a detection: a field with modifiers and values, or keywords.</summary>
public sealed record DetectionItem
{
    /// <summary>The field as written, without modifiers; null for a search over the whole event.</summary>
    public required string? Field { get; init; }

    /// <summary>The modifiers as written, in order.</summary>
    public required IReadOnlyList<string> Modifiers { get; init; }

    /// <summary>What the values became; joined by OR, by AND where <see cref="RequiresAll"/>.</summary>
    internal IReadOnlyList<ValueTest> Tests { get; init; } = [];

    /// <summary>The same as <see cref="Tests"/> with long lists folded; what matching runs.</summary>
    internal IReadOnlyList<ValueTest> Folded { get; init; } = [];

    /// <summary>What <see cref="Tests"/> were made of, one for one; empty where the reader was not asked to keep it.</summary>
    internal IReadOnlyList<ItemValue> Values { get; init; } = [];

    /// <summary><c>|all</c>.</summary>
    public bool RequiresAll { get; init; }

    /// <summary><c>|neq</c>: the whole item is negated, so it also holds where the field is absent (as pySigma does).</summary>
    public bool Negated { get; init; }

    /// <summary>1-based.</summary>
    public required int Line { get; init; }
}
