using HaiPhongSoc.Operations.Documents;

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
        var maps = root.Maps("arrangements", isRequired: true);
        return RowChecks.Once(maps, maps.Select(Row).ToList(), r => r.Id, _ => [0], r => r.Basis);
    }

    private static ArrangementRule Row(YamlMap map)
    {
        var kind = map.Word("kind", Kinds);
        var isYearly = kind == ArrangementKind.Yearly;
        var row = new ArrangementRule(
            map.Text("id"), kind, map.Wording("title"), map.Wording("head"), map.OptionalDate("until"), map.Integer("days_for_new", 1, 730, 1),
            map.OptionalInteger("review_months", 1, 120), map.Map("due", isRequired: isYearly) is { } due ? RegulationFile.DayOfYear(due) : null,
            map.Has("text") ? map.Wording("text") : null, RegulationFile.Basis(map));
        foreach (var key in isYearly ? ["due"] : new[] { "until", "days_for_new" })
            Need(map, key);
        foreach (var key in isYearly ? ["until", "days_for_new", "review_months", "text"] : new[] { "due" })
            Refuse(map, key, kind);
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
