using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations;

namespace HaiPhongSoc.Web.Language;

/// <summary>Points in time as the city reads them: dd/MM/yyyy, 24 hours, in the zone of <see cref="OperationsOptions.TimeZone"/>, both languages alike.</summary>
public static class LocalTime
{
    private static TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(OperationsOptions.DefaultTimeZone);

    /// <summary>The zone of the city that this program serves: said once, at its start.</summary>
    internal static void Use(TimeZoneInfo zone) => _zone = zone;

    public static string Minutes(long utcMicroseconds) => Write(utcMicroseconds, "dd/MM/yyyy HH:mm");

    public static string Seconds(long utcMicroseconds) => Write(utcMicroseconds, "dd/MM/yyyy HH:mm:ss");

    public static string Day(long utcMicroseconds) => Write(utcMicroseconds, "dd/MM/yyyy");

    public static string Clock(long utcMicroseconds) => Write(utcMicroseconds, "HH:mm:ss");

    /// <summary>For a datetime-local input.</summary>
    public static string Input(long utcMicroseconds) => Write(utcMicroseconds, "yyyy-MM-dd'T'HH:mm");

    /// <summary>The last day that a due time still allows: a due time is the end of that day and itself excluded.</summary>
    public static string LastDay(long dueExclusive) => Day(dueExclusive - 1);

    /// <summary>The same, to reckon with.</summary>
    public static DateOnly LastDate(long dueExclusive) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(dueExclusive - 1), _zone).DateTime);

    public static string Utc(long utcMicroseconds) =>
        UtcMicroseconds.ToDateTimeOffset(utcMicroseconds).ToString("yyyy-MM-dd HH:mm:ss.ffffff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For the datetime attribute of a time element.</summary>
    public static string Iso(long utcMicroseconds) =>
        UtcMicroseconds.ToDateTimeOffset(utcMicroseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Input"/> or a datetime-local input writes, or null.</summary>
    public static long? FromInput(string? text) =>
        DateTime.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? UtcMicroseconds.From(new DateTimeOffset(local, _zone.GetUtcOffset(local)))
            : null;

    private static string Write(long utcMicroseconds, string format)
    {
        // The ends of the calendar have no local time hours later.
        var at = UtcMicroseconds.ToDateTimeOffset(utcMicroseconds);
        return (at > DateTimeOffset.MaxValue.AddDays(-1) ? at : TimeZoneInfo.ConvertTime(at, _zone)).ToString(format, CultureInfo.InvariantCulture);
    }
}
