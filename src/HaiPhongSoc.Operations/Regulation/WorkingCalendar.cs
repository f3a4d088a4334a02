using System.Globalization;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Working hours and the days on which offices are closed, or open although it is a weekend.</summary>
internal sealed record WorkingCalendar(TimeOnly From, TimeOnly To, IReadOnlySet<DateOnly> Closed, IReadOnlySet<DateOnly> Open)
{
    public bool IsWorkingDay(DateOnly day) =>
        Open.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Closed.Contains(day));

    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    public DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>The last of so many working days; <paramref name="day"/> itself does not count.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0; left--)
            day = OnOrAfter(day.AddDays(1));
        return day;
    }

    /// <summary>Strict: with faults there is none.</summary>
    public static WorkingCalendar? Read(string yaml, string file, List<DocumentFault> faults)
    {
        var document = YamlText.Parse(yaml, file);
        var calendar = document.Root is { } root ? Read(root) : null;
        faults.AddRange(document.Faults);
        return document.Faults.Count == 0 ? calendar : null;
    }

    private static WorkingCalendar Read(YamlMap root)
    {
        var closed = Days(root, "holidays", _ => null);
        var open = Days(root, "made_up_days", day => closed.Contains(day)
            ? Text($"{day:dd/MM/yyyy} is a holiday too: an office is either open or closed")
            : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? null : Text($"{day:dd/MM/yyyy} is no weekend: offices work on it anyway"));
        var calendar = new WorkingCalendar(Hour(root, "opens"), Hour(root, "closes"), closed, open);
        if (calendar.To <= calendar.From)
            root.Fault("closes", "offices close after they open");
        root.Close();
        return calendar;
    }

    private static TimeOnly Hour(YamlMap root, string key)
    {
        if (TimeOnly.TryParseExact(root.Text(key), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
            return hour;
        root.Fault(key, "an hour is written as 08:00");
        return default;
    }

    // Why a day cannot stand there is said at its row.
    private static HashSet<DateOnly> Days(YamlMap root, string key, Func<DateOnly, string?> faultOf)
    {
        var days = new HashSet<DateOnly>();
        foreach (var map in root.Maps(key, isRequired: true))
        {
            _ = map.Wording("title");
            _ = map.Text("basis");
            _ = RegulationFile.Confidence(map);
            var from = map.OptionalDate("from");
            var to = map.OptionalDate("to") ?? from;
            map.Close();
            if (from is null || to is null || to < from || to.Value.DayNumber - from.Value.DayNumber > 31)
            {
                map.Fault("from", "give the first day, and the last one where there are several (31 at most)");
                continue;
            }

            for (var day = from.Value; day <= to; day = day.AddDays(1))
            {
                if ((days.Add(day) ? faultOf(day) : Text($"{day:dd/MM/yyyy} stands in another row, too")) is { } fault)
                    map.Fault("from", fault);
            }
        }

        return days;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
