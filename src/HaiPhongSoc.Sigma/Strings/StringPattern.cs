namespace HaiPhongSoc.Sigma.Strings;

/// <summary>
/// A <see cref="SigmaString"/> held against whole values. Comparison is ordinal over UTF-16, without case unless cased; <c>?</c> takes one character, a surrogate
/// pair counted as one. The common shapes (equal, starts, ends, contains) are told apart once; the rest walks the parts with one point of return per run, so its
/// time is at most pattern × value. Literals are compared whole everywhere, because folding of case looks at surrogate pairs.
/// </summary>
internal sealed class StringPattern
{
    private readonly StringComparison _comparison;
    private readonly SigmaString.Part[] _parts = [];

    public StringPattern(SigmaString text, bool cased)
    {
        IsCased = cased;
        _comparison = cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var parts = text.Parts;
        (Kind, Text) = parts switch
        {
            [] => (Shape.Equal, ""),
            [{ Kind: SigmaString.PartKind.AnyRun }] => (Shape.Anything, ""),
            [{ Kind: SigmaString.PartKind.Literal } only] => (Shape.Equal, only.Text),
            [{ Kind: SigmaString.PartKind.Literal } start, { Kind: SigmaString.PartKind.AnyRun }] => (Shape.Starts, start.Text),
            [{ Kind: SigmaString.PartKind.AnyRun }, { Kind: SigmaString.PartKind.Literal } end] => (Shape.Ends, end.Text),
            [{ Kind: SigmaString.PartKind.AnyRun }, { Kind: SigmaString.PartKind.Literal } middle, { Kind: SigmaString.PartKind.AnyRun }] => (Shape.Contains, middle.Text),
            _ => (Shape.General, ""),
        };
        if (Kind == Shape.General)
            _parts = parts.ToArray();
    }

    internal enum Shape
    {
        Anything,
        Equal,
        Starts,
        Ends,
        Contains,
        General,
    }

    public Shape Kind { get; }

    public bool IsCased { get; }

    /// <summary>The parts of a general pattern; empty for the other shapes.</summary>
    public ReadOnlySpan<SigmaString.Part> Parts => _parts;

    /// <summary>The literal of the four shapes that have only one.</summary>
    public string Text { get; }

    public bool Matches(ReadOnlySpan<char> value) => Kind switch
    {
        Shape.Anything => true,
        Shape.Equal => value.Equals(Text, _comparison),
        Shape.Starts => value.StartsWith(Text, _comparison),
        Shape.Ends => value.EndsWith(Text, _comparison),
        Shape.Contains => value.Contains(Text, _comparison),
        _ => Walk(value),
    };

    private bool Walk(ReadOnlySpan<char> value)
    {
        var (part, at) = (0, 0);
        var (runPart, runAt) = (-1, 0);
        while (part < _parts.Length || at < value.Length)
        {
            if (part < _parts.Length && _parts[part].Kind == SigmaString.PartKind.AnyRun)
            {
                (runPart, runAt) = (part, at);
            }
            else if (part < _parts.Length && Takes(_parts[part], value, at, out var taken))
            {
                part++;
                at += taken;
                continue;
            }
            else if (runPart < 0 || ++runAt > value.Length)
            {
                return false;
            }

            // From here the last run takes up to runAt; what follows it may begin there at the earliest.
            if (runPart == _parts.Length - 1)
                return true;
            if (!Seek(_parts[runPart + 1], value, ref runAt))
                return false;
            (part, at) = (runPart + 1, runAt);
        }

        return true;
    }

    private bool Seek(in SigmaString.Part next, ReadOnlySpan<char> value, ref int at)
    {
        if (next.Kind != SigmaString.PartKind.Literal)
            return true;
        var ahead = value[at..].IndexOf(next.Text, _comparison);
        at += ahead;
        return ahead >= 0;
    }

    private bool Takes(in SigmaString.Part part, ReadOnlySpan<char> value, int at, out int taken)
    {
        taken = part.Kind == SigmaString.PartKind.Literal ? part.Text.Length : 1;
        if (at + taken > value.Length)
            return false;
        switch (part.Kind)
        {
            case SigmaString.PartKind.AnyOne:
                if (char.IsHighSurrogate(value[at]) && at + 1 < value.Length && char.IsLowSurrogate(value[at + 1]))
                    taken = 2;
                return true;
            case SigmaString.PartKind.AnyDash:
                return value[at] is '-' or '/' or '\u2013' or '\u2014' or '\u2015';
            default:
                return value[at..].StartsWith(part.Text, _comparison);
        }
    }
}
