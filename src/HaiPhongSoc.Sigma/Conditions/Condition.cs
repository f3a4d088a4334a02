namespace HaiPhongSoc.Sigma.Conditions;

/// <summary>A condition after its patterns (<c>1 of selection_*</c>) were replaced by the detections they mean.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>A named detection holds.</summary>
    public sealed record Named(string Detection) : Condition;

    public sealed record Not(Condition Operand) : Condition;

    /// <summary>All operands hold; never empty.</summary>
    public sealed record And(IReadOnlyList<Condition> Operands) : Condition;

    /// <summary>At least one operand holds; never empty.</summary>
    public sealed record Or(IReadOnlyList<Condition> Operands) : Condition;
}
