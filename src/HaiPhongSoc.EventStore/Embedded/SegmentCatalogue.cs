using System.Collections.Immutable;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>The segments at this moment. A change is one step for every reader: a sealed segment's files come exactly when its table goes.</summary>
internal sealed class SegmentCatalogue
{
    private readonly Lock _gate = new();
    private ImmutableArray<Segment> _segments = [];

    public ImmutableArray<Segment> Now
    {
        get
        {
            lock (_gate)
                return _segments;
        }
    }

    public SegmentLease Lease(Func<Segment, bool> wanted)
    {
        lock (_gate)
        {
            ImmutableArray<Segment> taken = [.. _segments.Where(wanted)];
            foreach (var segment in taken)
                segment.Enter();
            return new SegmentLease(this, taken, _segments.Length);
        }
    }

    public void Replace(IReadOnlyCollection<Segment> gone, IReadOnlyCollection<Segment> come)
    {
        var release = new List<Segment>();
        lock (_gate)
        {
            // The same segment may be retired by two: retention and the finding of a corrupt file.
            var present = gone.Where(_segments.Contains).ToList();
            _segments = _segments.RemoveRange(present).AddRange(come);
            release.AddRange(present.Where(static segment => segment.Retire()));
        }

        foreach (var segment in release)
            segment.GiveBack();
    }

    internal void Return(ImmutableArray<Segment> taken)
    {
        var release = new List<Segment>();
        lock (_gate)
            release.AddRange(taken.Where(static segment => segment.Leave()));
        foreach (var segment in release)
            segment.GiveBack();
    }
}
