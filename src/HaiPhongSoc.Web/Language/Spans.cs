namespace HaiPhongSoc.Web.Language;

/// <summary>Lengths of time in words, in the two largest units that say something.</summary>
public static class Spans
{
    private const long Minute = 60_000_000L;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>"còn 5 giờ 12 phút" or "quá hạn 2 ngày".</summary>
    public static string Until(Words words, long due, long now) => due > now
        ? words["Time.Left", Of(words, due - now)]
        : words["Time.Overdue", Of(words, now - due)];

    /// <summary>"12 phút trước".</summary>
    public static string Since(Words words, long at, long now) =>
        now - at < Minute ? words["Time.JustNow"] : words["Time.Ago", Of(words, now - at)];

    public static string Of(Words words, long microseconds)
    {
        var span = Math.Max(microseconds, 0);
        return span switch
        {
            < Minute => words["Time.UnderAMinute"],
            < Hour => words["Time.Minutes", Figures.Of(span / Minute)],
            < Day => Two(words, "Time.Hours", span / Hour, "Time.Minutes", span % Hour / Minute),
            _ => Two(words, "Time.Days", span / Day, span < 7 * Day ? "Time.Hours" : null, span % Day / Hour),
        };
    }

    private static string Two(Words words, string large, long many, string? small, long few)
    {
        var first = words[large, Figures.Of(many)];
        return small is null || few == 0 ? first : $"{first} {words[small, Figures.Of(few)]}";
    }
}
