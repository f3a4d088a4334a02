using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Tests.Language;

public sealed class WritingTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly long _at = UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 17, 5, 9, TimeSpan.Zero));

    [Theory]
    [InlineData("vi", "1.234.567", "0,5")]
    [InlineData("en", "1,234,567", "0.5")]
    public void Figures_are_written_as_readers_write_them(string language, string whole, string half)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Figures.Of(1_234_567).ShouldBe(whole);
        Figures.Of(0.5, 1).ShouldBe(half);
    }

    [Fact]
    public void Times_are_those_of_the_city()
    {
        LocalTime.Seconds(_at).ShouldBe("25/11/2026 00:05:09");
        LocalTime.Minutes(_at).ShouldBe("25/11/2026 00:05");
        LocalTime.Utc(_at).ShouldBe("2026-11-24 17:05:09.000000 UTC");
        LocalTime.Iso(_at).ShouldBe("2026-11-24T17:05:09.000000Z");
    }

    [Fact]
    public void A_due_time_shows_the_last_day_that_it_allows() =>
        LocalTime.LastDay(UtcMicroseconds.From(new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero))).ShouldBe("31/12/2026");

    [Fact]
    public void What_an_input_shows_is_read_back()
    {
        var minute = _at - 9_000_000;

        LocalTime.FromInput(LocalTime.Input(minute)).ShouldBe(minute);
        LocalTime.FromInput("yesterday").ShouldBeNull();
        LocalTime.FromInput(null).ShouldBeNull();
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Any_number_of_microseconds_can_be_written(long at) => LocalTime.Seconds(at).ShouldNotBeEmpty();

    [Theory]
    [InlineData(30, "còn dưới 1 phút")]
    [InlineData(5 * 3600 + 12 * 60, "còn 5 giờ 12 phút")]
    [InlineData(2 * 86400 + 22 * 3600, "còn 2 ngày 22 giờ")]
    [InlineData(40 * 86400, "còn 40 ngày")]
    [InlineData(-20 * 60, "quá hạn 20 phút")]
    public void Time_left_is_a_phrase(long seconds, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");

        Spans.Until(new Words(), _at + seconds * 1_000_000, _at).ShouldBe(expected);
    }

    [Fact]
    public void A_refusal_is_read_as_a_sentence()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");

        Sentences.Of(new Wording("đã có người nhận", "taken already")).ShouldBe("Đã có người nhận.");
    }

    [Fact]
    public void A_text_that_is_missing_is_a_bug() => Should.Throw<KeyNotFoundException>(() => new Words()["No.Such"]);

    public void Dispose() => CultureInfo.CurrentUICulture = _before;
}
