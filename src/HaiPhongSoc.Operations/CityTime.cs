using HaiPhongSoc.Events;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations;

/// <summary>Days and years as the city counts them.</summary>
internal sealed class CityTime(IOptions<OperationsOptions> options, TimeProvider clock)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public long Now => UtcMicroseconds.Now(clock);

    public DateOnly DayOf(long time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(time), Zone).DateTime);

    /// <summary>When the day begins, UTC microseconds.</summary>
    public long StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return UtcMicroseconds.From(new DateTimeOffset(local, Zone.GetUtcOffset(local)));
    }

    /// <summary>A local hour of a day, UTC microseconds.</summary>
    public long At(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        return UtcMicroseconds.From(new DateTimeOffset(local, Zone.GetUtcOffset(local)));
    }

    /// <summary>When the day is over, UTC microseconds (exclusive).</summary>
    public long EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
