using System.Collections.Frozen;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads on what of a system's record a row hangs; what it names has to be there.</summary>
internal sealed class SystemConditionsFile(IReadOnlyList<LevelQuestion> questions, IReadOnlyList<RecordSection> sections)
{
    /// <summary>Written as <c>{question: …, any: […]}</c> or <c>{section: …, field: …, any: […]}</c>.</summary>
    public IReadOnlyList<SystemCondition> Conditions(YamlMap map, string key) => [.. map.Maps(key, isRequired: false).Select(Condition)];

    /// <summary>A day in the record, written as <c>{section: …, field: …}</c>; null where the row names none.</summary>
    public string? Day(YamlMap map, string key)
    {
        if (map.Map(key, isRequired: false) is not { } at)
            return null;
        var field = Field(at);
        if (field is not null && field.Kind != RecordFieldKind.Date)
            at.Fault("field", $"\"{field.Id}\" is no date");
        at.Close();
        return Fact(at);
    }

    private SystemCondition Condition(YamlMap map)
    {
        var options = map.Texts("any", isRequired: true).ToFrozenSet(StringComparer.Ordinal);
        IEnumerable<string> known = [];
        var fact = "";
        if (map.OptionalText("question") is { } id)
        {
            var question = questions.FirstOrDefault(q => q.Id == id);
            if (question is null)
                map.Fault("question", $"\"{id}\" is not among level_questions");
            (fact, known) = ($"question.{id}", question?.Options.Select(o => o.Id) ?? options);
        }
        else
        {
            var field = Field(map);
            (fact, known) = (Fact(map), field?.Options.Select(o => o.Id) ?? options);
        }

        foreach (var unknown in options.Except(known, StringComparer.Ordinal))
            map.Fault("any", $"\"{unknown}\" cannot be chosen there");
        map.Close();
        return new SystemCondition(fact, options);
    }

    private RecordField? Field(YamlMap map)
    {
        var (id, name) = (map.Text("section"), map.Text("field"));
        var section = sections.FirstOrDefault(s => s.Id == id);
        var field = section?.Fields.FirstOrDefault(f => f.Id == name);
        if (section is null && id.Length > 0)
            map.Fault("section", $"\"{id}\" is not among system_record");
        else if (field is null && name.Length > 0)
            map.Fault("field", $"\"{name}\" is no field of \"{id}\"");
        return field;
    }

    private static string Fact(YamlMap map) => $"{map.OptionalText("section")}.{map.OptionalText("field")}";
}
