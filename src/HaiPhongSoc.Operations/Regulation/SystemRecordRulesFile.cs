using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads what a profile wants to be recorded of every system.</summary>
internal static class SystemRecordRulesFile
{
    private static readonly Dictionary<string, RecordFieldKind> Kinds = new(StringComparer.Ordinal)
    {
        ["text"] = RecordFieldKind.Text,
        ["lines"] = RecordFieldKind.Lines,
        ["number"] = RecordFieldKind.Number,
        ["date"] = RecordFieldKind.Date,
        ["choice"] = RecordFieldKind.Choice,
        ["many"] = RecordFieldKind.Many,
        ["system"] = RecordFieldKind.System,
    };

    public static IReadOnlyList<RecordSection> Read(YamlMap root)
    {
        var maps = root.Maps("system_record", isRequired: true);
        return RowChecks.Once(maps, maps.Select(Section).ToList(), s => s.Id, s => s.Levels, s => s.Basis);
    }

    private static RecordSection Section(YamlMap map)
    {
        var maps = map.Maps("fields", isRequired: true);
        var fields = maps.Select(Field).ToList();
        if (map.Has("fields") && fields.Count == 0)
            map.Fault("fields", "names no field");
        foreach (var twice in fields.GroupBy(f => f.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            map.Fault("fields", $"holds \"{twice.Key}\" twice");
        foreach (var (at, field) in maps.Zip(fields))
        {
            foreach (var unknown in field.DistinctFrom.Where(id => id != RecordField.Operator && (id == field.Id || !fields.Exists(f => f.Id == id))))
                at.Fault("distinct_from", $"\"{unknown}\" is no other field of this section: write one, or {RecordField.Operator}");
        }

        var section = new RecordSection(
            map.Text("id"), map.Wording("title"), map.Has("help") ? map.Wording("help") : Wording.Empty, map.Flag("table", otherwise: false),
            map.Flag("required", otherwise: false), DossierRulesFile.Levels(map), fields, RegulationFile.Basis(map));
        map.Close();
        return section;
    }

    private static RecordField Field(YamlMap map)
    {
        var kind = map.Word("kind", Kinds, RecordFieldKind.Text);
        var isChosen = kind is RecordFieldKind.Choice or RecordFieldKind.Many;
        var options = map.Maps("options", isRequired: isChosen).Select(Option).ToList();
        if (!isChosen && map.Has("options"))
            map.Fault("options", "are for choice and many: take them out");
        foreach (var twice in options.GroupBy(o => o.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            map.Fault("options", $"holds \"{twice.Key}\" twice");
        var field = new RecordField(
            map.Text("id"), kind, map.Wording("title"), map.Has("help") ? map.Wording("help") : Wording.Empty, map.Flag("required", otherwise: false), options,
            map.Texts("distinct_from"));
        map.Close();
        return field;
    }

    private static RecordOption Option(YamlMap map)
    {
        var option = new RecordOption(map.Text("id"), map.Wording("title"));
        map.Close();
        return option;
    }
}
