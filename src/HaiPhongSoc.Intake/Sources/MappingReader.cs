using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>The keys <c>ecs</c>, <c>alias</c>, <c>derive</c> and <c>set</c>, which a definition and each of its variants may have.</summary>
internal static class MappingReader
{
    public static FieldMapping Read(StrictYaml yaml) => new(
        Names(yaml, "ecs"),
        Names(yaml, "alias"),
        [.. yaml.Maps("derive").Select(ReadDerivation)],
        Set(yaml),
        SourceDefinitionReader.LogSource(yaml));

    public static StaticField[] Set(StrictYaml yaml) =>
        [.. yaml.Pairs("set").SelectMany(pair => pair.Values.Select(value => new StaticField(FieldCatalogue.Intern(pair.Key), Encoding.UTF8.GetBytes(value))))];

    private static FrozenDictionary<FieldId, FieldId[]> Names(StrictYaml yaml, string key) =>
        yaml.Pairs(key)
            .Where(pair => pair.Key.Length > 0)
            .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(
                pair => FieldCatalogue.Intern(pair.Key),
                pair => pair.Values.Where(name => name.Length > 0).Select(FieldCatalogue.Intern).ToArray());

    private static Derivation ReadDerivation(StrictYaml yaml)
    {
        var from = yaml.Required("from");
        var match = SourceDefinitionReader.Pattern(yaml, "match");
        var to = yaml.Text("to");
        var compose = yaml.Text("compose");
        var values = yaml.Pairs("values");
        if ((match is null ? 0 : 1) + (compose is null ? 0 : 1) + (values.Count == 0 ? 0 : 1) != 1)
            yaml.Problem(null, "a derivation needs exactly one of 'match', 'values' and 'compose'");
        if (match is null == to is null)
            yaml.Problem(null, "'to' belongs to 'values' and 'compose'; 'match' names its fields under 'ecs' and 'alias'");
        var derivation = new Derivation(Field(from))
        {
            Unless = Field(yaml.Text("unless")),
            To = Field(to),
            ToNaming = to is not null && to.Contains('.', StringComparison.Ordinal) ? FieldNaming.Ecs : FieldNaming.Alias,
            Match = match,
            Values = values.Count == 0 ? null : values.ToFrozenDictionary(pair => pair.Key, pair => pair.Values.FirstOrDefault() ?? "", StringComparer.OrdinalIgnoreCase),
            Groups = match is null ? [] : [.. Groups(yaml, match, "ecs", FieldNaming.Ecs), .. Groups(yaml, match, "alias", FieldNaming.Alias)],
            Set = Set(yaml),
            Compose = compose is null ? null : Compose(yaml, compose),
        };
        yaml.Close();
        return derivation;
    }

    private static IEnumerable<DerivedGroup> Groups(StrictYaml yaml, Regex match, string key, FieldNaming naming)
    {
        foreach (var (group, fields, place) in yaml.Pairs(key))
        {
            if (match.GroupNumberFromName(group) < 0)
                yaml.Problem(place, $"'match' has no group '{group}'");
            foreach (var field in fields)
                yield return new DerivedGroup(group, Field(field), naming);
        }
    }

    private static ComposePart[] Compose(StrictYaml yaml, string text)
    {
        var parts = new List<ComposePart>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                parts.Add(new ComposePart(FieldId.None, text[at..]));
                break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0 || close == open + 1)
            {
                yaml.Problem(yaml.Node("compose"), "'compose' has a '{' without a field name and '}'");
                break;
            }

            if (open > at)
                parts.Add(new ComposePart(FieldId.None, text[at..open]));
            parts.Add(new ComposePart(FieldCatalogue.Intern(text[(open + 1)..close]), ""));
            at = close + 1;
        }

        return [.. parts];
    }

    private static FieldId Field(string? name) => string.IsNullOrEmpty(name) ? FieldId.None : FieldCatalogue.Intern(name);
}
