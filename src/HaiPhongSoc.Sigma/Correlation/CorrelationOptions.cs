namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Bounds of a <see cref="CorrelationEngine{TEvent}"/>.</summary>
public sealed record CorrelationOptions
{
    /// <summary>How much older than the watermark less a correlation's timespan an event may be and still count. Default 10 minutes; files read in any order want more.</summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A time further ahead of the caller's <c>now</c> than this never advances the watermark. Default 5 minutes.</summary>
    public TimeSpan FutureSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Groups that one correlation keeps; beyond, those that were touched longest ago go. Default 100,000.</summary>
    public int MaxGroups { get; init; } = 100_000;

    /// <summary>Events that one group keeps; beyond, its oldest go. A correlation that asks for more than three quarters of it is refused. Default 16,384.</summary>
    public int MaxEventsPerGroup { get; init; } = 16_384;

    /// <summary>Events in all groups of all correlations; beyond, the correlation that holds most loses the group that was touched longest ago. Default 2,000,000.</summary>
    public int MaxEvents { get; init; } = 2_000_000;

    internal static void Check(CorrelationOptions options)
    {
        if (options.AllowedLateness < TimeSpan.Zero || options.FutureSkew < TimeSpan.Zero)
            throw new ArgumentException("lateness and skew must not be negative", nameof(options));
        if (options.MaxGroups < 1 || options.MaxEventsPerGroup < 8 || options.MaxEvents < options.MaxEventsPerGroup)
            throw new ArgumentException("at least 1 group, 8 events a group and as many events in all as in one group must be allowed", nameof(options));
    }
}
