using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>One rule or correlation that feeds a plan.</summary>
/// <param name="Node">Index of the base rule, or number of base rules + index of the correlation.</param>
/// <param name="Key">Id, or name where there is none.</param>
/// <param name="Child">The plan below where it is a correlation.</param>
/// <param name="Fields">For each entry of group-by: the field of the event.</param>
/// <param name="ChildValues">For each entry of group-by: the position in the child's group-by. Empty for base rules.</param>
internal sealed record CorrelationSource(int Node, string Key, CorrelationPlan? Child, string[] Fields, int[] ChildValues);

/// <summary>A correlation with everything that it refers to found.</summary>
internal sealed class CorrelationPlan
{
    private readonly (CorrelationOperator Operator, decimal Value)[] _comparisons;
    private readonly Condition? _expression;
    private readonly Dictionary<string, int> _positions;
    private readonly bool _isTemporal;

    public CorrelationPlan(SigmaCorrelation correlation, int node, CorrelationSource[] sources, Condition? expression)
    {
        Correlation = correlation;
        Node = node;
        Sources = sources;
        Depth = 1 + sources.Max(source => source.Child?.Depth ?? 0);
        Timespan = correlation.Timespan.Ticks / TimeSpan.TicksPerMicrosecond;
        _expression = expression;
        _comparisons = [.. correlation.Condition?.Comparisons ?? []];
        _isTemporal = correlation.Type == CorrelationType.Temporal;
        _positions = correlation.Rules.Select((rule, position) => (rule, position)).ToDictionary(pair => pair.rule, pair => pair.position, StringComparer.Ordinal);
        IsMonotone = expression is not null
            ? !CorrelationExpression.HasNot(expression)
            : _comparisons.All(comparison => comparison.Operator is CorrelationOperator.Gt or CorrelationOperator.Gte);
    }

    public SigmaCorrelation Correlation { get; }

    public int Node { get; }

    public CorrelationSource[] Sources { get; }

    /// <summary>1 where only base rules feed it.</summary>
    public int Depth { get; }

    /// <summary>Microseconds.</summary>
    public long Timespan { get; }

    /// <summary>True where more events in a window never undo the condition.</summary>
    public bool IsMonotone { get; }

    /// <summary>Temporal correlations keep the events of each source apart; counts need one list.</summary>
    public int Lists => _isTemporal ? Sources.Length : 1;

    /// <summary>Whether a window with so many events in each list meets the condition.</summary>
    public bool Holds(ReadOnlySpan<int> counts)
    {
        if (_expression is not null)
            return Holds(_expression, counts);
        if (!_isTemporal)
            return Holds(counts[0]);
        var seen = 0;
        foreach (var count in counts)
        {
            if (count > 0)
                seen++;
        }

        return _comparisons.Length == 0 ? seen == counts.Length : Holds(seen);
    }

    private bool Holds(Condition condition, ReadOnlySpan<int> counts)
    {
        switch (condition)
        {
            case Condition.Named named:
                return counts[_positions[named.Detection]] > 0;
            case Condition.Not not:
                return !Holds(not.Operand, counts);
            case Condition.And and:
                foreach (var operand in and.Operands)
                {
                    if (!Holds(operand, counts))
                        return false;
                }

                return true;
            case Condition.Or or:
                foreach (var operand in or.Operands)
                {
                    if (Holds(operand, counts))
                        return true;
                }

                return false;
            default:
                throw new InvalidOperationException("unknown kind of condition");
        }
    }

    private bool Holds(int figure)
    {
        foreach (var (compared, value) in _comparisons)
        {
            var holds = compared switch
            {
                CorrelationOperator.Gt => figure > value,
                CorrelationOperator.Gte => figure >= value,
                CorrelationOperator.Lt => figure < value,
                CorrelationOperator.Lte => figure <= value,
                CorrelationOperator.Eq => figure == value,
                CorrelationOperator.Neq => figure != value,
                _ => throw new InvalidOperationException("unknown operator"),
            };
            if (!holds)
                return false;
        }

        return true;
    }
}
