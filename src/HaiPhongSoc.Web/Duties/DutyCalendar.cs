using System.Globalization;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Calendar = Ical.Net.Calendar;

namespace HaiPhongSoc.Web.Duties;

/// <summary>
/// Duties as iCalendar (RFC 5545), in the current language: one whole-day event for what is due of one kind on one day, and one on the present day for all
/// that is overdue, since nobody looks at past days of a calendar. Nothing of evidence or reasons goes out.
/// </summary>
internal static class DutyCalendar
{
    // What a calendar program shows of a description without scrolling; the page has the rest.
    private const int MostNamed = 50;

    /// <param name="duties">Those to be shown.</param>
    /// <param name="feed">Where they are read.</param>
    /// <param name="console">The console's address, without a slash at the end.</param>
    /// <param name="now">UTC microseconds.</param>
    public static string Write(IReadOnlyList<DutyRow> duties, OpenCalendarFeed feed, Uri console, long now)
    {
        var calendar = new Calendar { Method = CalendarMethods.Publish, ProductId = "-//HaiPhongSoc//soc//VI" };
        var words = new Words();
        var name = PlainText.OneLine($"{words["Duties.Title"]} · {feed.Name}");
        // RFC 7986, and what programs read that are older.
        calendar.AddProperty("NAME", name);
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT6H");
        foreach (var falling in FallingDuties.Of(duties))
            calendar.Events.Add(Falling(falling, words, console));
        var overdue = duties.Where(d => d.State == DutyState.Overdue).ToList();
        if (overdue.Count > 0)
        {
            // It moves on with the day: programs that keep the newer of two look at the stamp.
            var today = LocalTime.LastDate(now + 1);
            calendar.Events.Add(Event(
                $"overdue@{console.Host}", today, Math.Max(overdue.Max(d => d.ChangedAt), UtcMicroseconds.From(new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero))), words["Calendar.Overdue", Figures.Of(overdue.Count)],
                Lines(overdue.Select(d => $"{LocalTime.LastDay(d.DueAt)} · {d.Title.In(CultureInfo.CurrentUICulture)} · {d.SubjectName}")),
                new Uri(console, $"{Paths.Duties}?tt={(int)DutyState.Overdue}")));
        }

        // Otherwise it would fall silent, and nobody would notice.
        calendar.Events.Add(Event(
            $"link-ends@{console.Host}", LocalTime.LastDate(feed.ExpiresAt), feed.IssuedAt, words["Calendar.Ends"], words["Calendar.EndsBody"], new Uri(console, Paths.Duties)));
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("a calendar is written");
    }

    private static CalendarEvent Falling(FallingDuties falling, Words words, Uri console)
    {
        var first = falling.Rows[0];
        var subject = falling.Rows.Count == 1 ? first.SubjectName : $"× {Figures.Of(falling.Rows.Count)}";
        var summary = $"{falling.Title} · {subject}";
        if (falling.Late > 0)
            summary = $"{words.Of(DutyState.Overdue)}: {summary}";
        else if (falling.Open == 0)
            summary = $"✓ {summary}";
        var details = falling.Rows.Select(d => $"{d.SubjectName} · {d.OwedBy} · {words.Of(d.State)}");
        return Event(
            $"{falling.Kind}-{falling.Day:yyyyMMdd}@{console.Host}", falling.Day, falling.Rows.Max(d => d.ChangedAt), summary,
            Lines(details.Append($"{words["Basis"]}: {first.Basis}")),
            new Uri(console, $"{Paths.Duties}?thang={falling.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}"));
    }

    private static CalendarEvent Event(string uid, DateOnly day, long changedAt, string summary, string description, Uri page) => new()
    {
        Uid = uid,
        DtStamp = new CalDateTime(UtcMicroseconds.ToDateTimeOffset(changedAt).UtcDateTime),
        LastModified = new CalDateTime(UtcMicroseconds.ToDateTimeOffset(changedAt).UtcDateTime),
        Start = new CalDateTime(day),
        End = new CalDateTime(day.AddDays(1)),
        Summary = PlainText.OneLine(summary),
        Description = $"{description}\n{page}",
        Url = page,
        // Whoever's calendar it is stays free for meetings.
        Transparency = TransparencyType.Transparent,
    };

    private static string Lines(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        var named = 0;
        foreach (var line in lines)
        {
            if (named++ == MostNamed)
                return text.Append('…').ToString();
            text.Append(PlainText.OneLine(line)).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
