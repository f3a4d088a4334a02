using System.Collections.Immutable;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>All segments, oldest first, and the point up to which records are durable. The last one is being written.</summary>
internal sealed class SegmentCatalogue
{
    private readonly Lock _gate = new();
    private ImmutableArray<Segment> _segments = [];
    private TaskCompletionSource? _changed;

    public ImmutableArray<Segment> Segments
    {
        get
        {
            lock (_gate)
                return _segments;
        }
    }

    public Segment Active => Segments[^1];

    /// <summary>The next offset; every one below it that was given is durable.</summary>
    public long NextOffset => Active.NextOffset;

    public long FirstOffset => Segments[0].FirstOffset;

    public long TotalBytes
    {
        get
        {
            var total = 0L;
            foreach (var segment in Segments)
                total += segment.Length;
            return total;
        }
    }

    public void Add(Segment segment)
    {
        lock (_gate)
            _segments = _segments.Add(segment);
        Signal();
    }

    public void Remove(Segment segment)
    {
        lock (_gate)
            _segments = _segments.Remove(segment);
    }

    public void Advance(long length, long nextOffset)
    {
        Active.Advance(length, nextOffset);
        Signal();
    }

    /// <summary>The segment in which an offset stands or would stand; the oldest for an offset that was trimmed.</summary>
    public Segment At(long offset)
    {
        var segments = Segments;
        for (var i = segments.Length - 1; i > 0; i--)
        {
            if (segments[i].FirstOffset <= offset)
                return segments[i];
        }

        return segments[0];
    }

    /// <summary>The one after that, or null where it is the last.</summary>
    public Segment? After(Segment segment)
    {
        foreach (var candidate in Segments)
        {
            if (candidate.FirstOffset > segment.FirstOffset)
                return candidate;
        }

        return null;
    }

    /// <summary>Completes when an offset is durable.</summary>
    public async ValueTask WaitForAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_segments[^1].NextOffset > offset)
                    return;
                _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Signal()
    {
        TaskCompletionSource? changed;
        lock (_gate)
            (changed, _changed) = (_changed, null);
        changed?.TrySetResult();
    }
}
