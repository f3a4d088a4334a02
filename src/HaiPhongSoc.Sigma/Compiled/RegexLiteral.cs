using System.Text;
using System.Text.RegularExpressions;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// The longest run of ASCII characters that stands in every match of a pattern, case aside, as far as it can be told without understanding the pattern: what stands
/// outside of groups, classes and alternatives. Empty where nothing is certain.
/// </summary>
internal static class RegexLiteral
{
    public static string In(string pattern, RegexOptions options) =>
        (options & (RegexOptions.IgnorePatternWhitespace | RegexOptions.RightToLeft)) != RegexOptions.None ? "" : In(pattern);

    /// <summary>False only where no text with that literal can match. What is not ASCII may stand for an ASCII letter when case is ignored, so it is let through.</summary>
    public static bool MayHold(ReadOnlySpan<char> text, string literal) =>
        text.Contains(literal, StringComparison.OrdinalIgnoreCase) || !Ascii.IsValid(text);

    internal static string In(string pattern)
    {
        var (best, run) = ("", new StringBuilder());
        for (var at = 0; at < pattern.Length;)
        {
            var c = pattern[at];
            switch (c)
            {
                case '|':
                    return "";
                case '[':
                    End(run, ref best);
                    at = AfterClass(pattern, at);
                    break;
                case '(':
                    End(run, ref best);
                    at = AfterGroup(pattern, at);
                    break;
                case '*' or '?':
                    Drop(run);
                    End(run, ref best);
                    at++;
                    break;
                case '{' when AfterQuantifier(pattern, at) is > 0 and var after:
                    Drop(run);
                    End(run, ref best);
                    at = after;
                    break;
                case '\\' when at + 1 < pattern.Length && !char.IsLetterOrDigit(pattern[at + 1]):
                    Take(pattern[at + 1], run, ref best);
                    at += 2;
                    break;
                case '\\':
                    if (at + 1 >= pattern.Length || pattern[at + 1] is not ('d' or 'D' or 'w' or 'W' or 's' or 'S' or 'b' or 'B' or 'A' or 'z' or 'Z'))
                        return "";
                    End(run, ref best);
                    at += 2;
                    break;
                case '.' or '^' or '$' or '+':
                    End(run, ref best);
                    at++;
                    break;
                default:
                    Take(c, run, ref best);
                    at++;
                    break;
            }

            if (at < 0)
                return "";
        }

        End(run, ref best);
        return best;
    }

    private static void Take(char c, StringBuilder run, ref string best)
    {
        if (char.IsAscii(c))
            run.Append(c);
        else
            End(run, ref best);
    }

    // The character before a quantifier that allows none.
    private static void Drop(StringBuilder run) => run.Length = Math.Max(0, run.Length - 1);

    private static void End(StringBuilder run, ref string best)
    {
        if (run.Length > best.Length)
            best = run.ToString();
        run.Clear();
    }

    private static int AfterQuantifier(string pattern, int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end <= at + 1)
            return 0;
        foreach (var c in pattern.AsSpan(at + 1, end - at - 1))
        {
            if (!char.IsAsciiDigit(c) && c != ',')
                return 0;
        }

        return end + 1;
    }

    private static int AfterClass(string pattern, int at)
    {
        at++;
        if (at < pattern.Length && pattern[at] == '^')
            at++;
        if (at < pattern.Length && pattern[at] == ']')
            at++;
        for (; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\')
                at++;
            else if (pattern[at] == ']')
                return at + 1;
            else if (pattern[at] == '[')
                return -1; // a subtraction, or a bracket: not worth telling apart
        }

        return -1;
    }

    private static int AfterGroup(string pattern, int at)
    {
        var depth = 0;
        while (at >= 0 && at < pattern.Length)
        {
            switch (pattern[at])
            {
                case '\\':
                    at += 2;
                    continue;
                case '[':
                    at = AfterClass(pattern, at);
                    continue;
                case '(' when at + 1 < pattern.Length && pattern[at + 1] == '?' && HasOption(pattern, at + 2):
                    return -1; // x changes what blanks mean
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return at + 1;
            }

            at++;
        }

        return -1;
    }

    // Inline options that name x, or a comment.
    private static bool HasOption(string pattern, int at)
    {
        for (; at < pattern.Length && (char.IsAsciiLetter(pattern[at]) || pattern[at] is '-' or '#'); at++)
        {
            if (pattern[at] is 'x' or '#')
                return true;
        }

        return false;
    }
}
