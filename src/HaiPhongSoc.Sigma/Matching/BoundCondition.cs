using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>A condition with its detections in place of their names, so that no name is looked up for each event.</summary>
/// <param name="Name">The detection's name, where there is a detection.</param>
internal sealed record BoundCondition(BoundKind Kind, string Name, Detection? Detection, BoundCondition[] Operands)
{
    public static BoundCondition Bind(Condition condition, IReadOnlyDictionary<string, Detection> detections) => condition switch
    {
        Condition.Named named => new(BoundKind.Detection, named.Detection, detections[named.Detection], []),
        Condition.Not not => new(BoundKind.Not, "", null, [Bind(not.Operand, detections)]),
        Condition.And and => new(BoundKind.And, "", null, [.. and.Operands.Select(operand => Bind(operand, detections))]),
        Condition.Or or => new(BoundKind.Or, "", null, [.. or.Operands.Select(operand => Bind(operand, detections))]),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };
}

internal enum BoundKind
{
    Detection,
    Not,
    And,
    Or,
}
