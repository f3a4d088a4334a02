namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Sigma 2.1 correlations, section "correlation types".</summary>
public enum CorrelationType
{
    EventCount,
    ValueCount,
    Temporal,
    TemporalOrdered,
    ValueSum,
    ValueAvg,
    ValuePercentile,

    /// <summary>Not in the specification's text; pySigma has it.</summary>
    ValueMedian,
}
