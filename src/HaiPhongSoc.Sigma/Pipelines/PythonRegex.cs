using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>A regular expression of a pipeline file, written for Python: named groups <c>(?P&lt;n&gt;)</c>, replacements with <c>\1</c> and <c>\g&lt;n&gt;</c>. Bounded in time.</summary>
internal sealed partial class PythonRegex
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;
    private readonly Regex _fromStart;

    private PythonRegex(string pattern)
    {
        _regex = new Regex(pattern, RegexOptions.CultureInvariant, Longest);
        _fromStart = new Regex($@"\A(?:{pattern})", RegexOptions.CultureInvariant, Longest);
    }

    public static bool TryRead(string pattern, [NotNullWhen(true)] out PythonRegex? regex, out string fault)
    {
        var translated = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);
        translated = NamedReference().Replace(translated, @"\k<${name}>");
        // Python's \Z is the very end, .NET's \z.
        translated = translated.Replace(@"\Z", @"\z", StringComparison.Ordinal);
        try
        {
            regex = new PythonRegex(translated);
            fault = "";
            return true;
        }
        catch (RegexParseException wrong)
        {
            regex = null;
            fault = $"not a valid regular expression: {wrong.Message}";
            return false;
        }
    }

    /// <summary>Python's <c>re.match</c>: from the first character on, not to the last.</summary>
    public bool MatchesFromStart(string text) => _fromStart.IsMatch(text);

    public string Replace(string text, string replacement) => _regex.Replace(text, match => Expand(match, replacement));

    private static string Expand(Match match, string replacement)
    {
        var text = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\' || i + 1 == replacement.Length)
            {
                text.Append(replacement[i]);
                continue;
            }

            var next = replacement[++i];
            var end = next == 'g' && i + 1 < replacement.Length && replacement[i + 1] == '<' ? replacement.IndexOf('>', i) : -1;
            if (end > 0)
            {
                text.Append(match.Groups[replacement[(i + 2)..end]].Value);
                i = end;
            }
            else if (char.IsAsciiDigit(next))
            {
                text.Append(match.Groups[next - '0'].Value);
            }
            else
            {
                text.Append(next switch { 'n' => "\n", 't' => "\t", 'r' => "\r", '\\' => "\\", _ => "\\" + next });
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\(\?P=(?<name>\w+)\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamedReference();
}
