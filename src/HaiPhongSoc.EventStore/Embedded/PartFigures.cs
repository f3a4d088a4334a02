namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>What is known of the events that go into one file.</summary>
internal readonly record struct PartFigures(long Events, long MinTime, long MaxTime, long MaxReceived)
{
    public PartFigures With(PartFigures other) => new(
        Events + other.Events, Math.Min(MinTime, other.MinTime), Math.Max(MaxTime, other.MaxTime), Math.Max(MaxReceived, other.MaxReceived));
}
