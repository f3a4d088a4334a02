using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>When offices work, by the calendar of <c>rules/regulation/vn-working-days.yml</c> and the city's zone.</summary>
internal sealed class WorkingDays(Rulebook rulebook, CityTime time)
{
    public bool IsWorkingTime(long at)
    {
        var local = TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(at), time.Zone);
        var calendar = rulebook.WorkingDays;
        return calendar.IsWorkingDay(time.DayOf(at)) && local.TimeOfDay >= calendar.From.ToTimeSpan() && local.TimeOfDay < calendar.To.ToTimeSpan();
    }

    /// <summary>When offices open on the first working day after <paramref name="at"/> that opens after it: the same morning for what happens before it.</summary>
    public long NextMorning(long at)
    {
        var calendar = rulebook.WorkingDays;
        for (var day = time.DayOf(at); ; day = day.AddDays(1))
        {
            var opens = time.At(day, calendar.From);
            if (opens > at && calendar.IsWorkingDay(day))
                return opens;
        }
    }
}
