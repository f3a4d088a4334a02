using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads what a profile says that every organisation makes and keeps.</summary>
internal static class ArrangementRulesFile
{
    private static readonly Dictionary<string, ArrangementKind> Kinds = new(StringComparer.Ordinal)
    {
        ["standing"] = ArrangementKind.Standing,
        ["yearly"] = ArrangementKind.Yearly,
        ["dissemination"] = ArrangementKind.Dissemination,
        ["contacts"] = ArrangementKind.Contacts,
    };

    public static IReadOnlyList<ArrangementRule> Read(YamlMap root)
    {
        var groups = Groups(root);
        var maps = root.Maps("arrangements", isRequired: true);
        var rows = maps.Select(map => Row(map, groups)).ToList();
        foreach (var (map, row) in maps.Zip(rows).Where((at, i) => i > 0 && rows[i - 1].Group != at.Second.Group && rows.Take(i).Any(r => r.Group == at.Second.Group)))
            map.Fault("group", $"stands apart from the others of \"{map.Text("group")}\": rows of a group follow each other");
        return RowChecks.Once(maps, rows, r => r.Id, _ => [0], r => r.Basis);
    }

    private static Dictionary<string, Wording> Groups(YamlMap root)
    {
        var groups = new Dictionary<string, Wording>(StringComparer.Ordinal);
        foreach (var map in root.Maps("arrangement_groups", isRequired: true))
        {
            if (!groups.TryAdd(map.Text("id"), map.Wording("title")))
                map.Fault("id", $"\"{map.Text("id")}\" is given twice");
            map.Close();
        }

        return groups;
    }

    private static ArrangementRule Row(YamlMap map, Dictionary<string, Wording> groups)
    {
        var group = map.Text("group");
        if (group.Length > 0 && !groups.ContainsKey(group))
            map.Fault("group", $"\"{group}\" is not among arrangement_groups");
        var kind = map.Word("kind", Kinds);
        var isYearly = kind == ArrangementKind.Yearly;
        var row = new ArrangementRule(
            map.Text("id"), groups.GetValueOrDefault(group, Wording.Empty), kind, map.Wording("title"), map.Wording("head"), map.OptionalDate("until"), map.Integer("days_for_new", 1, 730, 1),
            map.OptionalInteger("review_months", 1, 120), map.Map("due", isRequired: isYearly) is { } due ? RegulationFile.DayOfYear(due) : null,
            map.Has("text") ? map.Wording("text") : null, RegulationFile.Basis(map), map.Flag("before_level_approval", otherwise: false));
        foreach (var key in isYearly ? ["due"] : new[] { "until", "days_for_new" })
            Need(map, key);
        foreach (var key in isYearly ? ["until", "days_for_new", "review_months", "text"] : new[] { "due" })
            Refuse(map, key, kind);
        if (row.PrecedesLevel && kind != ArrangementKind.Standing)
            map.Fault("before_level_approval", "is for documents that hold until their review: write it with kind standing");
        if (row.Until < row.Basis.ValidFrom)
            map.Fault("until", "lies before valid_from: nobody would owe it");
        if (kind is ArrangementKind.Standing or ArrangementKind.Contacts)
            Need(map, "review_months");
        if (kind == ArrangementKind.Dissemination)
            Need(map, "text");
        map.Close();
        return row;
    }

    private static void Need(YamlMap map, string key)
    {
        if (!map.Has(key))
            map.Fault(key, "is missing");
    }

    private static void Refuse(YamlMap map, string key, ArrangementKind kind)
    {
        if (map.Has(key))
            map.Fault(key, $"says nothing of what is {(kind == ArrangementKind.Yearly ? "owed every year" : "made once")}: take it out");
    }
}
