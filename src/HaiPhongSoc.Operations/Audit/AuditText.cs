using System.Globalization;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Text on its way to the chain: bounded, with the cut said, and without what a database refuses.</summary>
internal static class AuditText
{
    /// <summary>The longest single value, in characters.</summary>
    public const int LongestValue = 1_000;

    /// <summary>The longest of a column, in characters.</summary>
    public const int LongestColumn = 8_000;

    /// <summary>At most <paramref name="longest"/> characters and, where it was longer, how many are missing.</summary>
    public static string Bounded(string? text, int longest = LongestValue)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > longest)
        {
            var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
            text = string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… (+{text.Length - end})");
        }

        return Clean(text);
    }

    // PostgreSQL keeps no NUL, and half a surrogate pair is not text.
    private static string Clean(string text)
    {
        if (IsClean(text))
            return text;
        return string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                if (from[i] == '\0')
                    to[i] = '␀';
                else if (IsHalf(from, i))
                    to[i] = '\uFFFD';
                else
                    to[i] = from[i];
            }
        });
    }

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || IsHalf(text, i))
                return false;
        }

        return true;
    }

    private static bool IsHalf(string text, int i) =>
        (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
}
