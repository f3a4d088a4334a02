using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Search;

namespace HaiPhongSoc.Web.Tests.Search;

public sealed class TimeRangeTests
{
    private const long Hour = 3_600_000_000L;
    private const long Now = 1_795_500_000_000_000L;

    [Fact]
    public void Without_anything_it_is_the_last_day() => TimeRange.Read(null, null, null, Now).ShouldBe(new TimeRange("24h", Now - 24 * Hour, Now + Hour / 60));

    [Fact]
    public void A_length_that_is_not_offered_falls_back() => TimeRange.Read("99y", null, null, Now).Recent.ShouldBe("24h");

    [Fact]
    public void Two_points_are_taken_as_they_stand()
    {
        var (from, to) = (LocalTime.FromInput("2026-11-24T08:00")!.Value, LocalTime.FromInput("2026-11-24T09:30")!.Value);

        TimeRange.Read("1h", "2026-11-24T08:00", "2026-11-24T09:30", Now).ShouldBe(new TimeRange(null, from, to));
    }

    [Fact]
    public void A_begin_after_the_end_asks_for_nothing_long()
    {
        var range = TimeRange.Read(null, "2026-11-24T10:00", "2026-11-24T09:00", Now);

        range.From.ShouldBe(range.To - 1);
    }
}
