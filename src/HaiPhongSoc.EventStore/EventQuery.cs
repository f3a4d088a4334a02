using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore;

/// <summary>Which events: a parsed KQL query within a range of event time.</summary>
public record EventQuery
{
    /// <summary>Parsed by <see cref="KqlQuery.TryParse"/>; everything where it is not given.</summary>
    public KqlQuery Query { get; init; } = KqlQuery.Everything;

    /// <summary>Event time from here on, UTC microseconds, inclusive.</summary>
    public long From { get; init; } = long.MinValue;

    /// <summary>Event time before this, UTC microseconds, exclusive.</summary>
    public long To { get; init; } = long.MaxValue;

    /// <summary>Only events of these systems of the register, whatever the query says; null = all. What a reader may see is not a matter of the query.</summary>
    public IReadOnlyList<string>? Systems { get; init; }
}
