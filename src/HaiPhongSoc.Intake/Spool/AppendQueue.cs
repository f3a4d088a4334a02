namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// What waits to be written, first come first served, bounded in bytes: beyond the bound an append waits outside (and can still be cancelled).
/// Many may enqueue; one thread takes.
/// </summary>
internal sealed class AppendQueue(int maxBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _admitted = [];
    private readonly LinkedList<PendingAppend> _outside = [];
    private readonly SemaphoreSlim _signal = new(0);
    private long _bytes;
    private bool _closed;
    private bool _disposed;

    /// <summary>False where the queue is closed.</summary>
    public bool TryEnqueue(PendingAppend append)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _outside.AddLast(append);
            Admit();
        }

        return true;
    }

    /// <summary>Takes back an append that still waits outside; false where it is too late.</summary>
    public bool TryWithdraw(PendingAppend append)
    {
        lock (_gate)
            return _outside.Remove(append);
    }

    /// <summary>Waits for work or for a poke, then takes what one group may hold. False when closed and empty.</summary>
    public bool Take(int maxGroupBytes, List<PendingAppend> group)
    {
        _signal.Wait();
        lock (_gate)
        {
            var bytes = 0L;
            while (_admitted.TryPeek(out var next) && (group.Count == 0 || bytes + next.Size <= maxGroupBytes))
            {
                group.Add(_admitted.Dequeue());
                bytes += next.Size;
            }

            if (_admitted.Count > 0 || _closed)
                Poke(); // what is left, or the end, is found by the next call
            return group.Count > 0 || !_closed;
        }
    }

    /// <summary>A group that was taken has ended, well or not.</summary>
    public void Done(List<PendingAppend> group)
    {
        lock (_gate)
        {
            foreach (var append in group)
                _bytes -= append.Size;
            Admit();
        }
    }

    /// <summary>Wakes the taker although nothing may be there.</summary>
    public void Poke()
    {
        lock (_gate)
        {
            if (!_disposed && _signal.CurrentCount == 0)
                _signal.Release();
        }
    }

    /// <summary>Nothing is taken in any more; what is there will still be taken out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var append in _outside)
                _admitted.Enqueue(append);
            _outside.Clear();
        }

        Poke();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _signal.Dispose();
        }
    }

    private void Admit()
    {
        while (_outside.First is { } first && (_bytes == 0 || _bytes + first.Value.Size <= maxBytes))
        {
            _outside.RemoveFirst();
            _admitted.Enqueue(first.Value);
            _bytes += first.Value.Size;
        }

        if (_admitted.Count > 0)
            Poke();
    }
}
