using System.Globalization;
using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>A correlation's demand in one line, for evidence: <c>event_count gte 20 within 5m</c>.</summary>
internal static class CorrelationText
{
    public static string Of(SigmaCorrelation correlation)
    {
        var demand = correlation.Condition is { } condition
            ? string.Join(' ', condition.Comparisons.Select(c => $"{Name(c.Operator)} {c.Value.ToString(CultureInfo.InvariantCulture)}"))
            : correlation.Expression ?? $"all of {correlation.Rules.Count.ToString(CultureInfo.InvariantCulture)} rules";
        return $"{Name(correlation.Type)} {demand} within {Span(correlation.Timespan)}";
    }

    private static string Name(CorrelationType type) => type switch
    {
        CorrelationType.EventCount => "event_count",
        CorrelationType.ValueCount => "value_count",
        CorrelationType.Temporal => "temporal",
        CorrelationType.TemporalOrdered => "temporal_ordered",
        CorrelationType.ValueSum => "value_sum",
        CorrelationType.ValueAvg => "value_avg",
        CorrelationType.ValuePercentile => "value_percentile",
        CorrelationType.ValueMedian => "value_median",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such type"),
    };

    private static string Name(CorrelationOperator compared) => compared switch
    {
        CorrelationOperator.Gt => "gt",
        CorrelationOperator.Gte => "gte",
        CorrelationOperator.Lt => "lt",
        CorrelationOperator.Lte => "lte",
        CorrelationOperator.Eq => "eq",
        CorrelationOperator.Neq => "neq",
        _ => throw new ArgumentOutOfRangeException(nameof(compared), compared, "no such operator"),
    };

    private static string Span(TimeSpan span)
    {
        var (value, unit) = span.Ticks % TimeSpan.TicksPerDay == 0 ? (span.TotalDays, "d")
            : span.Ticks % TimeSpan.TicksPerHour == 0 ? (span.TotalHours, "h")
            : span.Ticks % TimeSpan.TicksPerMinute == 0 ? (span.TotalMinutes, "m")
            : (span.TotalSeconds, "s");
        return value.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
