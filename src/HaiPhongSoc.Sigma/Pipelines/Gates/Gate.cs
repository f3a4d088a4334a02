using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Pipelines.Gates;

/// <summary>Conditions joined by <c>and</c>, <c>or</c> or an expression over their names; none = always.</summary>
internal sealed class Gate<T>(IReadOnlyDictionary<string, T> conditions, Condition? expression, bool isOr, bool isNegated)
{
    public bool IsEmpty => conditions.Count == 0;

    public bool Holds(Func<T, bool> test)
    {
        if (conditions.Count == 0)
            return true;
        var holds = expression is not null ? Holds(expression, test)
            : isOr ? conditions.Values.Any(test) : conditions.Values.All(test);
        return holds != isNegated;
    }

    private bool Holds(Condition node, Func<T, bool> test) => node switch
    {
        Condition.Named named => test(conditions[named.Detection]),
        Condition.Not not => !Holds(not.Operand, test),
        Condition.And and => and.Operands.All(operand => Holds(operand, test)),
        Condition.Or or => or.Operands.Any(operand => Holds(operand, test)),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
