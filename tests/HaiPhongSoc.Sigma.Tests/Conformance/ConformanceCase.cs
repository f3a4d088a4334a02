using System.Globalization;
using HaiPhongSoc.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Tests.Conformance;

/// <summary>One entry of the suite; README.md beside the files describes the format.</summary>
internal sealed record ConformanceCase(string Name, string Text)
{
    private const string CorrelationHead =
        "title: failed\nname: failed\nlogsource: {category: test}\ndetection: {selection: {kind: failed}, condition: selection}\n---\n"
        + "title: success\nname: success\nlogsource: {category: test}\ndetection: {selection: {kind: success}, condition: selection}\n---\n"
        + "title: upload\nname: upload\nlogsource: {category: test}\ndetection: {selection: {kind: upload}, condition: selection}\n---\n";

    private static readonly string[] Keys =
        ["name", "covers", "rule", "detection", "correlation", "placeholders", "match", "no_match", "stream", "alerts", "not_run", "refused", "warns"];

    /// <summary>Ids of rows.txt.</summary>
    public required IReadOnlyList<string> Covers { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Placeholders { get; init; }

    public required IReadOnlyList<MapEvent> Match { get; init; }

    public required IReadOnlyList<MapEvent> NoMatch { get; init; }

    /// <summary>Null where the entry is about single events.</summary>
    public required IReadOnlyList<(int Second, MapEvent Event)>? Stream { get; init; }

    public required IReadOnlyList<string> Alerts { get; init; }

    public required IReadOnlyList<string> NotRun { get; init; }

    public required string? Refused { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Where the suite lies.</summary>
    public static string Folder { get; } = RepositoryRoot.Of("tests", "HaiPhongSoc.Sigma.Tests", "Conformance");

    public static IEnumerable<(string File, ConformanceCase Case)> All()
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "*.yml").Order(StringComparer.Ordinal))
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
        var values = entry.Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal);
        values.Keys.Except(Keys, StringComparer.Ordinal).ShouldBeEmpty();
        YamlNode[] List(string key) => values.TryGetValue(key, out var node) ? [.. (YamlSequenceNode)node] : [];
        return new ConformanceCase(values["name"].ToString(), TextOf(values))
        {
            Covers = [.. List("covers").Select(node => node.ToString())],
            Placeholders = values.TryGetValue("placeholders", out var lists)
                ? ((YamlMappingNode)lists).Children.ToDictionary(pair => pair.Key.ToString(), IReadOnlyList<string> (pair) => [.. ((YamlSequenceNode)pair.Value).Select(node => node.ToString())], StringComparer.Ordinal)
                : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            Match = [.. List("match").Select(Event)],
            NoMatch = [.. List("no_match").Select(Event)],
            Stream = values.ContainsKey("stream") ? [.. List("stream").Select(pair => (int.Parse(pair[0].ToString(), CultureInfo.InvariantCulture), Event(pair[1])))] : null,
            Alerts = [.. List("alerts").Select(Words)],
            NotRun = [.. List("not_run").Select(Words)],
            Refused = values.TryGetValue("refused", out var refused) ? Words(refused) : null,
            Warnings = [.. List("warns").Select(node => node.ToString())],
        };
    }

    private static string TextOf(Dictionary<string, YamlNode> values) =>
        values.TryGetValue("rule", out var rule) ? rule.ToString()
        : values.TryGetValue("correlation", out var correlation) ? CorrelationHead + correlation
        : Rule.Text(values["detection"].ToString());

    private static string Words(YamlNode list) => string.Join(' ', (YamlSequenceNode)list);

    private static MapEvent Event(YamlNode node)
    {
        var fields = new List<(string, object?)>();
        Add(fields, "", (YamlMappingNode)node);
        return new MapEvent([.. fields]);
    }

    // A map within an event is a path: our events are flat.
    private static void Add(List<(string, object?)> fields, string before, YamlMappingNode map)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = before + key;
            if (value is YamlMappingNode inner)
                Add(fields, name + ".", inner);
            else
                fields.Add((name, value is YamlSequenceNode many ? many.Children.Select(Value).ToArray() : Value(value)));
        }
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
