namespace HaiPhongSoc.Detection.Findings;

/// <summary>
/// Lets one finding a minute of receipt (or another period) pass for each rule and entity. Bounded: two generations of keys, the older one is forgotten when the younger
/// is full (a forgotten key may find once more in its minute, which only counts).
/// </summary>
internal sealed class FindingGate(int capacity, long period = FindingGate.MicrosPerMinute)
{
    public const long MicrosPerMinute = 60_000_000;

    private Dictionary<string, long> _young = new(StringComparer.Ordinal);
    private Dictionary<string, long> _old = new(StringComparer.Ordinal);

    /// <summary>The number of times a generation was forgotten.</summary>
    public long Evictions { get; private set; }

    public bool TryPass(string ruleId, string entityKey, long receivedAt)
    {
        var key = $"{ruleId}|{entityKey}";
        var minute = receivedAt / period;
        if ((_young.TryGetValue(key, out var last) || _old.TryGetValue(key, out last)) && last == minute)
            return false;
        if (_young.Count >= capacity && !_young.ContainsKey(key))
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
            Evictions++;
        }

        _young[key] = minute;
        return true;
    }
}
