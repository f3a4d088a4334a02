using System.Globalization;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads how a profile counts last days: one row for each part that has any.</summary>
internal static class DeadlineRulesFile
{
    public static readonly IReadOnlyList<string> Parts = ["duties", "periodic_activities", "reports", "transitions", "time_limits", "arrangements"];

    private static readonly Dictionary<string, ClosedDay> ClosedDays = new(StringComparer.Ordinal)
    {
        ["stays"] = ClosedDay.Stays,
        ["next"] = ClosedDay.Next,
        ["previous"] = ClosedDay.Previous,
    };

    public static IReadOnlyList<DeadlineRule> Read(YamlMap root, IReadOnlyList<LegalRole> roles)
    {
        var maps = root.Maps("deadlines", isRequired: true);
        var rows = RowChecks.Once(maps, maps.Select(map => Row(map, roles)).ToList(), r => r.Part, _ => [0], r => r.Basis);
        foreach (var part in Parts.Except(rows.Select(r => r.Part), StringComparer.Ordinal))
            root.Fault("deadlines", $"has no row for {part}");
        return rows;
    }

    private static DeadlineRule Row(YamlMap map, IReadOnlyList<LegalRole> roles)
    {
        var row = new DeadlineRule(
            map.Text("id"), map.Wording("title"), map.Word("closed_day", ClosedDays), Reminders(map), Escalations(map, roles), RegulationFile.Basis(map));
        if (row.Part.Length > 0 && !Parts.Contains(row.Part, StringComparer.Ordinal))
            map.Fault("id", $"is \"{row.Part}\": write one of {string.Join(", ", Parts)}");
        map.Close();
        return row;
    }

    private static List<int> Reminders(YamlMap map)
    {
        var days = new List<int>();
        foreach (var text in map.Texts("remind_days_before", isRequired: true))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 365 && (days.Count == 0 || day < days[^1]))
                days.Add(day);
            else
                map.Fault("remind_days_before", $"\"{text}\" is no number of days from 1 to 365, or not smaller than the one before it");
        }

        return days;
    }

    private static List<EscalationRule> Escalations(YamlMap map, IReadOnlyList<LegalRole> roles)
    {
        var steps = new List<EscalationRule>();
        foreach (var step in map.Maps("escalations", isRequired: true))
        {
            var after = step.Integer("working_days_after", 1, 250, 0);
            if (!step.Has("working_days_after"))
                step.Fault("working_days_after", "is missing");
            else if (steps.Count > 0 && after <= steps[^1].WorkingDaysAfter)
                step.Fault("working_days_after", "is not later than the step before it");
            var to = step.Text("to");
            var role = roles.FirstOrDefault(r => r.Id == to);
            if (role is null && to.Length > 0)
                step.Fault("to", $"\"{to}\" is not among roles");
            step.Close();
            if (role is not null)
                steps.Add(new EscalationRule(after, role));
        }

        return steps;
    }
}
