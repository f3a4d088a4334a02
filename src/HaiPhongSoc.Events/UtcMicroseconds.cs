namespace HaiPhongSoc.Events;

/// <summary>
/// Points in time are kept as microseconds since 1970-01-01T00:00:00Z in a <see langword="long"/>: it sorts everywhere (SQLite
/// cannot order a DateTimeOffset) and Parquet has the same unit.
/// </summary>
public static class UtcMicroseconds
{
    public static long From(DateTimeOffset value) => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToDateTimeOffset(long value) =>
        new(Math.Clamp(value, MinValue, MaxValue) * TimeSpan.TicksPerMicrosecond + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);

    public static long Now(TimeProvider clock) => From(clock.GetUtcNow());

    private static long MinValue => From(DateTimeOffset.MinValue);

    private static long MaxValue => From(DateTimeOffset.MaxValue);
}
