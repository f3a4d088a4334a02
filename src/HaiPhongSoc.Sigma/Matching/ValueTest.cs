namespace HaiPhongSoc.Sigma.Matching;

/// <summary>One value of a detection item, ready to be held against an event.</summary>
internal abstract class ValueTest
{
    /// <summary>The pattern as written with its modifiers, for evidence: <c>contains 'wget '</c>.</summary>
    public required string Written { get; init; }

    /// <summary>Holds against the values of the item's field; <paramref name="witness"/> is the value that did it.</summary>
    public abstract bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness);
}

/// <summary>A test that looks at one value at a time: any value of the field is enough.</summary>
internal abstract class SingleValueTest : ValueTest
{
    /// <summary>Whether it holds for this value. Allocates nothing.</summary>
    public abstract bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind);

    public sealed override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        for (var i = 0; i < values.Count; i++)
        {
            witness = values[i];
            if (Holds(witness.Text, witness.Kind))
                return true;
        }

        witness = default;
        return false;
    }
}
