using System.Globalization;

namespace HaiPhongSoc.Detection.Cases;

/// <summary>Lays the steps of a sequence out in time and writes each record's own time into it, in the form that its sender uses.</summary>
public static class Timeline
{
    /// <summary>When every sequence begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Zone = TimeSpan.FromHours(7);

    /// <summary>All records in order of time; the written order decides between equal times.</summary>
    public static IReadOnlyList<RawRecord> Expand(IEnumerable<SequenceStep> steps) =>
        [.. steps
            .SelectMany(step => Enumerable.Range(0, step.Times).Select(n => Record(step, n)))
            .OrderBy(record => record.At)];

    private static RawRecord Record(SequenceStep step, int number)
    {
        var at = Start + step.At + (step.Every * number);
        return new RawRecord(step.Definition, at, Write(step.Template, at, number));
    }

    /// <summary>Placeholders: {bsd} RFC 3164, {iso} RFC 5424, {clf} access log, all at +07:00; {utc} ISO 8601 with Z; {n} the repetition as three digits.</summary>
    public static string Write(string template, DateTimeOffset at, int number)
    {
        var local = at.ToOffset(Zone);
        var day = local.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);
        return template
            .Replace("{bsd}", local.ToString("MMM ", CultureInfo.InvariantCulture) + day + local.ToString(" HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{iso}", local.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{clf}", local.ToString("dd/MMM/yyyy:HH:mm:ss '+0700'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{utc}", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{n}", number.ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
