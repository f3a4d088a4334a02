using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Cases;

/// <summary>Reads the cases beside a rule, strictly: an unknown key is a mistake of the writer, said with its place.</summary>
internal static class RuleTestFile
{
    /// <summary>When single records are received: the day that their texts name.</summary>
    public static readonly DateTimeOffset Received = new(2026, 11, 24, 1, 15, 3, TimeSpan.Zero);

    public static IReadOnlyList<RuleCase> Read(string path) => Read(File.ReadAllText(path), Path.GetFileName(path));

    public static IReadOnlyList<RuleCase> Read(string yaml, string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = Map(stream.Documents[0].RootNode, name, "cases");
        return [.. List(root["cases"], name).Select(node => Case(node, name))];
    }

    private static RuleCase Case(YamlNode node, string name)
    {
        var map = Map(node, name, "it", "source", "expect", "records", "sequence");
        var matches = Text(map["expect"]) switch
        {
            "match" => true,
            "no match" => false,
            var other => throw Wrong(map["expect"], name, $"expect is \"{other}\": write match or no match"),
        };
        if (map.ContainsKey("records") == map.ContainsKey("sequence"))
            throw Wrong(node, name, "a case has either records or a sequence");
        if (!map.TryGetValue("records", out var records))
            return new RuleCase(Text(map["it"]), matches, [], [.. List(map["sequence"], name).Select(step => Step(step, name))]);

        if (!map.TryGetValue("source", out var source))
            throw Wrong(node, name, "source is missing: the id of the definition that reads the records");
        return new RuleCase(Text(map["it"]), matches, [.. List(records, name).Select(r => new RawRecord(Text(source), Received, Text(r)))], []);
    }

    private static SequenceStep Step(YamlNode node, string name)
    {
        var map = Map(node, name, "at", "source", "times", "every", "record");
        var times = map.TryGetValue("times", out var count) ? int.Parse(Text(count), NumberStyles.None, CultureInfo.InvariantCulture) : 1;
        var every = map.TryGetValue("every", out var gap) ? Duration(gap, name) : TimeSpan.Zero;
        if (times > 1 && every == TimeSpan.Zero)
            throw Wrong(node, name, "times without every: say how far apart the records are");
        return new SequenceStep(Text(map["source"]), Duration(map["at"], name), times, every, Text(map["record"]));
    }

    private static TimeSpan Duration(YamlNode node, string name)
    {
        var text = Text(node);
        var number = double.Parse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => throw Wrong(node, name, $"\"{text}\" is no time: write 30s, 5m or 1h"),
        };
    }

    private static Dictionary<string, YamlNode> Map(YamlNode node, string name, params string[] allowed)
    {
        if (node is not YamlMappingNode mapping)
            throw Wrong(node, name, "expected keys and values");
        var map = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Children)
        {
            if (!allowed.Contains(Text(key), StringComparer.Ordinal))
                throw Wrong(key, name, $"unknown key \"{Text(key)}\": allowed are {string.Join(", ", allowed)}");
            map.Add(Text(key), value);
        }

        return map;
    }

    private static IEnumerable<YamlNode> List(YamlNode node, string name) =>
        node is YamlSequenceNode { Children.Count: > 0 } list ? list.Children : throw Wrong(node, name, "expected a list that is not empty");

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static YamlException Wrong(YamlNode node, string name, string what) =>
        new(node.Start, node.End, string.Create(CultureInfo.InvariantCulture, $"{name}({node.Start.Line},{node.Start.Column}): {what}"));
}
