namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>The watermark: the latest event time seen, which a clock that runs ahead cannot push. UTC microseconds.</summary>
internal sealed class CorrelationClock(TimeSpan futureSkew)
{
    /// <summary>Times are clamped to ± this (some 70,000 years), so that sums of a few never overflow.</summary>
    public const long Latest = long.MaxValue / 4;

    private readonly long _skew = Math.Min(futureSkew.Ticks / TimeSpan.TicksPerMicrosecond, Latest);

    public long Watermark { get; private set; } = -Latest;

    public void See(long time, long now)
    {
        if (time <= Clamp(now) + _skew)
            Watermark = Math.Max(Watermark, time);
    }

    public static long Clamp(long time) => Math.Clamp(time, -Latest, Latest);
}
