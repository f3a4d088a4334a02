using System.Globalization;
using System.Text;
using CsCheck;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Duties;
using Calendar = Ical.Net.Calendar;

namespace HaiPhongSoc.Web.Tests.Duties;

/// <summary>Duties as iCalendar: what a calendar program reads back is what was written, whatever people call their systems.</summary>
public sealed class DutyCalendarTests
{
    // Noon of 24/11/2026 in the city.
    private const long Now = 1_795_496_400_000_000;
    private const long OneDay = 86_400_000_000;
    private const long EndOfDay = 1_795_539_600_000_000;

    private static readonly string[] Hostile =
        ["\r\nBEGIN:VEVENT\r\nSUMMARY:x", "a;b,c\\n:\"d\"", "Ủy ban nhân dân phường Hồng Bàng – hệ thống thông tin ", "\u2028END:VCALENDAR", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"];

    [Fact]
    public void What_falls_due_on_one_day_is_one_whole_day_event()
    {
        var read = Read([Duty(1, EndOfDay, "Cổng dịch vụ công"), Duty(2, EndOfDay, "Một cửa"), Duty(3, EndOfDay + OneDay, "Một cửa")]);
        read.Events.Where(e => e.Uid!.StartsWith("scan-", StringComparison.Ordinal)).Select(e => (e.Start!.Date, e.IsAllDay, e.Summary)).ShouldBe(
        [
            (new DateOnly(2026, 11, 24), true, "Dò quét lỗ hổng · × 2"),
            (new DateOnly(2026, 11, 25), true, "Dò quét lỗ hổng · Một cửa"),
        ]);
        read.Events.Count.ShouldBe(3);
        var first = read.Events.Single(e => e.Uid == "scan-20261124@soc.example");
        first.Description.ShouldNotBeNull().ShouldContain("Cổng dịch vụ công · Sở A · Chưa đến hạn");
        first.Description.ShouldContain("Căn cứ: Điều 1");
        first.Description.ShouldNotContain("bằng chứng");
        first.Url.ShouldBe(new Uri("https://soc.example/nghia-vu?thang=2026-11"));
    }

    [Fact]
    public void What_is_overdue_stands_on_the_present_day_too()
    {
        var read = Read([Duty(1, EndOfDay - 30 * OneDay, "Một cửa", DutyState.Overdue), Duty(2, EndOfDay, "Một cửa", DutyState.Done)]);
        read.Events.Single(e => e.Uid == "scan-20261025@soc.example").Summary.ShouldBe("Quá hạn: Dò quét lỗ hổng · Một cửa");
        read.Events.Single(e => e.Uid == "scan-20261124@soc.example").Summary.ShouldBe("✓ Dò quét lỗ hổng · Một cửa");
        var overdue = read.Events.Single(e => e.Uid == "overdue@soc.example");
        (overdue.Start!.Date, overdue.Summary).ShouldBe((new DateOnly(2026, 11, 24), "1 nghĩa vụ đã quá hạn"));
        overdue.Description.ShouldNotBeNull().ShouldContain("25/10/2026 · Dò quét lỗ hổng · Một cửa");
    }

    [Fact]
    public void The_day_on_which_the_link_ends_stands_in_it_and_the_same_duties_are_the_same_bytes()
    {
        var ends = Read([]).Events.ShouldHaveSingleItem();
        ends.Start!.Date.ShouldBe(new DateOnly(2026, 12, 24));
        Write([Duty(1, EndOfDay, "Một cửa")]).ShouldBe(Write([Duty(1, EndOfDay, "Một cửa")]));
    }

    [Fact]
    public void Whatever_a_name_holds_lines_are_of_75_octets_and_nothing_is_added_to_the_calendar() =>
        Gen.OneOf(Gen.String, Gen.Int[0, 4].Select(i => Hostile[i])).List[1, 6].Sample(
            names =>
            {
                var text = Write([.. names.Select((name, i) => Duty(i, EndOfDay + i * OneDay, name))]);
                foreach (var line in text.TrimEnd().Split("\r\n"))
                {
                    Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75);
                    line.ShouldNotContain('\n');
                }

                var read = Calendar.Load(text)!;
                read.Events.Count.ShouldBe(names.Count + 1);
                read.Events.ShouldAllBe(e => e.Url!.Host == "soc.example");
            },
            iter: 200);

    private static Calendar Read(IReadOnlyList<DutyRow> duties) => Calendar.Load(Write(duties))!;

    private static string Write(IReadOnlyList<DutyRow> duties)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");
        var feed = new OpenCalendarFeed("x", Actor.Program, "Điện thoại", null, null, "vi", Now, EndOfDay + 30 * OneDay);
        return DutyCalendar.Write(duties, feed, new Uri("https://soc.example"), Now);
    }

    private static DutyRow Duty(long id, long due, string subject, DutyState state = DutyState.Upcoming) => new(
        id, 1, "scan", "s-1", subject, 2026, new Wording("Dò quét lỗ hổng", "Vulnerability scan"), "Điều 1", "verified", due, state, null, null, null, "bằng chứng", Now, "so-a", "Sở A");
}
