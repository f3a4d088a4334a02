using System.Text;

namespace HaiPhongSoc.Sigma.Strings;

/// <summary>
/// A Sigma string after its escapes were read (Sigma 2.1, "wildcards" and "escaping"): literal characters and wildcards in order. Immutable.
/// <code>
/// \*  \?   the character itself        \\  one backslash
/// *        any run, also empty          \   before anything else, or at the end: a backslash
/// ?        exactly one character
/// </code>
/// Wildcards that modifiers add are added to the read string, never to its text, so that a trailing backslash cannot swallow them.
/// </summary>
internal sealed class SigmaString : IEquatable<SigmaString>
{
    private readonly Part[] _parts;

    private SigmaString(Part[] parts) => _parts = Joined(parts);

    public ReadOnlySpan<Part> Parts => _parts;

    public bool HasWildcards => Array.Exists(_parts, part => part.Kind is PartKind.AnyRun or PartKind.AnyOne);

    /// <summary>True after <see cref="WithAnyDash"/> found a dash.</summary>
    public bool HasDashes => Array.Exists(_parts, part => part.Kind == PartKind.AnyDash);

    public bool IsEmpty => _parts.Length == 0;

    public bool StartsWithAnyRun => _parts is [{ Kind: PartKind.AnyRun }, ..];

    public bool EndsWithAnyRun => _parts is [.., { Kind: PartKind.AnyRun }];

    /// <summary>Reads a value as written in a rule.</summary>
    /// <param name="forPlaceholders">
    /// Backslashes stay doubled and <c>\%</c> stays as it is, so that <c>\\%name%</c> (a backslash, a placeholder) and <c>\%</c> (a percent sign) can be told apart
    /// when placeholders are replaced.
    /// </param>
    public static SigmaString Read(string text, bool forPlaceholders = false)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is ('*' or '?' or '\\'))
            {
                literal.Append(forPlaceholders && text[i + 1] == '\\' ? "\\\\" : text.AsSpan(i + 1, 1));
                i++;
            }
            else if (forPlaceholders && c == '\\')
            {
                literal.Append(i + 1 < text.Length && text[i + 1] == '%' ? "\\" : "\\\\");
            }
            else if (c is '*' or '?')
            {
                Flush(parts, literal);
                if (c == '?')
                    parts.Add(Part.AnyOne);
                else if (parts is not [.., { Kind: PartKind.AnyRun }])
                    parts.Add(Part.AnyRun);
            }
            else
            {
                literal.Append(c);
            }
        }

        Flush(parts, literal);
        return new SigmaString([.. parts]);
    }

    /// <summary>A text without any wildcard or escape.</summary>
    public static SigmaString Literal(string text) => new(text.Length == 0 ? [] : [new Part(PartKind.Literal, text)]);

    public SigmaString WithAnyRunBefore() => StartsWithAnyRun ? this : new([Part.AnyRun, .. _parts]);

    public SigmaString WithAnyRunAfter() => EndsWithAnyRun ? this : new([.. _parts, Part.AnyRun]);

    /// <summary>
    /// <c>windash</c>: a dash or slash at the start of a word stands for all five dashes. One class of characters instead of 5ⁿ strings.
    /// </summary>
    public SigmaString WithAnyDash()
    {
        var parts = new List<Part>();
        foreach (var part in _parts)
        {
            if (part.Kind != PartKind.Literal)
            {
                parts.Add(part);
                continue;
            }

            var literal = new StringBuilder();
            for (var i = 0; i < part.Text.Length; i++)
            {
                if (part.Text[i] is ('-' or '/') && StartsWord(part.Text, i))
                {
                    Flush(parts, literal);
                    parts.Add(Part.AnyDash);
                }
                else
                {
                    literal.Append(part.Text[i]);
                }
            }

            Flush(parts, literal);
        }

        return new SigmaString([.. parts]);
    }

    /// <summary>Neighbours that mean one thing are one part, however the string came about.</summary>
    private static Part[] Joined(Part[] parts)
    {
        var joined = new List<Part>(parts.Length);
        foreach (var part in parts)
        {
            if (joined is [.., { Kind: PartKind.Literal } before] && part.Kind == PartKind.Literal)
                joined[^1] = new Part(PartKind.Literal, before.Text + part.Text);
            else if (part.Kind != PartKind.AnyRun || joined is not [.., { Kind: PartKind.AnyRun }])
                joined.Add(part);
        }

        return joined.Count == parts.Length ? parts : [.. joined];
    }

    public SigmaString With(Part part) => new([.. _parts, part]);

    public SigmaString With(SigmaString after) => new([.. _parts, .. after._parts]);

    /// <summary>The text where there is no wildcard.</summary>
    public bool TryLiteral(out string text)
    {
        text = "";
        if (_parts.Length == 0)
            return true;
        if (!Array.TrueForAll(_parts, part => part.Kind == PartKind.Literal))
            return false;
        text = string.Concat(_parts.Select(part => part.Text));
        return true;
    }

    public bool Equals(SigmaString? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as SigmaString);

    public override int GetHashCode() => _parts.Aggregate(0, (hash, part) => HashCode.Combine(hash, part));

    // pySigma: \B[-/]\b, that is no word character before the dash and one after it.
    private static bool StartsWord(string text, int i) =>
        (i == 0 || !IsWord(text[i - 1])) && i + 1 < text.Length && IsWord(text[i + 1]);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static void Flush(List<Part> parts, StringBuilder literal)
    {
        if (literal.Length == 0)
            return;
        parts.Add(new Part(PartKind.Literal, literal.ToString()));
        literal.Clear();
    }

    internal enum PartKind
    {
        Literal,
        AnyRun,
        AnyOne,
        AnyDash,
    }

    internal readonly record struct Part(PartKind Kind, string Text)
    {
        public static Part AnyRun => new(PartKind.AnyRun, "");

        public static Part AnyOne => new(PartKind.AnyOne, "");

        public static Part AnyDash => new(PartKind.AnyDash, "");
    }
}
