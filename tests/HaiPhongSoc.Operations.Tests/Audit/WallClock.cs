namespace HaiPhongSoc.Operations.Tests.Audit;

/// <summary>A clock on the wall, which anybody can set, beside one that only runs on: FakeTimeProvider moves both.</summary>
internal sealed class WallClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Set(DateTimeOffset time) => _now = time;

    public void Pass(TimeSpan time)
    {
        _now += time;
        _ticks += time.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _ticks;
}
