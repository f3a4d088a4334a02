namespace HaiPhongSoc.Web.Accounts;

/// <summary>Counts by key in windows of a minute, and knows who has had enough. Bounded: keys are chosen by whoever knocks.</summary>
internal sealed class RefusalCount(int most, TimeProvider clock)
{
    private const int Keys = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Start, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>How long the key must wait; null: not at all.</summary>
    public TimeSpan? WaitOf(string key)
    {
        lock (_gate)
        {
            if (!_counts.TryGetValue(key, out var known) || known.Count < most)
                return null;
            var left = Window - clock.GetElapsedTime(known.Start);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    public void Add(string key)
    {
        lock (_gate)
        {
            var fresh = _counts.TryGetValue(key, out var known) && clock.GetElapsedTime(known.Start) < Window;
            if (!fresh && _counts.Count >= Keys)
                Forget();
            _counts[key] = fresh ? (known.Start, known.Count + 1) : (clock.GetTimestamp(), 1);
        }
    }

    public void TakeBack(string key)
    {
        lock (_gate)
        {
            if (_counts.TryGetValue(key, out var known) && known.Count > 0)
                _counts[key] = (known.Start, known.Count - 1);
        }
    }

    private void Forget()
    {
        foreach (var (key, _) in _counts.Where(c => clock.GetElapsedTime(c.Value.Start) >= Window).ToList())
            _counts.Remove(key);

        // All within a minute: somebody makes up names. The oldest half goes.
        if (_counts.Count >= Keys)
        {
            foreach (var (key, _) in _counts.OrderBy(c => c.Value.Start).Take(Keys / 2).ToList())
                _counts.Remove(key);
        }
    }
}
