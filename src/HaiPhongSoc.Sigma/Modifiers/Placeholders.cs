using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary><c>expand</c>: every <c>%name%</c> is replaced by each of its values; <c>\%</c> is a percent sign (the text was read for placeholders). Without a value the rule is refused.</summary>
internal static class Placeholders
{
    public static IReadOnlyList<SigmaString> Expand(SigmaString text, PlaceholderResolver? resolver, int most)
    {
        var results = new List<SigmaString> { SigmaString.Literal("") };
        foreach (var part in text.Parts)
        {
            if (part.Kind != SigmaString.PartKind.Literal)
            {
                results = [.. results.Select(so => so.With(part))];
                continue;
            }

            foreach (var (piece, isName) in Split(part.Text))
            {
                var values = isName ? ValuesOf(piece, resolver) : [SigmaString.Literal(piece)];
                if ((long)results.Count * values.Count > most)
                    throw new ModifierException("expand-too-many", $"placeholders expand to more than {most} values: shorten their lists");
                results = [.. results.SelectMany(so => values.Select(so.With))];
            }
        }

        return results;
    }

    private static List<SigmaString> ValuesOf(string name, PlaceholderResolver? resolver)
    {
        var values = resolver?.Invoke(name);
        return values is { Count: > 0 }
            ? [.. values.Select(value => SigmaString.Read(value))]
            : throw new ModifierException("expand-unresolved", $"the placeholder %{name}% of 'expand' has no values here: configure a list for it");
    }

    // Between two percent signs may also stand ordinary text: "100% of 50%".
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.'))
                return false;
        }

        return true;
    }

    private static IEnumerable<(string Piece, bool IsName)> Split(string text)
    {
        var from = 0;
        var literal = new System.Text.StringBuilder();
        while (from < text.Length)
        {
            if (text[from] == '\\' && from + 1 < text.Length && text[from + 1] is ('%' or '\\'))
            {
                literal.Append(text[from + 1]);
                from += 2;
                continue;
            }

            var end = text[from] == '%' ? text.IndexOf('%', from + 1) : -1;
            if (end > from + 1 && IsName(text.AsSpan(from + 1, end - from - 1)))
            {
                if (literal.Length > 0)
                    yield return (literal.ToString(), false);
                literal.Clear();
                yield return (text[(from + 1)..end], true);
                from = end + 1;
            }
            else
            {
                literal.Append(text[from++]);
            }
        }

        if (literal.Length > 0)
            yield return (literal.ToString(), false);
    }
}
