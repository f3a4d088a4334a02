using System.Globalization;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>
/// <c>timespan = digits unit</c>, <c>unit = s | m | h | d</c> (specification) <c>| w | M | y</c> (pySigma: a month is 2,629,746 s, a year 31,556,952 s). Case matters: <c>m</c>
/// is a minute.
/// </summary>
internal static class CorrelationTimespan
{
    private const long MaxSeconds = 366L * 24 * 60 * 60;
    private const int MaxDigits = 9;

    /// <summary>False with what to do about it where the text is no timespan, is zero or is longer than 366 days.</summary>
    public static bool TryParse(string? text, out TimeSpan value, out string fault)
    {
        value = TimeSpan.Zero;
        fault = "";
        if (text is not { Length: >= 2 and <= MaxDigits + 1 } || Seconds(text[^1]) is not { } unit
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            fault = "'timespan' must be a whole number with a unit, such as 30s, 5m, 1h, 1d, 1w, 1M (month) or 1y";
            return false;
        }

        if (number == 0)
        {
            fault = "'timespan' must be longer than nothing";
            return false;
        }

        if (number * unit > MaxSeconds)
        {
            fault = "'timespan' is longer than 366 days, which is the most";
            return false;
        }

        value = TimeSpan.FromSeconds(number * unit);
        return true;
    }

    private static long? Seconds(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        'w' => 7 * 24 * 60 * 60,
        'M' => 2_629_746,
        'y' => 31_556_952,
        _ => null,
    };
}
