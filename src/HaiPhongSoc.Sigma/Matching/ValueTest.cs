namespace HaiPhongSoc.Sigma.Matching;

/// <summary>One value of a detection item, ready to be held against an event.</summary>
internal abstract class ValueTest
{
    /// <summary>The pattern as written with its modifiers, for evidence: <c>contains 'wget '</c>.</summary>
    public required string Written { get; init; }

    /// <summary>Holds against the values of the item's field; <paramref name="witness"/> is the value that did it.</summary>
    public abstract bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness);
}
