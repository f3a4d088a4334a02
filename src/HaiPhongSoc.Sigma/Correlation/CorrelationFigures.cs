using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Reads a correlation's <c>condition</c>: a map of comparisons, or an extended expression as text.</summary>
internal sealed class CorrelationFigures(YamlMappingNode map, CorrelationType? type, DocumentProblems problems)
{
    private const string Id = "correlation-condition";
    private const decimal MaxFigure = 1_000_000_000_000_000_000m;

    private bool IsTemporal => type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;

    private bool IsOverValues => type is not (null or CorrelationType.EventCount) && !IsTemporal;

    /// <summary>The condition of either kind; an expression fills <paramref name="rules"/> where the document names none.</summary>
    public (CorrelationCondition? Condition, string? Expression) Read(ref List<string> rules)
    {
        if (!map.TryGet("condition", out var node) || node is YamlScalarNode scalar && YamlScalars.IsNull(scalar))
        {
            if (type is not null && !IsTemporal)
                problems.Error(Id, map, "'condition' is missing: this type needs a figure, such as 'gte: 10'");
            return (null, null);
        }

        switch (node)
        {
            case YamlScalarNode text:
                return (null, Expression(text, ref rules));
            case YamlMappingNode figures:
                return (Figures(figures, rules.Count), null);
            default:
                problems.Error(Id, node, "'condition' must be a map such as 'gte: 10', or for temporal types an expression over the rules");
                return (null, null);
        }
    }

    private string? Expression(YamlScalarNode node, ref List<string> rules)
    {
        var text = node.Value ?? "";
        if (type is not null && !IsTemporal)
        {
            problems.Error(Id, node, "an expression over rules is for temporal types; this one needs a figure, such as 'gte: 10'");
            return null;
        }

        if (!CorrelationExpression.TryParse(text, out _, out var references, out var fault))
        {
            problems.Error(Id, node, fault.Offset, fault.Message);
            return null;
        }

        if (rules.Count == 0)
            rules = [.. references];
        foreach (var reference in references.Except(rules, StringComparer.Ordinal))
            problems.Error(Id, node, text.IndexOf(reference, StringComparison.Ordinal), $"'{reference}' is not in 'rules': name it there as it is written here");
        foreach (var rule in rules.Except(references, StringComparer.Ordinal))
            problems.Error(Id, node, $"'{rule}' of 'rules' is not used in the condition");
        return text;
    }

    private CorrelationCondition? Figures(YamlMappingNode figures, int rules)
    {
        var comparisons = new List<(CorrelationOperator Operator, decimal Value)>();
        decimal? percentile = null;
        foreach (var (key, value) in figures.Children)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (Operator(name) is { } compared)
            {
                if (Number(name!, value) is { } figure)
                    comparisons.Add((compared, figure));
            }
            else if (name == "percentile")
            {
                percentile = Percentile(key, value);
            }
            else if (name != "field")
            {
                problems.Error(Id, key, $"'{name}' is no key of a condition: gt, gte, lt, lte, eq, neq, field, percentile are");
            }
        }

        if (comparisons.Count == 0)
            problems.Error(Id, figures, "the condition compares nothing: add one of gt, gte, lt, lte, eq, neq");
        else if (!IsOverValues)
            CheckCounts(figures, comparisons, IsTemporal ? rules : int.MaxValue);
        else if (!CanHold(comparisons))
            problems.Error(Id, figures, "the comparisons contradict each other: no figure fulfils all");
        return new CorrelationCondition(comparisons, Fields(figures), percentile);
    }

    private IReadOnlyList<string> Fields(YamlMappingNode figures)
    {
        var fields = figures.Texts("field", problems);
        if (IsOverValues && fields.Count == 0)
            problems.Error("correlation-field", figures, "'field' is missing: a type over values needs the field that it reads");
        else if (!IsOverValues && type is not null && fields.Count > 0)
            problems.Error("correlation-field", figures, "'field' is for types over values (value_count, value_sum and their like)");
        else if (fields.Count > 1 && type != CorrelationType.ValueCount)
            problems.Error("correlation-field", figures, "several fields are for value_count: name one");
        return fields;
    }

    private decimal? Number(string name, YamlNode node)
    {
        if (node is YamlScalarNode scalar && YamlScalars.TryNumber(scalar, out var number) && Math.Abs(number) <= MaxFigure)
        {
            if (type is CorrelationType.ValueSum or CorrelationType.ValueAvg or CorrelationType.ValueMedian or CorrelationType.ValuePercentile
                || number >= 0 && decimal.Truncate(number) == number)
            {
                return number;
            }
        }

        problems.Error(Id, node, $"'{name}' must be a number; counts are whole and not negative");
        return null;
    }

    private decimal? Percentile(YamlNode key, YamlNode node)
    {
        if (type is not (null or CorrelationType.ValuePercentile))
            problems.Error(Id, key, "'percentile' is for value_percentile");
        if (node is YamlScalarNode scalar && YamlScalars.TryNumber(scalar, out var number) && number is >= 0 and <= 100)
            return number;
        problems.Error(Id, node, "'percentile' must be a number from 0 to 100");
        return null;
    }

    private void CheckCounts(YamlMappingNode figures, List<(CorrelationOperator Operator, decimal Value)> comparisons, int most)
    {
        // A window always holds the event that it is evaluated for, so that the smallest count is one; only figures beside a bound can be met first.
        var candidates = comparisons.SelectMany(comparison => new[] { comparison.Value - 1, comparison.Value, comparison.Value + 1 }).Append(1);
        if (!candidates.Any(count => count >= 1 && count <= most && comparisons.TrueForAll(comparison => Holds(comparison, count))))
            problems.Error(Id, figures, "no count fulfils the condition (a window holds one event or more; a temporal one counts distinct rules)");
    }

    private static bool CanHold(List<(CorrelationOperator Operator, decimal Value)> comparisons)
    {
        var candidates = comparisons.SelectMany(comparison => new[] { comparison.Value - 0.5m, comparison.Value, comparison.Value + 0.5m });
        return comparisons.Count == 1 || candidates.Any(figure => comparisons.TrueForAll(comparison => Holds(comparison, figure)));
    }

    private static bool Holds((CorrelationOperator Operator, decimal Value) comparison, decimal figure) => comparison.Operator switch
    {
        CorrelationOperator.Gt => figure > comparison.Value,
        CorrelationOperator.Gte => figure >= comparison.Value,
        CorrelationOperator.Lt => figure < comparison.Value,
        CorrelationOperator.Lte => figure <= comparison.Value,
        CorrelationOperator.Eq => figure == comparison.Value,
        CorrelationOperator.Neq => figure != comparison.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private static CorrelationOperator? Operator(string? name) => name switch
    {
        "gt" => CorrelationOperator.Gt,
        "gte" => CorrelationOperator.Gte,
        "lt" => CorrelationOperator.Lt,
        "lte" => CorrelationOperator.Lte,
        "eq" => CorrelationOperator.Eq,
        "neq" => CorrelationOperator.Neq,
        _ => null,
    };
}
