using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Search;

/// <summary>The span that a search looks into, as the URL has it: a length back from now, or two points in local time.</summary>
internal sealed record TimeRange(string? Recent, long From, long To)
{
    public const string Default = "24h";

    private const long Hour = 3_600_000_000L;

    public static IReadOnlyDictionary<string, long> Lengths { get; } = new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["15m"] = Hour / 4,
        ["1h"] = Hour,
        ["24h"] = 24 * Hour,
        ["7d"] = 7 * 24 * Hour,
        ["30d"] = 30 * 24 * Hour,
    };

    /// <summary>What is missing or not understood falls back: no begin = a day before the end, no end = now.</summary>
    public static TimeRange Read(string? recent, string? from, string? to, long now)
    {
        var (begin, end) = (LocalTime.FromInput(from), LocalTime.FromInput(to));
        // A minute ahead: senders' clocks run fast.
        var ahead = now + Hour / 60;
        if (begin is null && end is null)
        {
            var key = recent is not null && Lengths.ContainsKey(recent) ? recent : Default;
            return new TimeRange(key, now - Lengths[key], ahead);
        }

        var until = end ?? ahead;
        return new TimeRange(null, Math.Min(begin ?? until - Lengths[Default], until - 1), until);
    }
}
