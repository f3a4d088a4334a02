using System.Globalization;
using System.Text;
using CsCheck;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Parsing;

namespace HaiPhongSoc.Intake.Tests.Parsing;

public sealed class TimeTextTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    [Theory]
    [InlineData("2026-11-24T10:00:00", "2026-11-24T03:00:00Z")]
    [InlineData("2026-11-24 10:00:00.1234567", "2026-11-24T03:00:00.123456Z")]
    [InlineData("2026-11-24T10:00:00,5Z", "2026-11-24T10:00:00.5Z")]
    [InlineData("2026-11-24T10:00:00-03:30", "2026-11-24T13:30:00Z")]
    [InlineData("2026-11-24T10:00:00+0700", "2026-11-24T03:00:00Z")]
    [InlineData("2026-11-24T10:00+07", "2026-11-24T03:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z")]
    [InlineData("24/Nov/2026:10:00:00 +0700", "2026-11-24T03:00:00Z")]
    [InlineData("Nov 24 10:00:00", "2026-11-24T03:00:00Z")]
    [InlineData("Nov  4 10:00:00.25", "2026-11-04T03:00:00.25Z")]
    [InlineData("Nov 24 2025 10:00:00", "2025-11-24T03:00:00Z")]
    [InlineData("Feb 29 10:00:00", null)]
    [InlineData("1795489200", "2026-11-24T03:00:00Z")]
    [InlineData("1795489200.25", "2026-11-24T03:00:00.25Z")]
    [InlineData("1795489200250", "2026-11-24T03:00:00.25Z")]
    [InlineData("1795489200250000", "2026-11-24T03:00:00.25Z")]
    [InlineData("1795489200250000000", "2026-11-24T03:00:00.25Z")]
    [InlineData("2026-13-01T00:00:00", null)]
    [InlineData("2026-02-30T00:00:00", null)]
    [InlineData("2026-11-24T25:00:00", null)]
    [InlineData("2026-11-24T10:00:00 o'clock", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("7", null)]
    [InlineData("", null)]
    [InlineData("yesterday", null)]
    public void A_written_time_reads_as_the_instant_it_means(string text, string? expected)
    {
        var received = UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));

        var known = TimeText.TryParse(Encoding.UTF8.GetBytes(text), Vietnam, received, out var time);

        known.ShouldBe(expected is not null);
        if (expected is not null)
            UtcMicroseconds.ToDateTimeOffset(time).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_time_without_a_year_gets_the_year_nearest_to_its_receipt() =>
        Gen.Select(Gen.DateTime[new DateTime(2020, 1, 2), new DateTime(2035, 1, 1)], Gen.Int[-170, 170]).Sample((received, days) =>
        {
            var happened = received.AddDays(days);
            if (happened is { Month: 2, Day: 29 })
                return;
            var text = happened.ToString("MMM d HH:mm:ss", CultureInfo.InvariantCulture);
            var receivedAt = UtcMicroseconds.From(new DateTimeOffset(received, TimeSpan.Zero));

            TimeText.TryParse(Encoding.UTF8.GetBytes(text), TimeSpan.Zero, receivedAt, out var time).ShouldBeTrue();

            UtcMicroseconds.ToDateTimeOffset(time).Year.ShouldBe(happened.Year);
        });

    [Fact]
    public void Iso_times_round_trip() =>
        Gen.DateTime[new DateTime(1970, 1, 1), new DateTime(2100, 1, 1)].Sample(moment =>
        {
            var text = moment.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

            TimeText.TryParse(Encoding.UTF8.GetBytes(text), Vietnam, 0, out var time).ShouldBeTrue();

            UtcMicroseconds.ToDateTimeOffset(time).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture).ShouldBe(text);
        });

    [Fact]
    public void Random_text_never_throws() =>
        Gen.OneOf("0123456789-:TZ+/. JanFeb"u8.ToArray()).Array[0, 40].Sample(
            text =>
            {
                _ = TimeText.TryParse(text, Vietnam, long.MaxValue, out _);
                _ = TimeText.TryParse(text, Vietnam, long.MinValue, out _);
                TimeText.LeadingLength(text);
            },
            iter: 50_000);
}
