using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>One document under its checks.</summary>
internal sealed class LintDocument(string text, string path, YamlMappingNode map)
{
    private const int MostFindings = 200;

    private readonly List<LintFinding> _findings = [];

    public YamlMappingNode Map => map;

    public string Path => path;

    public IReadOnlyList<LintFinding> Findings => _findings;

    public bool IsRule => Has("detection");

    public bool Has(string key) => map.TryGet(key, out _);

    public YamlScalarNode? Scalar(string key) => map.TryGet(key, out var node) && node is YamlScalarNode scalar && !YamlScalars.IsNull(scalar) ? scalar : null;

    /// <summary>The scalars of a list; none where it is something else.</summary>
    public IEnumerable<YamlScalarNode> Scalars(string key) =>
        map.TryGet(key, out var node) && node is YamlSequenceNode list ? list.Children.OfType<YamlScalarNode>() : [];

    public void Warn(string id, YamlNode at, string message, TextEdit? edit = null) => Add(id, LintSeverity.Warning, at, message, edit);

    public void Inform(string id, YamlNode at, string message, TextEdit? edit = null) => Add(id, LintSeverity.Information, at, message, edit);

    /// <summary>Every line of the detections: its left side, and its scalar values. Keyword lists have no left side.</summary>
    public IEnumerable<(ItemKey Key, IReadOnlyList<YamlScalarNode> Values)> Items()
    {
        if (!map.TryGet("detection", out var node) && !map.TryGet("filter", out node) || node is not YamlMappingNode detections)
            yield break;
        foreach (var (name, detection) in detections.Children)
        {
            if (name is YamlScalarNode { Value: "condition" or "timeframe" or "rules" })
                continue;
            foreach (var item in Items(detection))
                yield return item;
        }
    }

    /// <summary>The detections' conditions.</summary>
    public IEnumerable<YamlScalarNode> Conditions()
    {
        if (!map.TryGet("detection", out var node) && !map.TryGet("filter", out node) || node is not YamlMappingNode detections || !detections.TryGet("condition", out var condition))
            return [];
        return condition switch
        {
            YamlScalarNode one => [one],
            YamlSequenceNode list => list.Children.OfType<YamlScalarNode>(),
            _ => [],
        };
    }

    /// <summary>Puts another value in a scalar's place. Null where the text is not plainly the value (escapes, several lines).</summary>
    public TextEdit? Replacing(YamlScalarNode node, string value) => ContentOf(node) is { } at ? new TextEdit(at, node.Value!.Length, value) : null;

    /// <summary>A part of a scalar. Null where the text is not plainly the value.</summary>
    public TextEdit? Replacing(YamlScalarNode node, int from, int length, string value) => ContentOf(node) is { } at ? new TextEdit(at + from, length, value) : null;

    /// <summary>Takes away an entry of a list that stands on a line of its own, without a comment.</summary>
    public TextEdit? Removing(YamlScalarNode node)
    {
        if (ContentOf(node) is not { } at)
            return null;
        var start = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        var end = text.IndexOf('\n', at);
        end = end < 0 ? text.Length : end + 1;
        var line = text.AsSpan(start, end - start).Trim();
        return line.StartsWith("- ") && line[2..].Trim().Trim("'\"").SequenceEqual(node.Value) ? new TextEdit(start, end - start, "") : null;
    }

    private static IEnumerable<(ItemKey Key, IReadOnlyList<YamlScalarNode> Values)> Items(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode fields:
                foreach (var (key, value) in fields.Children)
                {
                    if (key is YamlScalarNode name)
                        yield return (ItemKey.Read(name), Values(value));
                }

                break;
            case YamlSequenceNode list:
                var keywords = list.Children.OfType<YamlScalarNode>().ToList();
                if (keywords.Count > 0)
                    yield return (new ItemKey(null, null, [], (int)list.Start.Line), keywords);
                foreach (var item in list.Children.Where(child => child is not YamlScalarNode).SelectMany(Items))
                    yield return item;
                break;
            case YamlScalarNode keyword:
                yield return (new ItemKey(null, null, [], (int)keyword.Start.Line), [keyword]);
                break;
        }
    }

    private static IReadOnlyList<YamlScalarNode> Values(YamlNode value) => value switch
    {
        YamlScalarNode one => [one],
        YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>()],
        _ => [],
    };

    // Where the characters of the value stand in the text; edits are only made where they are there one for one.
    private int? ContentOf(YamlScalarNode node)
    {
        if (node.Value is not { Length: > 0 } value || node.Style is not (ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted))
            return null;
        var at = (int)node.Start.Index + (node.Style == ScalarStyle.Plain ? 0 : 1);
        return at >= 0 && at + value.Length <= text.Length && text.AsSpan(at, value.Length).SequenceEqual(value) ? at : null;
    }

    private void Add(string id, LintSeverity severity, YamlNode at, string message, TextEdit? edit)
    {
        if (_findings.Count < MostFindings)
            _findings.Add(new LintFinding(id, severity, message, path, (int)Math.Max(1, at.Start.Line), (int)Math.Max(1, at.Start.Column), edit));
    }
}
