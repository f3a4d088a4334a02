using System.Text;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>Walks over the text of a query: blanks, words with escapes and wildcards, quoted phrases.</summary>
internal sealed class KqlScanner(string text)
{
    public string Text { get; } = text;

    public int Position { get; set; }

    public char Current => Position < Text.Length ? Text[Position] : '\0';

    public bool AtEnd => Position >= Text.Length;

    public void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(Text[Position]))
            Position++;
    }

    /// <summary>The operator at the position, or null; does not move.</summary>
    public string? PeekOperator() => Current switch
    {
        ':' => ":",
        '<' => Position + 1 < Text.Length && Text[Position + 1] == '=' ? "<=" : "<",
        '>' => Position + 1 < Text.Length && Text[Position + 1] == '=' ? ">=" : ">",
        _ => null,
    };

    /// <summary>The bare keyword at the position in lower case (and, or, not), or null; does not move.</summary>
    public string? PeekKeyword()
    {
        foreach (var keyword in (ReadOnlySpan<string>)["and", "or", "not"])
        {
            if (string.Compare(Text, Position, keyword, 0, keyword.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            var end = Position + keyword.Length;
            if (end >= Text.Length || char.IsWhiteSpace(Text[end]) || Text[end] is '(' or ')' or '"')
                return keyword;
        }

        return null;
    }

    /// <summary>
    /// A phrase in quotes: <c>\"</c>, <c>\\</c>, <c>\t \r \n</c>; any other character after a backslash stands for itself. Null where the closing quote is missing.
    /// </summary>
    public KqlPattern? ReadQuoted()
    {
        var piece = new StringBuilder();
        for (Position++; !AtEnd; Position++)
        {
            var c = Text[Position];
            if (c == '"')
            {
                Position++;
                return new KqlPattern([SearchText.Clean(piece.ToString())]);
            }

            if (c == '\\' && Position + 1 < Text.Length)
                c = Unescape(Text[++Position]);
            piece.Append(c);
        }

        return null;
    }

    /// <summary>
    /// A bare word; <c>*</c> is a wildcard unless escaped. With <paramref name="asValue"/> a colon inside belongs to the word (times, IPv6 addresses, paths).
    /// </summary>
    public KqlPattern ReadWord(bool asValue)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (; !AtEnd; Position++)
        {
            var c = Text[Position];
            if (char.IsWhiteSpace(c) || c is '(' or ')' or '"' or '<' or '>' or '{' or '}' || (c == ':' && !asValue))
                break;

            if (c == '*')
            {
                pieces.Add(SearchText.Clean(piece.ToString()));
                piece.Clear();
                continue;
            }

            if (c == '\\' && Position + 1 < Text.Length)
                c = Unescape(Text[++Position]);
            piece.Append(c);
        }

        pieces.Add(SearchText.Clean(piece.ToString()));
        return new KqlPattern(pieces);
    }

    /// <summary>Up to 40 characters from the position to the next blank, for messages.</summary>
    public string Excerpt()
    {
        var end = Position;
        while (end < Text.Length && end - Position < 40 && !char.IsWhiteSpace(Text[end]))
            end++;
        return Text[Position..end];
    }

    private static char Unescape(char c) => c switch
    {
        't' => '\t',
        'r' => '\r',
        'n' => '\n',
        _ => c,
    };
}
