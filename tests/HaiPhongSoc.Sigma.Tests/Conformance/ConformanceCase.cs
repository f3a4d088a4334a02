using System.Globalization;
using HaiPhongSoc.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Tests.Conformance;

/// <summary>One entry of the suite; README.md beside the files describes the format.</summary>
internal sealed record ConformanceCase(string Name, string Text, IReadOnlyList<MapEvent> Match, IReadOnlyList<MapEvent> NoMatch, string? Refused, IReadOnlyList<string> Warnings)
{
    private static readonly string[] Keys = ["name", "rule", "detection", "match", "no_match", "refused", "warns"];

    public static IEnumerable<(string File, ConformanceCase Case)> All()
    {
        foreach (var path in Directory.EnumerateFiles(RepositoryRoot.Of("tests", "HaiPhongSoc.Sigma.Tests", "Conformance"), "*.yml").Order(StringComparer.Ordinal))
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(path);
            stream.Load(reader);
            foreach (var entry in (YamlSequenceNode)stream.Documents.Single().RootNode)
                yield return (Path.GetFileName(path), Read((YamlMappingNode)entry));
        }
    }

    private static ConformanceCase Read(YamlMappingNode entry)
    {
        var values = entry.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value, StringComparer.Ordinal);
        values.Keys.Except(Keys, StringComparer.Ordinal).ShouldBeEmpty();
        var text = values.TryGetValue("rule", out var rule) ? ((YamlScalarNode)rule).Value! : Rule.Text(((YamlScalarNode)values["detection"]).Value!);
        return new ConformanceCase(
            ((YamlScalarNode)values["name"]).Value!,
            text,
            Events(values.GetValueOrDefault("match")),
            Events(values.GetValueOrDefault("no_match")),
            values.TryGetValue("refused", out var refused) ? string.Join(' ', ((YamlSequenceNode)refused).Children) : null,
            values.TryGetValue("warns", out var warns) ? [.. ((YamlSequenceNode)warns).Children.Select(node => node.ToString())] : []);
    }

    private static List<MapEvent> Events(YamlNode? node) =>
        node is YamlSequenceNode list ? [.. list.Children.Select(item => Event((YamlMappingNode)item))] : [];

    private static MapEvent Event(YamlMappingNode map)
    {
        var fields = new List<(string, object?)>();
        foreach (var (key, value) in map.Children)
            fields.Add((((YamlScalarNode)key).Value!, value is YamlSequenceNode many ? many.Children.Select(Value).ToArray() : Value(value)));
        return new MapEvent([.. fields]);
    }

    private static object? Value(YamlNode node)
    {
        var scalar = (YamlScalarNode)node;
        if (scalar.Style != ScalarStyle.Plain)
            return scalar.Value;
        return scalar.Value switch
        {
            "null" => null,
            "true" => true,
            "false" => false,
            { } text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => scalar.Value,
        };
    }
}
