using System.Globalization;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>
/// Times as logs write them: ISO 8601 with a full date (<c>2026-03-01T08:15:00.123+07:00</c>, a blank for the T, without a zone: UTC), or a count since 1970 whose
/// size tells its unit: seconds, milli-, micro- or nanoseconds. Nothing looser: a framework that reads "10:15" as today would match on the day of reading.
/// </summary>
internal static class Times
{
    private const long MillisecondsFrom = 100_000_000_000;
    private const long MicrosecondsFrom = MillisecondsFrom * 1_000;
    private const long NanosecondsFrom = MicrosecondsFrom * 1_000;

    private static readonly string[] Shapes =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is 0 or > 40)
            return false;
        return TryCount(text, out time) || TryIso(text, out time);
    }

    private static bool TryCount(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (point >= 0 && text[(point + 1)..].ContainsAnyExceptInRange('0', '9'))
            return false;
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;

        time = count switch
        {
            < MillisecondsFrom => DateTimeOffset.FromUnixTimeSeconds(count),
            < MicrosecondsFrom => DateTimeOffset.FromUnixTimeMilliseconds(count),
            < NanosecondsFrom => DateTimeOffset.FromUnixTimeMilliseconds(count / 1_000),
            _ => DateTimeOffset.FromUnixTimeMilliseconds(count / 1_000_000),
        };
        return true;
    }

    private static bool TryIso(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-')
            return false;
        Span<char> shaped = stackalloc char[text.Length];
        var length = 0;
        var fraction = -1;
        foreach (var c in text)
        {
            // The framework reads seven digits after the second; logs have up to nine.
            if (fraction >= 0 && char.IsAsciiDigit(c) && ++fraction > 7)
                continue;
            if (c is '.' or ',')
                fraction = 0;
            else if (!char.IsAsciiDigit(c))
                fraction = -1;
            shaped[length] = c switch { ',' => '.', ' ' or 't' when length == 10 => 'T', 'z' => 'Z', _ => c };
            length++;
        }

        return DateTimeOffset.TryParseExact(
            shaped[..length], Shapes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
