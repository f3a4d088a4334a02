using System.Runtime.InteropServices;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>One event in a group.</summary>
internal struct CorrelationEntry<TEvent>
    where TEvent : IEquatable<TEvent>
{
    public long Time;
    public TEvent Event;
    public int Source;

    /// <summary>The fire of the correlation below; null for a base rule's event.</summary>
    public CorrelationFire<TEvent>? Child;

    /// <summary>A fire or continuation has counted it.</summary>
    public bool IsCounted;

    public readonly long Weight => Child?.Count ?? 1;
}

/// <summary>A fire that later events may continue.</summary>
internal sealed class CorrelationEpisode<TEvent>(long firedAt, TEvent firedBy)
{
    public long FiredAt { get; } = firedAt;

    public TEvent FiredBy { get; } = firedBy;

    public long Count { get; set; }

    public long FirstTime { get; set; }

    public long LastTime { get; set; }

    public bool IsCountExact { get; set; }
}

/// <summary>
/// The events with one set of group-by values, in lists sorted by time: one for a count, one per source for a temporal correlation. It only keeps and counts; what the counts mean is
/// <see cref="CorrelationPlan"/>'s, and when to fire <see cref="CorrelationState{TEvent}"/>'s.
/// </summary>
internal sealed class CorrelationGroup<TEvent>(string key, string scope, string[] values, int lists)
    where TEvent : IEquatable<TEvent>
{
    private readonly List<CorrelationEntry<TEvent>>?[] _lists = new List<CorrelationEntry<TEvent>>?[lists];

    public string Key { get; } = key;

    public string Scope { get; } = scope;

    public string[] Values { get; } = values;

    /// <summary>Fires that may still be continued; any two are more than a timespan apart.</summary>
    public List<CorrelationEpisode<TEvent>> Episodes { get; } = [];

    public int Events { get; private set; }

    public long LatestTime { get; private set; } = long.MinValue;

    /// <summary>Time of the latest event that was dropped for space.</summary>
    public long LatestDropped { get; private set; } = long.MinValue;

    /// <summary>The latest of its events, none counted as later than the watermark was: from here it ages.</summary>
    public long AgesFrom { get; set; } = long.MinValue;

    // A list of groups by last touch runs through the groups themselves.
    public CorrelationGroup<TEvent>? Older { get; set; }

    public CorrelationGroup<TEvent>? Newer { get; set; }

    /// <summary>Whether the event is here already: from the same source, or for a count from any base rule.</summary>
    public bool Has(in CorrelationEntry<TEvent> entry, bool anySource)
    {
        for (var list = 0; list < _lists.Length; list++)
        {
            var entries = Entries(list);
            for (var i = UpperBound(entries, entry.Time) - 1; i >= 0 && entries[i].Time == entry.Time; i--)
            {
                ref readonly var other = ref entries[i];
                if (other.Event.Equals(entry.Event) && (other.Source == entry.Source || anySource && other.Child is null && entry.Child is null))
                    return true;
            }
        }

        return false;
    }

    public void Insert(int list, in CorrelationEntry<TEvent> entry)
    {
        var entries = _lists[list] ??= [];
        if (entries.Count == 0 || entries[^1].Time <= entry.Time)
            entries.Add(entry);
        else
            entries.Insert(UpperBound(CollectionsMarshal.AsSpan(entries), entry.Time), entry);
        Events++;
        LatestTime = Math.Max(LatestTime, entry.Time);
    }

    /// <summary>Entries of a list by time.</summary>
    public Span<CorrelationEntry<TEvent>> Entries(int list) => _lists[list] is { } entries ? CollectionsMarshal.AsSpan(entries) : [];

    /// <summary>Entries of a list within a window, both ends included.</summary>
    public Span<CorrelationEntry<TEvent>> Entries(int list, long from, long to)
    {
        var entries = Entries(list);
        var start = LowerBound(entries, from);
        return entries[start..Math.Max(start, UpperBound(entries, to))];
    }

    /// <summary>How many events each list has within a window, both ends included.</summary>
    public void Count(long from, long to, Span<int> counts)
    {
        for (var list = 0; list < counts.Length; list++)
            counts[list] = Entries(list, from, to).Length;
    }

    /// <summary>Forgets events before a time; returns how many.</summary>
    public int Forget(long before)
    {
        var forgotten = 0;
        foreach (var list in _lists)
        {
            if (list is null || list.Count == 0 || list[0].Time >= before)
                continue;
            var count = LowerBound(CollectionsMarshal.AsSpan(list), before);
            list.RemoveRange(0, count);
            forgotten += count;
        }

        Events -= forgotten;
        return forgotten;
    }

    /// <summary>Drops the oldest eighth of the longest list, so that a flood of one rule's events never pushes out another's; returns how many.</summary>
    public int DropOldest()
    {
        var longest = _lists[0];
        foreach (var list in _lists)
        {
            if (list is not null && list.Count > (longest?.Count ?? 0))
                longest = list;
        }

        if (longest is null || longest.Count == 0)
            return 0;
        var count = Math.Max(1, longest.Count / 8);
        LatestDropped = Math.Max(LatestDropped, longest[count - 1].Time);
        longest.RemoveRange(0, count);
        Events -= count;
        return count;
    }

    /// <summary>The fire that an event at a time continues: the nearest at most a timespan away; null for none.</summary>
    public CorrelationEpisode<TEvent>? Episode(long time, long timespan)
    {
        CorrelationEpisode<TEvent>? nearest = null;
        foreach (var episode in Episodes)
        {
            var distance = Math.Abs(episode.FiredAt - time);
            if (distance <= timespan && (nearest is null || distance < Math.Abs(nearest.FiredAt - time)))
                nearest = episode;
        }

        return nearest;
    }

    private static int LowerBound(ReadOnlySpan<CorrelationEntry<TEvent>> entries, long time)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Time < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static int UpperBound(ReadOnlySpan<CorrelationEntry<TEvent>> entries, long time)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Time <= time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
