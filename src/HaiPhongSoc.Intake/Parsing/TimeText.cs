using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>
/// Reads the times that logs write: ISO 8601 / RFC 3339 / RFC 5424 (with or without offset, <c>T</c> or blank), RFC 3164 (no year, no offset),
/// the web servers' <c>24/Nov/2026:10:00:00 +0700</c>, and epochs in seconds, milliseconds, microseconds or nanoseconds. Never throws.
/// </summary>
internal static class TimeText
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>UTC microseconds of a text.</summary>
    /// <param name="text">The time as written; white space around it is ignored.</param>
    /// <param name="zone">The offset that holds where the text names none.</param>
    /// <param name="receivedAt">Chooses the year where the text names none: the nearest one.</param>
    /// <param name="time">UTC microseconds.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan zone, long receivedAt, out long time)
    {
        text = Utf8Text.Trim(text);
        time = 0;
        if (text.Length is 0 or > 64)
            return false;
        if (text[0] is >= (byte)'0' and <= (byte)'9')
        {
            if (text.Length > 10 && text[4] == (byte)'-')
                return TryIso(text, zone, out time);
            return text.IndexOf((byte)'/') == 2 || text.IndexOf((byte)'/') == 1 ? TryWeb(text, zone, out time) : TryEpoch(text, out time);
        }

        return TrySyslog(text, zone, receivedAt, out time);
    }

    /// <summary>The length of an RFC 3164 or ISO time at the beginning of a line, or 0.</summary>
    public static int LeadingLength(ReadOnlySpan<byte> line)
    {
        if (line.Length > 20 && line[4] == (byte)'-' && line[7] == (byte)'-' && line[10] == (byte)'T')
        {
            var blank = line.IndexOf((byte)' ');
            return blank is > 18 and < 40 ? blank : 0;
        }

        if (line.Length < 15 || Month(line) == 0 || line[3] != (byte)' ')
            return 0;
        var cursor = new DigitCursor(line[4..]);
        cursor.SkipBlanks();
        if (!cursor.TryNumber(2, out _) || !cursor.TrySkip(' '))
            return 0;
        if (cursor.DigitsAhead() == 4 && !(cursor.TryNumber(4, out _) && cursor.TrySkip(' ')))
            return 0;
        if (!cursor.TryClock(out _))
            return 0;
        cursor.SkipFraction();
        return 4 + cursor.Position;
    }

    private static bool TryIso(ReadOnlySpan<byte> text, TimeSpan zone, out long time)
    {
        time = 0;
        var cursor = new DigitCursor(text);
        if (!cursor.TryNumber(4, out var year) || !cursor.TrySkip('-') || !cursor.TryNumber(2, out var month) || !cursor.TrySkip('-')
            || !cursor.TryNumber(2, out var day) || !(cursor.TrySkip('T') || cursor.TrySkip(' ') || cursor.TrySkip('t'))
            || !cursor.TryClock(out var micros))
        {
            return false;
        }

        micros += cursor.Fraction();
        cursor.SkipBlanks();
        return cursor.TryZone(ref zone) && TryCompose(year, month, day, micros, zone, out time);
    }

    private static bool TryWeb(ReadOnlySpan<byte> text, TimeSpan zone, out long time)
    {
        time = 0;
        var cursor = new DigitCursor(text);
        if (!cursor.TryNumber(2, out var day) || !cursor.TrySkip('/') || !cursor.TryMonth(out var month) || !cursor.TrySkip('/')
            || !cursor.TryNumber(4, out var year) || !cursor.TrySkip(':') || !cursor.TryClock(out var micros))
        {
            return false;
        }

        micros += cursor.Fraction();
        cursor.SkipBlanks();
        return cursor.TryZone(ref zone) && TryCompose(year, month, day, micros, zone, out time);
    }

    private static bool TrySyslog(ReadOnlySpan<byte> text, TimeSpan zone, long receivedAt, out long time)
    {
        time = 0;
        var cursor = new DigitCursor(text);
        if (!cursor.TryMonth(out var month) || !cursor.TrySkip(' '))
            return false;
        cursor.SkipBlanks();
        if (!cursor.TryNumber(2, out var day) || !cursor.TrySkip(' '))
            return false;
        var year = 0;
        if (cursor.DigitsAhead() == 4 && !(cursor.TryNumber(4, out year) && cursor.TrySkip(' ')))
            return false;
        if (!cursor.TryClock(out var micros))
            return false;
        micros += cursor.Fraction();
        cursor.SkipBlanks();
        if (!cursor.TryZone(ref zone))
            return false;
        return year > 0
            ? TryCompose(year, month, day, micros, zone, out time)
            : TryNearestYear(month, day, micros, zone, receivedAt, out time);
    }

    private static bool TryNearestYear(int month, int day, long micros, TimeSpan zone, long receivedAt, out long time)
    {
        var received = UtcMicroseconds.ToDateTimeOffset(receivedAt).UtcDateTime.Year;
        var found = false;
        time = 0;
        for (var year = Math.Max(1, received - 1); year <= Math.Min(9999, received + 1); year++)
        {
            if (TryCompose(year, month, day, micros, zone, out var candidate)
                && (!found || Math.Abs(candidate - receivedAt) < Math.Abs(time - receivedAt)))
            {
                time = candidate;
                found = true;
            }
        }

        return found;
    }

    private static bool TryCompose(int year, int month, int day, long microsOfDay, TimeSpan zone, out long time)
    {
        time = 0;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        long days = new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        time = days * 86_400 * MicrosPerSecond + microsOfDay - zone.Ticks / TimeSpan.TicksPerMicrosecond;
        return true;
    }

    private static bool TryEpoch(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        var dot = text.IndexOfAny((byte)'.', (byte)',');
        var whole = dot < 0 ? text : text[..dot];
        if (whole.Length is 0 or > 19 || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        if (!long.TryParse(whole, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return false;
        var cursor = new DigitCursor(dot < 0 ? [] : text[dot..]);
        var fraction = cursor.Fraction();
        if (!cursor.AtEnd)
            return false;
        time = whole.Length switch
        {
            <= 11 => number * MicrosPerSecond + fraction,
            <= 14 => number * 1_000,
            <= 17 => number,
            _ => number / 1_000,
        };
        return whole.Length >= 9;
    }

    internal static int Month(ReadOnlySpan<byte> text)
    {
        const string Names = "janfebmaraprmayjunjulaugsepoctnovdec";
        if (text.Length < 3)
            return 0;
        Span<char> name = stackalloc char[3];
        for (var i = 0; i < 3; i++)
            name[i] = (char)(text[i] | 0x20);
        for (var month = 0; month < 12; month++)
        {
            if (name.SequenceEqual(Names.AsSpan(month * 3, 3)))
                return month + 1;
        }

        return 0;
    }
}
