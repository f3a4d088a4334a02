using System.Collections.Immutable;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Segments that stay as they are until this is disposed.</summary>
internal sealed class SegmentLease(SegmentCatalogue catalogue, ImmutableArray<Segment> segments, int total) : IDisposable
{
    private bool _returned;

    public ImmutableArray<Segment> Segments { get; } = segments;

    /// <summary>How many segments the store had at that moment.</summary>
    public int Total { get; } = total;

    public void Dispose()
    {
        if (_returned)
            return;
        _returned = true;
        catalogue.Return(Segments);
    }
}
