namespace HaiPhongSoc.EventStore;

/// <summary>One step of a histogram.</summary>
/// <param name="From">UTC microseconds, inclusive.</param>
/// <param name="To">UTC microseconds, exclusive.</param>
/// <param name="Count">Events in it.</param>
public readonly record struct HistogramBucket(long From, long To, long Count);
