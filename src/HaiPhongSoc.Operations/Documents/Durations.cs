using System.Globalization;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>Lengths of time as rule writers write them: <c>30m</c>, <c>4h</c>, <c>2d</c>.</summary>
internal static class Durations
{
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        switch (text[^1])
        {
            case 'm':
                value = TimeSpan.FromMinutes(number);
                return true;
            case 'h':
                value = TimeSpan.FromHours(number);
                return true;
            case 'd' when number <= 3_650:
                value = TimeSpan.FromDays(number);
                return true;
            default:
                return false;
        }
    }

    public static long Microseconds(this TimeSpan value) => value.Ticks / TimeSpan.TicksPerMicrosecond;
}
