using System.Globalization;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>ISO 8601 times of any precision from the year down; one without an offset is UTC. A time stands for the whole span that it names.</summary>
internal static class TimeLiteral
{
    private static readonly (string Format, Func<DateTimeOffset, DateTimeOffset> Next)[] Forms =
    [
        ("yyyy", static t => t.AddYears(1)),
        ("yyyy-MM", static t => t.AddMonths(1)),
        ("yyyy-MM-dd", static t => t.AddDays(1)),
        ("yyyy-MM-ddTHH:mm", static t => t.AddMinutes(1)),
        ("yyyy-MM-ddTHH:mm:ss", static t => t.AddSeconds(1)),
        ("yyyy-MM-ddTHH:mm:ss.f", static t => t.AddMilliseconds(100)),
        ("yyyy-MM-ddTHH:mm:ss.ff", static t => t.AddMilliseconds(10)),
        ("yyyy-MM-ddTHH:mm:ss.fff", static t => t.AddMilliseconds(1)),
        ("yyyy-MM-ddTHH:mm:ss.ffffff", static t => t.AddMicroseconds(1)),
    ];

    /// <summary>The span [from, to) in UTC microseconds.</summary>
    public static bool TryParse(string text, out long from, out long to)
    {
        text = text.Length > 10 && text[10] == ' ' ? string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11)) : text;
        foreach (var (format, next) in Forms)
        {
            if (!TryExact(text, format, out var time))
                continue;
            from = UtcMicroseconds.From(time);
            to = time.Year == 9999 ? UtcMicroseconds.From(DateTimeOffset.MaxValue) : UtcMicroseconds.From(next(time));
            return true;
        }

        (from, to) = (0, 0);
        return false;
    }

    private static bool TryExact(string text, string format, out DateTimeOffset time)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out time)
            || (format.Contains('T') && DateTimeOffset.TryParseExact(text, format + "K", CultureInfo.InvariantCulture, Utc, out time));
    }
}
