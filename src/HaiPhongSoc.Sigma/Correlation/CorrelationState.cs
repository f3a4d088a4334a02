namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>One running correlation with its groups.</summary>
internal sealed class CorrelationState<TEvent>(CorrelationPlan plan, CorrelationOptions options, bool isSilenced)
    where TEvent : IEquatable<TEvent>
{
    private readonly Dictionary<string, CorrelationGroup<TEvent>> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _lateness = Math.Min(options.AllowedLateness.Ticks / TimeSpan.TicksPerMicrosecond, CorrelationClock.Latest);
    private readonly int[] _counts = new int[plan.Lists];
    private readonly List<long> _ends = [];
    private readonly CorrelationKey _key = new();
    private CorrelationGroup<TEvent>? _oldest;
    private CorrelationGroup<TEvent>? _newest;
    private CorrelationStatistics _statistics;
    private long _events;

    public CorrelationPlan Plan { get; } = plan;

    public long Events => _events;

    public bool HasGroups => _oldest is not null;

    public CorrelationStatistics Statistics => _statistics with { Groups = _groups.Count, Events = _events };

    /// <summary>Takes an event in. The values are those of group-by; null where the event lacks one.</summary>
    /// <returns>The fire or continuation that it raised.</returns>
    public CorrelationFire<TEvent>? Take(in CorrelationEntry<TEvent> entry, string scope, string?[] values, long watermark)
    {
        _statistics = _statistics with { Fed = _statistics.Fed + 1 };
        if (entry.Time < watermark - Plan.Timespan - _lateness)
        {
            _statistics = _statistics with { TooLate = _statistics.TooLate + 1 };
            return null;
        }

        if (!_key.TryBuild(scope, values, out var key))
        {
            _statistics = _statistics with { LackingField = _statistics.LackingField + 1 };
            return null;
        }

        var horizon = watermark - 2 * Plan.Timespan - _lateness;
        Expire(horizon);
        var group = Group(key, scope, values);
        Forget(group, horizon);
        if (group.Has(entry, anySource: Plan.Lists == 1))
        {
            _statistics = _statistics with { Duplicates = _statistics.Duplicates + 1 };
            return null;
        }

        group.AgesFrom = Math.Max(group.AgesFrom, Math.Min(entry.Time, watermark));
        group.Insert(Plan.Lists == 1 ? 0 : entry.Source, entry);
        _events++;
        _statistics = _statistics with { Counted = _statistics.Counted + 1 };
        var fire = Evaluate(group, entry);
        Shrink(group);
        return fire;
    }

    /// <summary>Throws out the group that was touched longest ago.</summary>
    public void Evict()
    {
        if (_oldest is not { } group)
            return;
        Remove(group);
        _statistics = _statistics with { Evicted = _statistics.Evicted + 1 };
    }

    private CorrelationFire<TEvent>? Evaluate(CorrelationGroup<TEvent> group, in CorrelationEntry<TEvent> entry)
    {
        var fires = new CorrelationFires<TEvent>(Plan, group, isSilenced);
        var episode = group.Episode(entry.Time, Plan.Timespan);
        if (episode is null)
        {
            if (EarliestEnd(group, entry.Time) is not { } end)
                return null;
            episode = group.Episode(end, Plan.Timespan);
            if (episode is null)
            {
                _statistics = _statistics with { Fires = _statistics.Fires + 1 };
                return fires.Fire(entry, end);
            }
        }

        _statistics = _statistics with { Continuations = _statistics.Continuations + 1 };
        return fires.Continue(episode, entry);
    }

    /// <summary>The end of the earliest window that holds the event, ends at an event of the group and meets the condition.</summary>
    private long? EarliestEnd(CorrelationGroup<TEvent> group, long time)
    {
        if (group.LatestTime <= time)
            return HoldsUntil(group, time) ? time : null;
        if (Plan.IsMonotone)
        {
            group.Count(time - Plan.Timespan, time + Plan.Timespan, _counts);
            if (!Plan.Holds(_counts))
                return null;
        }

        _ends.Clear();
        for (var list = 0; list < Plan.Lists; list++)
        {
            foreach (ref readonly var entry in group.Entries(list, time, time + Plan.Timespan))
            {
                if (_ends.Count == 0 || _ends[^1] != entry.Time)
                    _ends.Add(entry.Time);
            }
        }

        _ends.Sort();
        foreach (var end in _ends)
        {
            if (HoldsUntil(group, end))
                return end;
        }

        return null;
    }

    private bool HoldsUntil(CorrelationGroup<TEvent> group, long end)
    {
        group.Count(end - Plan.Timespan, end, _counts);
        return Plan.Holds(_counts);
    }

    private CorrelationGroup<TEvent> Group(ReadOnlySpan<char> key, string scope, string?[] values)
    {
        if (_groups.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var group))
        {
            Unlink(group);
        }
        else
        {
            group = new CorrelationGroup<TEvent>(key.ToString(), scope, Array.ConvertAll(values, value => CorrelationKey.Bounded(value!)), Plan.Lists);
            _groups.Add(group.Key, group);
        }

        group.Older = _newest;
        if (_newest is not null)
            _newest.Newer = group;
        _newest = group;
        _oldest ??= group;
        return group;
    }

    private void Expire(long horizon)
    {
        while (_oldest is { } group && group.AgesFrom < horizon)
            Remove(group);
    }

    private void Forget(CorrelationGroup<TEvent> group, long horizon)
    {
        _events -= group.Forget(horizon);
        if (group.Episodes.Count > 0)
            _ = group.Episodes.RemoveAll(episode => episode.FiredAt < horizon);
    }

    private void Shrink(CorrelationGroup<TEvent> group)
    {
        while (group.Events > options.MaxEventsPerGroup)
        {
            var dropped = group.DropOldest();
            _events -= dropped;
            _statistics = _statistics with { DroppedEvents = _statistics.DroppedEvents + dropped };
        }

        while (_groups.Count > options.MaxGroups)
            Evict();
    }

    private void Remove(CorrelationGroup<TEvent> group)
    {
        Unlink(group);
        _ = _groups.Remove(group.Key);
        _events -= group.Events;
    }

    private void Unlink(CorrelationGroup<TEvent> group)
    {
        if (group.Older is null)
            _oldest = group.Newer;
        else
            group.Older.Newer = group.Newer;
        if (group.Newer is null)
            _newest = group.Older;
        else
            group.Newer.Older = group.Older;
        group.Older = group.Newer = null;
    }
}
