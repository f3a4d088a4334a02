namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>How an atom looks at a field.</summary>
internal enum AtomKind
{
    /// <summary>The field is there, whatever its value.</summary>
    Present,

    Exact,
    Prefix,
    Suffix,
    Contains,
}

/// <summary>
/// One thing that can be looked up of an event at once for all rules: a field holds a literal. A rule's witness is a set of atoms at least one of which is true of
/// every event that the rule matches.
/// </summary>
/// <param name="Field">Number in <see cref="CompiledRuleSet.Fields"/>.</param>
/// <param name="Literal">Folded bytes as characters 0–255 (so that atoms compare by value); empty for <see cref="AtomKind.Present"/>.</param>
internal readonly record struct Atom(int Field, AtomKind Kind, string Literal)
{
    /// <summary>More of a literal than this is never looked at: what is left out only lets more events through to the exact test.</summary>
    public const int MostBytes = 64;

    public static Atom Present(int field) => new(field, AtomKind.Present, "");

    public static Atom Of(int field, AtomKind kind, string text)
    {
        if (text.Length == 0)
            return Present(field);
        var folded = Folding.Of(text);
        if (folded.Length > MostBytes)
        {
            folded = kind == AtomKind.Suffix ? folded[^MostBytes..] : folded[..MostBytes];
            kind = kind == AtomKind.Exact ? AtomKind.Prefix : kind;
        }

        return new Atom(field, kind, string.Create(folded.Length, folded, static (chars, bytes) =>
        {
            for (var i = 0; i < bytes.Length; i++)
                chars[i] = (char)bytes[i];
        }));
    }
}
