using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Parsing;
using HaiPhongSoc.Sigma.Pipelines.Transformations;
using HaiPhongSoc.Sigma.Strings;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>Makes transformations of their parameters by type.</summary>
internal static class TransformationReader
{
    public static Transformation? Read(string type, Parameters p) => Field(type, p) ?? Value(type, p) ?? OfRule(type, p) ?? Failure(type, p) ?? Unknown(type, p);

    private static Transformation? Field(string type, Parameters p)
    {
        switch (type)
        {
            case "field_name_mapping":
                var mapping = p.Mapping("mapping");
                return new FieldNameTransformation(field => mapping.GetValueOrDefault(field ?? ""));
            case "field_name_prefix_mapping":
                var prefixes = p.Mapping("mapping");
                return new FieldNameTransformation(field => Prefixed(prefixes, field));
            case "field_name_prefix":
                var prefix = p.Required("prefix");
                return new FieldNameTransformation(field => field is null ? null : [prefix + field]);
            case "field_name_suffix":
                var suffix = p.Required("suffix");
                return new FieldNameTransformation(field => field is null ? null : [field + suffix]);
            case "drop_detection_item":
                return new DropTransformation();
            case "hashes_fields":
                return new HashesTransformation(p.Texts("valid_hash_algos"), p.Text("field_prefix") ?? "", p.Flag("drop_algo_prefix"));
            default:
                return null;
        }
    }

    private static IReadOnlyList<string>? Prefixed(IReadOnlyDictionary<string, IReadOnlyList<string>> prefixes, string? field)
    {
        if (field is null)
            return null;
        foreach (var (prefix, targets) in prefixes)
        {
            if (field.StartsWith(prefix, StringComparison.Ordinal))
                return [.. targets.Select(target => target + field[prefix.Length..])];
        }

        return null;
    }

    private static ValueTransformation? Value(string type, Parameters p)
    {
        switch (type)
        {
            case "map_string":
                return new ValueTransformation(ValueTransformation.Map(p.Mapping("mapping")));
            case "replace_string":
                var (skips, interprets) = (p.Flag("skip_special"), p.Flag("interpret_special"));
                var replacement = p.Required("replacement");
                return p.Regex("regex") is { } regex ? new ValueTransformation(ValueTransformation.Replace(regex, replacement, skips, interprets)) : null;
            case "set_value":
                var value = Forced(p);
                return new ValueTransformation(_ => [value]);
            case "convert_type":
                p.Required("target_type");
                return new ValueTransformation(ValueTransformation.Convert(p.OneOf("target_type", "str", "str", "num")));
            case "case":
                return new ValueTransformation(ValueTransformation.Case(p.OneOf("method", "lower", "lower", "upper", "snake_case")));
            case "regex":
                return new ValueTransformation(ValueTransformation.Regex(p.OneOf("method", "ignore_case_brackets", "plain", "ignore_case_flag", "ignore_case_brackets")));
            default:
                return null;
        }
    }

    private static Operand Forced(Parameters p)
    {
        var value = p.Value("value");
        return (p.OneOf("force_type", "", "str", "num"), value) switch
        {
            ("str", Operand.Number number) => new Operand.Text(SigmaString.Read(number.Written), Cased: false),
            ("num", Operand.Text text) when text.Value.TryLiteral(out var written) && decimal.TryParse(written, System.Globalization.CultureInfo.InvariantCulture, out var number) => new Operand.Number(written, number),
            _ => value,
        };
    }

    private static Transformation? OfRule(string type, Parameters p)
    {
        switch (type)
        {
            case "add_condition":
                return AddCondition(p);
            case "change_logsource":
                var logSource = GateReader.LogSourceOf(p);
                return new RuleTransformation(draft => draft.LogSource = logSource);
            case "set_state":
                var (key, val) = (p.Required("key"), p.Required("val"));
                return new RuleTransformation(draft => draft.State[key] = val);
            case "set_custom_attribute":
                var (attribute, value) = (p.Required("attribute"), p.Required("value"));
                return new RuleTransformation(draft => draft.Metadata = draft.Metadata with { Custom = new Dictionary<string, object?>(draft.Metadata.Custom, StringComparer.Ordinal) { [attribute] = value } });
            case "add_field":
                var added = p.Texts("field");
                return new RuleTransformation(draft => draft.Metadata = draft.Metadata with { Fields = [.. draft.Metadata.Fields, .. added] });
            case "remove_field":
                var removed = p.Texts("field");
                return new RuleTransformation(draft => draft.Metadata = draft.Metadata with { Fields = [.. draft.Metadata.Fields.Except(removed, StringComparer.Ordinal)] });
            case "set_field":
                var fields = p.Texts("fields");
                return new RuleTransformation(draft => draft.Metadata = draft.Metadata with { Fields = fields });
            case "value_placeholders" or "wildcard_placeholders":
                return new PlaceholderTransformation(type == "wildcard_placeholders", p.Texts("include", isRequired: false), p.Texts("exclude", isRequired: false));
            default:
                return null;
        }
    }

    private static AddConditionTransformation? AddCondition(Parameters p)
    {
        var (name, isTemplate, isNegated) = (p.Text("name"), p.Flag("template"), p.Flag("negated"));
        if (p.Map("conditions") is not { Children.Count: > 0 } map)
        {
            if (!p.Problems.HasErrors)
                p.Fault(p.Node, "'conditions' must name at least one field");
            return null;
        }

        // Read once now, so that a mistake is told with its place; a template again for each log source.
        if (Detection(map, p.Problems) is not { } detection)
            return null;
        return isTemplate
            ? new AddConditionTransformation(name, logSource => Detection(Written(map, logSource), new DocumentProblems(p.Problems.Path)) ?? detection, isNegated)
            : new AddConditionTransformation(name, _ => detection, isNegated);
    }

    private static Detection? Detection(YamlMappingNode map, DocumentProblems problems)
    {
        var reader = new ItemReader(problems, placeholders: null, keepsValues: true);
        var items = new List<DetectionItem>(map.Children.Count);
        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode name && reader.Read(name, value) is { } item)
                items.Add(item);
        }

        return items.Count == map.Children.Count ? new Detection([new DetectionAlternative(items)]) : null;
    }

    private static YamlMappingNode Written(YamlMappingNode map, LogSource logSource)
    {
        YamlNode Substitute(YamlNode node) => node switch
        {
            YamlScalarNode scalar => new YamlScalarNode(Substituted(scalar.Value ?? "", logSource)) { Style = scalar.Style },
            YamlSequenceNode list => new YamlSequenceNode(list.Children.Select(Substitute)),
            _ => node,
        };

        return new YamlMappingNode(map.Children.Select(pair => KeyValuePair.Create(pair.Key, Substitute(pair.Value))));
    }

    private static string Substituted(string text, LogSource logSource)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("category", logSource.Category), ("product", logSource.Product), ("service", logSource.Service)])
            text = text.Replace($"${{{name}}}", value, StringComparison.Ordinal).Replace($"${name}", value, StringComparison.Ordinal);
        return text;
    }

    private static FailureTransformation? Failure(string type, Parameters p)
    {
        switch (type)
        {
            case "rule_failure":
                var message = p.Required("message");
                return new FailureTransformation(_ => message);
            case "detection_item_failure":
                var ofItem = p.Required("message");
                return new FailureTransformation(item => item is null ? null : ofItem);
            case "strict_field_mapping_failure":
                return new FailureTransformation(item => item is { IsKeyword: false, IsMapped: false } ? $"no step of the pipeline maps the field '{item.Field}'" : null);
            default:
                return null;
        }
    }

    private static Transformation? Unknown(string type, Parameters p)
    {
        p.Node.TryGet("type", out var node);
        if (!p.Problems.HasErrors || type.Length > 0)
        {
            p.Fault(node ?? p.Node, type switch
            {
                "query_expression_placeholders" => "'query_expression_placeholders' writes an expression of some query language, which there is none of here: use value_placeholders",
                "field_name_transform" => "'field_name_transform' needs a function in Python: use field_name_mapping or field_name_prefix_mapping",
                _ => $"unknown transformation '{type}'",
            });
        }

        return null;
    }
}
