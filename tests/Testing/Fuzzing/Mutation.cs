namespace HaiPhongSoc.Testing.Fuzzing;

/// <summary>One change of an input. Any numbers make a change, so that a failing case shrinks to few and small ones.</summary>
public readonly record struct Mutation(int At, int Kind, string Piece)
{
    /// <summary>The kinds are the numbers below this one.</summary>
    public const int Kinds = 7;

    private const int MostGrown = 100_000;

    /// <summary>Makes the changes one after the other; <paramref name="other"/> is what inputs are spliced with.</summary>
    public static string Apply(string text, string other, IEnumerable<Mutation> changes)
    {
        foreach (var change in changes)
            text = change.Apply(text, other);
        return text;
    }

    private string Apply(string text, string other)
    {
        var i = At % (text.Length + 1);
        return Kind switch
        {
            0 => text.Insert(i, Piece),
            1 => text.Remove(i, Math.Min(1, text.Length - i)).Insert(i, Piece),
            2 => text.Remove(i, Math.Min(7, text.Length - i)),
            3 => text[..i],
            4 => text.Insert(i, text[Math.Max(0, i - 40)..i]),
            5 => text[..i] + other[Math.Min(i, other.Length)..],
            _ when text.Length < MostGrown => text.Insert(i, string.Concat(Enumerable.Repeat(Piece, 1 + (At % 200)))),
            _ => text,
        };
    }
}
