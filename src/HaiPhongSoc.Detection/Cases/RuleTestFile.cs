using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Detection.Cases;

/// <summary>Reads the cases beside a rule, strictly: an unknown key is a mistake of the writer, said with its place.</summary>
public static class RuleTestFile
{
    private const int MostTimes = 100_000;

    /// <summary>When single records are received: the day that their texts name.</summary>
    public static readonly DateTimeOffset Received = new(2026, 11, 24, 1, 15, 3, TimeSpan.Zero);

    /// <exception cref="YamlException">A mistake of the writer; the message tells file and place.</exception>
    public static IReadOnlyList<RuleCase> Read(string path) => Read(File.ReadAllText(path), Path.GetFileName(path));

    /// <exception cref="YamlException">A mistake of the writer; the message tells file and place.</exception>
    public static IReadOnlyList<RuleCase> Read(string yaml, string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents is not [var document])
            throw new YamlException($"{name}: expected one document with 'cases'");
        var root = Map(document.RootNode, name, "cases");
        return [.. List(Need(root, "cases", document.RootNode, name), name).Select(node => Case(node, name))];
    }

    private static RuleCase Case(YamlNode node, string name)
    {
        var map = Map(node, name, "it", "source", "expect", "records", "sequence");
        var matches = Text(Need(map, "expect", node, name)) switch
        {
            "match" => true,
            "no match" => false,
            var other => throw Wrong(map["expect"], name, $"expect is \"{other}\": write match or no match"),
        };
        if (map.ContainsKey("records") == map.ContainsKey("sequence"))
            throw Wrong(node, name, "a case has either records or a sequence");
        if (!map.TryGetValue("records", out var records))
            return new RuleCase(Text(Need(map, "it", node, name)), matches, [], [.. List(map["sequence"], name).Select(step => Step(step, name))]);

        if (!map.TryGetValue("source", out var source))
            throw Wrong(node, name, "source is missing: the id of the definition that reads the records");
        return new RuleCase(Text(Need(map, "it", node, name)), matches, [.. List(records, name).Select(r => new RawRecord(Text(source), Received, Text(r)))], []);
    }

    private static SequenceStep Step(YamlNode node, string name)
    {
        var map = Map(node, name, "at", "source", "times", "every", "record");
        var times = 1;
        if (map.TryGetValue("times", out var count) && (!int.TryParse(Text(count), NumberStyles.None, CultureInfo.InvariantCulture, out times) || times is < 1 or > MostTimes))
            throw Wrong(count, name, $"times is \"{Text(count)}\": write a number up to {MostTimes}");
        var every = map.TryGetValue("every", out var gap) ? Duration(gap, name) : TimeSpan.Zero;
        if (times > 1 && every == TimeSpan.Zero)
            throw Wrong(node, name, "times without every: say how far apart the records are");
        return new SequenceStep(Text(Need(map, "source", node, name)), Duration(Need(map, "at", node, name), name), times, every, Text(Need(map, "record", node, name)));
    }

    private static TimeSpan Duration(YamlNode node, string name)
    {
        var text = Text(node);
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Wrong(node, name, $"\"{text}\" is no time: write 30s, 5m or 1h");
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

    private static YamlNode Need(Dictionary<string, YamlNode> map, string key, YamlNode node, string name) =>
        map.TryGetValue(key, out var value) ? value : throw Wrong(node, name, $"{key} is missing");

    private static string Text(YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Wrong(node, "", "expected text");

    private static YamlException Wrong(YamlNode node, string name, string what) =>
        new(node.Start, node.End, string.Create(CultureInfo.InvariantCulture, $"{name}({node.Start.Line},{node.Start.Column}): {what}"));
}
