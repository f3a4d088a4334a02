using HaiPhongSoc.Sigma.Conditions;
using HaiPhongSoc.Sigma.Parsing;
using HaiPhongSoc.Sigma.Pipelines.Gates;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>Reads the conditions of a step: <c>rule_conditions</c>, <c>detection_item_conditions</c>, <c>field_name_conditions</c>, each with <c>…_cond_op</c>, <c>…_cond_expr</c>, <c>…_cond_not</c>.</summary>
internal sealed class GateReader(Parameters step)
{
    public Gate<RuleCondition> Rule() => Read("rule", "rule_conditions", ReadRule);

    public Gate<ItemCondition> Item() => Read("detection_item", "detection_item_conditions", ReadItem);

    public Gate<FieldCondition> Field() => Read("field_name", "field_name_conditions", ReadField);

    private Gate<T> Read<T>(string prefix, string key, Func<string, Parameters, T?> read)
        where T : class
    {
        var conditions = new Dictionary<string, T>(StringComparer.Ordinal);
        if (step.Node.TryGet(key, out var node))
        {
            foreach (var (name, child) in Named(node))
            {
                if (child is not YamlMappingNode map)
                {
                    step.Fault(child, "a condition must be a map with 'type'");
                    continue;
                }

                var parameters = new Parameters(map, step.Problems);
                var type = parameters.Required("type");
                if (read(type, parameters) is { } condition)
                {
                    conditions[name] = condition;
                    parameters.RefuseOthers($"the condition '{type}'");
                }
                else if (!step.Problems.HasErrors)
                {
                    parameters.Fault(map, $"'{type}' is no condition of {key}");
                }
            }
        }

        var op = step.OneOf($"{prefix}_cond_op", "and", "and", "or");
        return new Gate<T>(conditions, Expression($"{prefix}_cond_expr", conditions.Keys), op == "or", step.Flag($"{prefix}_cond_not"));
    }

    private Condition? Expression(string key, IReadOnlyCollection<string> names)
    {
        if (step.Text(key) is not { } text)
            return null;
        var expression = ConditionParser.Parse(text, names, out var fault);
        if (fault is not null && step.Node.TryGet(key, out var node))
            step.Problems.Error("pipeline", (YamlScalarNode)node, fault.Offset, fault.Message.Replace("detection", "condition", StringComparison.Ordinal));
        return expression;
    }

    private IEnumerable<(string Name, YamlNode Node)> Named(YamlNode node)
    {
        if (node is YamlMappingNode map)
            return map.Children.Select(pair => ((pair.Key as YamlScalarNode)?.Value ?? "", pair.Value));
        if (node is YamlSequenceNode list)
            return list.Children.Select((child, i) => ((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), child));
        step.Fault(node, "conditions must be a list, or a map of name to condition");
        return [];
    }

    private static RuleCondition? ReadRule(string type, Parameters p) => type switch
    {
        "logsource" => new RuleCondition.OfLogSource(LogSourceOf(p)),
        "contains_field" => new RuleCondition.ContainsField(p.Required("field")),
        "contains_detection_item" => new RuleCondition.ContainsItem(p.Required("field"), p.Value("value")),
        "processing_item_applied" => new RuleCondition.WasApplied(p.Required("processing_item_id")),
        "processing_state" => new RuleCondition.HasState(State(p)),
        "is_sigma_rule" => new RuleCondition.IsCorrelation(false),
        "is_sigma_correlation_rule" => new RuleCondition.IsCorrelation(true),
        "rule_attribute" => new RuleCondition.HasAttribute(p.Required("attribute"), p.Required("value"), p.OneOf("op", "eq", [.. StateTest.Operators, "in", "not_in"])),
        "tag" => new RuleCondition.HasTag(p.Required("tag")),
        _ => null,
    };

    private static ItemCondition? ReadItem(string type, Parameters p)
    {
        switch (type)
        {
            case "processing_item_applied":
                return new ItemCondition.WasApplied(p.Required("processing_item_id"));
            case "processing_state":
                return new ItemCondition.HasState(State(p));
            case "match_string" or "match_value" or "contains_wildcard" or "is_null":
                var all = p.OneOf("cond", "", "any", "all");
                if (all.Length == 0)
                    p.Required("cond");
                return OfValues(type, all == "all", p);
            default:
                return null;
        }
    }

    private static ItemCondition? OfValues(string type, bool all, Parameters p) => type switch
    {
        "match_string" => p.Regex("pattern") is { } pattern ? new ItemCondition.MatchesText(all, pattern, p.Flag("negate")) : null,
        "match_value" => new ItemCondition.IsValue(all, p.Value("value")),
        "contains_wildcard" => new ItemCondition.HasWildcard(all),
        _ => new ItemCondition.IsNull(all),
    };

    private static FieldCondition? ReadField(string type, Parameters p) => type switch
    {
        "include_fields" => Include(p, isNegated: false),
        "exclude_fields" => Include(p, isNegated: true),
        "processing_item_applied" => new FieldCondition.WasApplied(p.Required("processing_item_id")),
        "processing_state" => new FieldCondition.HasState(State(p)),
        _ => null,
    };

    private static FieldCondition.Include Include(Parameters p, bool isNegated)
    {
        var fields = p.Texts("fields");
        return p.OneOf("mode", "plain", "plain", "re") == "re"
            ? new FieldCondition.Include(new HashSet<string>(StringComparer.Ordinal), [.. fields.Select(field => p.Regex(field, "fields")).OfType<PythonRegex>()], isNegated)
            : new FieldCondition.Include(new HashSet<string>(fields, StringComparer.Ordinal), [], isNegated);
    }

    private static StateTest State(Parameters p) => new(p.Required("key"), p.Required("val"), p.OneOf("op", "eq", StateTest.Operators));

    /// <summary>Category, product and service, each optional.</summary>
#pragma warning disable CA1308 // Log sources are written in lower case.
    public static LogSource LogSourceOf(Parameters p) =>
        new(p.Text("category")?.ToLowerInvariant(), p.Text("product")?.ToLowerInvariant(), p.Text("service")?.ToLowerInvariant());
#pragma warning restore CA1308
}
