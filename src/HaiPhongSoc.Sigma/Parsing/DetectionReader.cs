using HaiPhongSoc.Sigma.Conditions;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads the map of named detections and its condition; of rules (<c>detection</c>) and of filters (<c>filter</c>).</summary>
internal sealed class DetectionReader(
    DocumentProblems problems, PlaceholderResolver? placeholders, bool keepsValues = false, ReadingCache? cache = null, TimeSpan? backtracking = null)
{
    private const int MaxDetections = 1_000;
    private const int MaxConditions = 100;

    private readonly ItemReader _items = new(problems, placeholders, keepsValues, cache, backtracking);

    /// <param name="notDetections">Keys of the map that are no detections, besides <c>condition</c>.</param>
    public (IReadOnlyDictionary<string, Detection> Detections, IReadOnlyList<Condition> Conditions) Read(YamlMappingNode map, params ReadOnlySpan<string> notDetections)
    {
        var detections = new Dictionary<string, Detection>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name })
            {
                problems.Error("type", key, "the name of a detection must be text");
                continue;
            }

            if (name is "condition" or "timeframe" || notDetections.Contains(name))
                continue;
            if (ReadDetection(value) is { } detection)
                detections[name] = detection;
        }

        if (map.TryGet("timeframe", out var timeframe))
            problems.Error("timeframe", timeframe, "'timeframe' belongs to the aggregations that left the language with Sigma 2.0: write a correlation");
        if (detections.Count > MaxDetections)
        {
            problems.Error("detection-too-many", map, $"more than {MaxDetections} detections: split the rule");
            return (detections, []);
        }

        if (detections.Count == 0 && !problems.HasErrors)
            problems.Error("detection-empty", map, "there is no detection: name at least one");
        return (detections, ReadConditions(map, detections));
    }

    private List<Condition> ReadConditions(YamlMappingNode map, Dictionary<string, Detection> detections)
    {
        var conditions = new List<Condition>();
        if (!map.TryGet("condition", out var node))
        {
            problems.Error("condition-missing", map, "'condition' is missing");
            return conditions;
        }

        if (node is YamlSequenceNode { Children.Count: > MaxConditions })
        {
            problems.Error("condition-too-long", node, $"more than {MaxConditions} conditions");
            return conditions;
        }

        var names = map.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!).Where(detections.ContainsKey).ToList();
        foreach (var item in node is YamlSequenceNode list ? list.Children : [node])
        {
            if (item is not YamlScalarNode scalar)
            {
                problems.Error("type", item, "a condition must be text");
                continue;
            }

            // A detection that could not be read would only be reported a second time as an unknown name.
            if (problems.HasErrors)
                continue;
            if (ConditionParser.Parse(scalar.Value ?? "", names, out var fault) is { } condition)
                conditions.Add(condition);
            else
                problems.Error(fault!.Id, scalar, fault.Offset, fault.Message);
        }

        if (conditions.Count == 0 && !problems.HasErrors)
            problems.Error("condition-missing", node, "the list of conditions is empty");
        if (!problems.HasErrors)
            NoteUnused(map, detections, conditions);
        return conditions;
    }

    private void NoteUnused(YamlMappingNode map, Dictionary<string, Detection> detections, List<Condition> conditions)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<Condition>(conditions);
        while (left.TryPop(out var condition))
        {
            if (condition is Condition.Named named)
                used.Add(named.Detection);
            IReadOnlyList<Condition> operands = condition switch
            {
                Condition.Not not => [not.Operand],
                Condition.And and => and.Operands,
                Condition.Or or => or.Operands,
                _ => [],
            };
            foreach (var operand in operands)
                left.Push(operand);
        }

        foreach (var key in map.Children.Keys.OfType<YamlScalarNode>())
        {
            if (key.Value is { } name && detections.ContainsKey(name) && !used.Contains(name))
                problems.Warning("detection-unused", key, $"no condition uses '{name}'");
        }
    }

    private Detection? ReadDetection(YamlNode value)
    {
        switch (value)
        {
            case YamlMappingNode map:
                return ReadAlternative(map) is { } only ? new Detection([only]) : null;
            case YamlScalarNode:
                return _items.ReadKeywords(value) is { } keyword ? new Detection([new DetectionAlternative([keyword])]) : null;
            case YamlSequenceNode { Children.Count: > 0 } list:
                return ReadList(list);
            default:
                problems.Error("detection-empty", value, "the detection is empty: give a map of fields, or a list");
                return null;
        }
    }

    // Maps are alternatives; scalars among them are keywords, all of one alternative each.
    private Detection? ReadList(YamlSequenceNode list)
    {
        if (list.Children.All(child => child is YamlScalarNode))
            return _items.ReadKeywords(list) is { } keywords ? new Detection([new DetectionAlternative([keywords])]) : null;

        var alternatives = new List<DetectionAlternative>();
        foreach (var child in list.Children)
        {
            if (ReadDetection(child) is { } inner)
                alternatives.AddRange(inner.Alternatives);
        }

        return alternatives.Count > 0 ? new Detection(alternatives) : null;
    }

    private DetectionAlternative? ReadAlternative(YamlMappingNode map)
    {
        if (map.Children.Count == 0)
        {
            problems.Error("detection-empty", map, "an empty map matches everything: give fields");
            return null;
        }

        var items = new List<DetectionItem>(map.Children.Count);
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode name)
                problems.Error("type", key, "the name of a field must be text");
            else if (_items.Read(name, value) is { } item)
                items.Add(item);
        }

        return items.Count == map.Children.Count ? new DetectionAlternative(items) : null;
    }
}
