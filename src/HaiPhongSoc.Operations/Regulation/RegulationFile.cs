using System.Collections.Frozen;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads a profile strictly: with faults there is none.</summary>
internal static class RegulationFile
{
    private static readonly string[] Confidences = ["verified", "secondary", "to-be-confirmed"];

    public static RegulationProfile? Read(string yaml, string file, List<DocumentFault> faults) => Read(YamlText.Parse(yaml, file, refusesEmpty: true), faults);

    public static RegulationProfile? Read(YamlText document, List<DocumentFault> faults)
    {
        var profile = document.Root is { } root ? Read(root) : null;
        faults.AddRange(document.Faults);
        return document.Faults.Count == 0 ? profile : null;
    }

    private static RegulationProfile Read(YamlMap root)
    {
        var conditions = Conditions(root);
        var levels = LevelRulesFile.Read(root);
        var record = SystemRecordRulesFile.Read(root);
        var dossiers = DossierRulesFile.Read(root, new SystemConditionsFile(levels.Questions, record));
        var profile = new RegulationProfile
        {
            Id = root.Text("profile"),
            Title = root.Wording("title"),
            Conditions = [.. conditions.Values],
            Clocks = [.. root.Maps("incident_clocks", isRequired: true).Select(map => Clock(map, conditions)).OfType<ClockRule>()],
            Duties = [.. root.Maps("duties", isRequired: true).Select(Duty)],
            EngagementFields = [.. root.Maps("drill_engagement_fields", isRequired: true).Select(Field)],
            Accounts = AccountRulesFile.Read(root),
            Levels = levels,
            Dossiers = dossiers,
            Arrangements = ArrangementRulesFile.Read(root),
            SystemRecord = record,
            Deadlines = DeadlineRulesFile.Read(root, dossiers.Roles),
        };
        foreach (var part in (ReadOnlySpan<string>)["incident_clocks", "duties", "drill_engagement_fields"])
            RowChecks.Once(root, part);
        root.Close();
        return profile;
    }

    private static Dictionary<string, ConditionRule> Conditions(YamlMap root)
    {
        var rows = new List<(YamlMap Map, ConditionRule Rule)>();
        var implied = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var map in root.Maps("incident_conditions", isRequired: true))
        {
            var rule = new ConditionRule(map.Text("key"), map.Wording("title"), map.Flag("serious", otherwise: false), FrozenSet<string>.Empty);
            if (implied.TryAdd(rule.Key, map.Texts("implies")))
                rows.Add((map, rule));
            else
                map.Fault("key", $"\"{rule.Key}\" is given twice");
            map.Close();
        }

        return rows.ToDictionary(row => row.Rule.Key, row => row.Rule with { Implies = Implied(row.Map, row.Rule.Key, implied) }, StringComparer.Ordinal);
    }

    /// <summary>All that follows from one condition, through others too; a circle would make two conditions one, so it is refused.</summary>
    private static HashSet<string> Implied(YamlMap map, string key, Dictionary<string, IReadOnlyList<string>> implied)
    {
        foreach (var unknown in implied[key].Where(other => !implied.ContainsKey(other)))
            map.Fault("implies", $"\"{unknown}\" is not among incident_conditions");
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(implied[key]);
        while (open.TryPop(out var next))
        {
            if (!implied.TryGetValue(next, out var further) || !found.Add(next))
                continue;
            foreach (var other in further)
                open.Push(other);
        }

        if (found.Contains(key))
            map.Fault("implies", $"leads back to \"{key}\"");
        return found;
    }

    private static ClockRule? Clock(YamlMap map, Dictionary<string, ConditionRule> conditions)
    {
        var key = map.Text("condition");
        var condition = conditions.GetValueOrDefault(key);
        if (condition is null && key.Length > 0)
            map.Fault("condition", $"\"{key}\" is not among incident_conditions");
        var row = new ClockRule(
            map.Text("id"), map.Wording("title"), key, condition?.Title ?? Mediation.Wording.Empty, map.Duration("limit"), map.Wording("recipients"), Basis(map),
            map.Flag("from_decision", otherwise: false));
        map.Close();
        return condition is null ? null : row;
    }

    private static DutyRule Duty(YamlMap map)
    {
        var scope = map.Text("scope");
        if (scope is not ("city" or "system" or ""))
            map.Fault("scope", $"is \"{scope}\": write city or system");
        var (month, day) = map.Map("due") is { } due ? DayOfYear(due) : (12, 28);
        var row = new DutyRule(
            map.Text("id"), map.Wording("title"), scope == "system", map.Integer("min_level", 0, 5, 0), month, day,
            map.Duration("soon"), Basis(map), [.. map.Maps("milestones", isRequired: false).Select(Milestone)]);
        Unique(map, "milestones", row.Milestones.Select(m => m.Id));
        map.Close();
        return row;
    }

    /// <summary>A day that every year has: <c>{month: 12, day: 31}</c>.</summary>
    internal static (int Month, int Day) DayOfYear(YamlMap map)
    {
        foreach (var missing in (ReadOnlySpan<string>)["month", "day"])
        {
            if (!map.Has(missing))
                map.Fault(missing, "is missing");
        }

        var month = map.Integer("month", 1, 12, 12);
        var day = map.Integer("day", 1, 31, 28);
        if (day > DateTime.DaysInMonth(2_025, month))
            map.Fault("day", $"{day} does not exist in every year's month {month}");
        map.Close();
        return (month, Math.Min(day, DateTime.DaysInMonth(2_025, month)));
    }

    private static MilestoneRule Milestone(YamlMap map)
    {
        var row = new MilestoneRule(map.Text("id"), map.Wording("title"), map.Integer("days_before", 0, 360, 0), Basis(map));
        if (!map.Has("days_before"))
            map.Fault("days_before", "is missing");
        map.Close();
        return row;
    }

    private static EngagementField Field(YamlMap map)
    {
        var field = new EngagementField(map.Text("id"), map.Wording("title"), Basis(map));
        map.Close();
        return field;
    }

    /// <summary>How sure whoever wrote the row was.</summary>
    internal static string Confidence(YamlMap map)
    {
        var confidence = map.Text("confidence");
        if (confidence.Length > 0 && !Confidences.Contains(confidence, StringComparer.Ordinal))
            map.Fault("confidence", $"is \"{confidence}\": write one of {string.Join(", ", Confidences)}");
        return confidence;
    }

    internal static LegalBasis Basis(YamlMap map)
    {
        var confidence = Confidence(map);
        var from = map.OptionalDate("valid_from");
        if (!map.Has("valid_from"))
            map.Fault("valid_from", "is missing");
        var to = map.OptionalDate("valid_to");
        if (to < from)
            map.Fault("valid_to", "is before valid_from");
        return new LegalBasis(map.Text("basis"), confidence, from ?? DateOnly.MinValue, to);
    }

    private static void Unique(YamlMap map, string key, IEnumerable<string> ids)
    {
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            map.Fault(key, $"holds \"{twice.Key}\" twice");
    }
}
