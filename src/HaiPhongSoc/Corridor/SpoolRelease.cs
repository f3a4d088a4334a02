namespace HaiPhongSoc.Corridor;

/// <summary>
/// Remembers which offset was reached when, by the process's own monotonic clock, so that the spool keeps what correlation windows need after a restart. One mark a
/// second at most. Thread-safe: the corridor notes, the trimmer asks.
/// </summary>
internal sealed class SpoolRelease(TimeProvider clock)
{
    private static readonly TimeSpan MarkEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<(long Offset, long At)> _marks = new();
    private long _lastMark;
    private long _neededFrom;

    /// <summary>The last offset of a batch that is through.</summary>
    public void Note(long offset)
    {
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            if (_marks.Count > 0 && clock.GetElapsedTime(_lastMark, now) < MarkEvery)
                return;
            _marks.Enqueue((offset, now));
            _lastMark = now;
        }
    }

    /// <summary>The first offset that must stay so that everything that went through within <paramref name="reach"/> can be read again.</summary>
    public long NeededFrom(TimeSpan reach)
    {
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            while (_marks.TryPeek(out var mark) && clock.GetElapsedTime(mark.At, now) > reach)
            {
                _neededFrom = mark.Offset + 1;
                _marks.Dequeue();
            }

            return _neededFrom;
        }
    }
}
