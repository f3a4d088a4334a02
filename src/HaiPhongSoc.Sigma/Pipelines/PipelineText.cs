using System.Text;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>
/// A Sigma string as pipelines see it: wildcards as <c>*</c> and <c>?</c>, backslashes single, except before a wildcard's character, where they are doubled and an
/// escaped character keeps its backslash. <see cref="Read"/> of <see cref="Write"/> is the string again (dashes of <c>windash</c> aside).
/// </summary>
internal static class PipelineText
{
    public static string Write(SigmaString text)
    {
        var written = new StringBuilder();
        foreach (var part in text.Parts)
        {
            switch (part.Kind)
            {
                case SigmaString.PartKind.AnyRun:
                    Double(written).Append('*');
                    break;
                case SigmaString.PartKind.AnyOne:
                    Double(written).Append('?');
                    break;
                case SigmaString.PartKind.AnyDash:
                    written.Append('-');
                    break;
                default:
                    Literal(written, part.Text);
                    break;
            }
        }

        return written.ToString();
    }

    public static SigmaString Read(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                escaped.Append(text[i++]);
                continue;
            }

            var run = i;
            while (i < text.Length && text[i] == '\\')
                i++;
            // Before a wildcard's character they are escapes as in a rule; elsewhere each means itself.
            escaped.Append('\\', i < text.Length && text[i] is '*' or '?' ? i - run : 2 * (i - run));
        }

        return SigmaString.Read(escaped.ToString());
    }

    private static void Literal(StringBuilder written, string literal)
    {
        foreach (var c in literal)
        {
            if (c is '*' or '?')
                Double(written).Append('\\');
            written.Append(c);
        }
    }

    // The backslashes at the end stand before a wildcard's character now.
    private static StringBuilder Double(StringBuilder written)
    {
        var run = 0;
        while (run < written.Length && written[written.Length - 1 - run] == '\\')
            run++;
        return written.Append('\\', run);
    }
}
