namespace HaiPhongSoc.Corridor;

/// <summary>
/// Remembers which offset was reached at which time of receipt, so that the spool keeps what correlation windows need after a restart. One mark a second
/// at most, so a busy hour costs 3,600 marks.
/// </summary>
internal sealed class SpoolRelease
{
    private const long MarkEvery = 1_000_000;

    private readonly Queue<(long Offset, long ReceivedAt)> _marks = new();
    private long _lastMark = long.MinValue;
    private long _neededFrom;

    /// <param name="offset">Last offset of a processed batch.</param>
    /// <param name="receivedAt">Its time of receipt, UTC microseconds.</param>
    public void Note(long offset, long receivedAt)
    {
        if (_lastMark != long.MinValue && receivedAt - _lastMark < MarkEvery)
            return;
        _marks.Enqueue((offset, receivedAt));
        _lastMark = receivedAt;
    }

    /// <summary>The first offset that must stay so that everything received since <paramref name="since"/> (UTC microseconds) can be read again.</summary>
    public long NeededFrom(long since)
    {
        while (_marks.TryPeek(out var mark) && mark.ReceivedAt < since)
        {
            _neededFrom = mark.Offset + 1;
            _marks.Dequeue();
        }

        return _neededFrom;
    }
}
