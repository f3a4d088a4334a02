namespace HaiPhongSoc.EventStore.Kql;

/// <summary>
/// What a query means, with field types already applied. Every leaf is true or false for an event, never unknown: an absent field matches nothing,
/// so that <c>not</c> in front of it matches. The README of this project has the table of meanings.
/// </summary>
internal abstract record KqlNode;

internal sealed record KqlEverything : KqlNode;

internal sealed record KqlAnd(IReadOnlyList<KqlNode> Of) : KqlNode;

internal sealed record KqlOr(IReadOnlyList<KqlNode> Of) : KqlNode;

internal sealed record KqlNot(KqlNode Of) : KqlNode;

/// <summary>The raw text or a value of <c>message</c> contains the pattern.</summary>
internal sealed record KqlFreeText(KqlPattern Pattern) : KqlNode;

/// <summary>A value of a text field contains the pattern.</summary>
internal sealed record KqlContains(string Field, KqlPattern Pattern) : KqlNode;

/// <summary>A value of the field equals the pattern from end to end.</summary>
internal sealed record KqlKeyword(string Field, KqlPattern Pattern) : KqlNode;

/// <summary>The field has a value that is not null.</summary>
internal sealed record KqlExists(string Field) : KqlNode;

/// <summary>A value of the field is an address between the two (IPv4 as its IPv6 mapping), ends included.</summary>
internal sealed record KqlAddress(string Field, UInt128 Low, UInt128 High) : KqlNode;

/// <summary>The time lies in [<paramref name="From"/>, <paramref name="To"/>), UTC microseconds.</summary>
internal sealed record KqlTime(string Field, long From, long To) : KqlNode;

/// <summary>A value of the field is a decimal number for which the comparison holds.</summary>
internal sealed record KqlNumber(string Field, KqlComparison Comparison, double Value) : KqlNode;

/// <summary>A value of the field, folded, stands so in the order of its UTF-8 bytes.</summary>
internal sealed record KqlTextOrder(string Field, KqlComparison Comparison, string Value) : KqlNode;

internal enum KqlComparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Literal pieces with a wildcard (any run of characters, none included) between each two; one piece = no wildcard.</summary>
internal sealed record KqlPattern(IReadOnlyList<string> Pieces)
{
    public bool HasWildcard => Pieces.Count > 1;

    /// <summary>Nothing but wildcards.</summary>
    public bool IsAnything => Pieces.Count > 1 && Pieces.All(static piece => piece.Length == 0);

    public bool HasDiacritics => Pieces.Any(SearchText.HasDiacritics);

    /// <summary>As it would be written, for messages.</summary>
    public string Text => string.Join('*', Pieces);
}
