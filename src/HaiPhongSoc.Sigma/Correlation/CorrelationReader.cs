using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Reads the <c>correlation</c> map of a document (Sigma 2.1 correlations, with pySigma's extended conditions, <c>percentile</c> and <c>generate</c> inside the map).</summary>
internal sealed class CorrelationReader
{
    private const int MaxRules = 256;
    private const int MaxGroupBy = 16;

    private readonly YamlMappingNode _map;
    private readonly DocumentProblems _problems;

    private CorrelationReader(YamlMappingNode map, DocumentProblems problems)
    {
        _map = map;
        _problems = problems;
    }

    /// <summary>The correlation of every type, whether the engine runs it or not; null where it has an error, which is then in <paramref name="problems"/>.</summary>
    /// <param name="document">The whole document: <c>generate</c> may stand beside the map.</param>
    public static SigmaCorrelation? Read(YamlMappingNode document, SigmaMetadata metadata, DocumentProblems problems)
    {
        if (!document.TryGet("correlation", out var node) || node is not YamlMappingNode map)
        {
            problems.Error("correlation", node ?? document, "'correlation' must be a map with 'type', 'rules', 'group-by', 'timespan' and 'condition'");
            return null;
        }

        var before = Errors(problems);
        var correlation = new CorrelationReader(map, problems).Read(document, metadata);
        return Errors(problems) == before ? correlation : null;
    }

    private static int Errors(DocumentProblems problems) => problems.Found.Count(diagnostic => diagnostic.IsError);

    private SigmaCorrelation Read(YamlMappingNode document, SigmaMetadata metadata)
    {
        RefuseUnknownKeys();
        var type = Type();
        var rules = Distinct("rules", _map.Texts("rules", _problems), MaxRules);
        var groupBy = Distinct("group-by", _map.Texts("group-by", _problems), MaxGroupBy);
        var figures = new CorrelationFigures(_map, type, _problems);
        var (condition, expression) = figures.Read(ref rules);
        if (rules.Count == 0)
            _problems.Error("correlation-rules", Place("rules"), "'rules' must name at least one rule by id or name");
        return new SigmaCorrelation
        {
            Metadata = metadata,
            Type = type ?? CorrelationType.EventCount,
            Rules = rules,
            GroupBy = groupBy,
            Timespan = Timespan(),
            Condition = condition,
            Expression = expression,
            Aliases = Aliases(groupBy, condition),
            Generate = Generate(document),
        };
    }

    private void RefuseUnknownKeys()
    {
        foreach (var key in _map.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (name is not ("type" or "rules" or "group-by" or "timespan" or "condition" or "aliases" or "generate"))
                _problems.Error("correlation-key-unknown", key, $"'{name}' is no key of a correlation: type, rules, group-by, timespan, condition, aliases, generate are");
        }
    }

    private CorrelationType? Type()
    {
        var text = _map.Text("type", _problems);
        CorrelationType? type = text switch
        {
            "event_count" => CorrelationType.EventCount,
            "value_count" => CorrelationType.ValueCount,
            "temporal" => CorrelationType.Temporal,
            "temporal_ordered" => CorrelationType.TemporalOrdered,
            "value_sum" => CorrelationType.ValueSum,
            "value_avg" => CorrelationType.ValueAvg,
            "value_percentile" => CorrelationType.ValuePercentile,
            "value_median" => CorrelationType.ValueMedian,
            _ => null,
        };
        if (type is null)
        {
            _problems.Error("correlation-type", Place("type"), $"'{text}' is no type of correlation: event_count, value_count, temporal, temporal_ordered, value_sum, "
                + "value_avg, value_percentile, value_median are");
        }

        return type;
    }

    private TimeSpan Timespan()
    {
        if (!CorrelationTimespan.TryParse(_map.Text("timespan", _problems), out var timespan, out var fault))
            _problems.Error("correlation-timespan", Place("timespan"), fault);
        return timespan;
    }

    private List<string> Distinct(string key, IReadOnlyList<string> texts, int max)
    {
        var distinct = new List<string>(texts.Count);
        foreach (var text in texts)
        {
            if (text.Length == 0)
                _problems.Error("correlation-" + key, Place(key), $"'{key}' has an empty entry");
            else if (distinct.Contains(text, StringComparer.Ordinal))
                _problems.Warning("correlation-" + key, Place(key), $"'{key}' names '{text}' twice: the second is ignored");
            else
                distinct.Add(text);
        }

        if (distinct.Count > max)
            _problems.Error("correlation-" + key, Place(key), $"'{key}' has {distinct.Count} entries, {max} are allowed");
        return distinct;
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> Aliases(List<string> groupBy, CorrelationCondition? condition)
    {
        var aliases = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (!_map.TryGet("aliases", out var node) || node is YamlScalarNode scalar && YamlScalars.IsNull(scalar))
            return aliases;
        if (node is not YamlMappingNode map)
        {
            _problems.Error("correlation-aliases", node, "'aliases' must map each alias to a map of rule name to field");
            return aliases;
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } alias })
                _problems.Error("correlation-aliases", key, "an alias must be text");
            else if (value is not YamlMappingNode { Children.Count: > 0 } fields)
                _problems.Error("correlation-aliases", value, $"alias '{alias}' must be a map of rule name to field");
            else
                aliases[alias] = AliasFields(alias, fields);
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (condition?.Fields.Contains(name, StringComparer.Ordinal) == true)
                _problems.Error("correlation-aliases", key, $"alias '{name}' is used as the condition's field: aliases work in 'group-by' only");
            else if (!groupBy.Contains(name, StringComparer.Ordinal))
                _problems.Warning("correlation-aliases", key, $"alias '{name}' is not used in 'group-by'");
        }

        return aliases;
    }

    private Dictionary<string, string> AliasFields(string alias, YamlMappingNode map)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { Length: > 0 } rule } && value is YamlScalarNode { Value: { Length: > 0 } field } scalar && !YamlScalars.IsNull(scalar))
                fields[rule] = field;
            else
                _problems.Error("correlation-aliases", value, $"alias '{alias}' must name one field per rule");
        }

        return fields;
    }

    private bool Generate(YamlMappingNode document)
    {
        var inside = Flag(_map);
        var beside = Flag(document);
        if (inside is not null && beside is not null && inside != beside)
            _problems.Error("correlation-generate", Place("generate"), "'generate' is said twice and differently, inside and beside 'correlation': keep one");
        return inside ?? beside ?? false;
    }

    private bool? Flag(YamlMappingNode map)
    {
        if (!map.TryGet("generate", out var node) || node is YamlScalarNode empty && YamlScalars.IsNull(empty))
            return null;
        if (node is YamlScalarNode scalar && YamlScalars.TryBoolean(scalar, out var value))
            return value;
        _problems.Error("correlation-generate", node, "'generate' must be true or false");
        return null;
    }

    private YamlNode Place(string key) => _map.TryGet(key, out var node) ? node : _map;
}
