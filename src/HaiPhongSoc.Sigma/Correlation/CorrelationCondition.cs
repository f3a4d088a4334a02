namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>How a figure is compared.</summary>
public enum CorrelationOperator
{
    Gt,
    Gte,
    Lt,
    Lte,
    Eq,
    Neq,
}

/// <summary>The figure that a correlation asks for; several comparisons are a range and must all hold.</summary>
/// <param name="Comparisons">Never empty.</param>
/// <param name="Fields">For <c>value_*</c>: the fields; several are distinct tuples.</param>
/// <param name="Percentile">For <c>value_percentile</c>: pySigma's extra key.</param>
public sealed record CorrelationCondition(
    IReadOnlyList<(CorrelationOperator Operator, decimal Value)> Comparisons, IReadOnlyList<string> Fields, decimal? Percentile = null);
