namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Writes the fires and continuations of one group.</summary>
internal readonly struct CorrelationFires<TEvent>(CorrelationPlan plan, CorrelationGroup<TEvent> group, bool isSilenced)
    where TEvent : IEquatable<TEvent>
{
    private const int MaxContributing = 100;

    public CorrelationFire<TEvent> Fire(in CorrelationEntry<TEvent> by, long end)
    {
        var from = end - plan.Timespan;
        var episode = new CorrelationEpisode<TEvent>(end, by.Event) { FirstTime = end, LastTime = end, IsCountExact = group.LatestDropped < from };
        var found = new List<CorrelationContribution<TEvent>>();
        long added = 0;
        for (var list = 0; list < plan.Lists; list++)
        {
            var entries = group.Entries(list, from, end);
            for (var i = 0; i < entries.Length; i++)
            {
                ref var entry = ref entries[i];
                Account(episode, entry);
                added += entry.IsCounted ? 0 : entry.Weight;
                entry.IsCounted = true;
                if (i >= entries.Length - MaxContributing)
                    AddTo(found, entry);
            }
        }

        group.Episodes.Add(episode);
        return Write(episode, by.Event, isContinuation: false, Newest(found, by), added);
    }

    public CorrelationFire<TEvent> Continue(CorrelationEpisode<TEvent> episode, in CorrelationEntry<TEvent> by)
    {
        Account(episode, by);
        foreach (ref var entry in group.Entries(plan.Lists == 1 ? 0 : by.Source, by.Time, by.Time))
        {
            if (entry.Source == by.Source && entry.Event.Equals(by.Event))
                entry.IsCounted = true;
        }

        var found = new List<CorrelationContribution<TEvent>>();
        AddTo(found, by);
        return Write(episode, by.Event, isContinuation: true, found, by.Weight);
    }

    private static void Account(CorrelationEpisode<TEvent> episode, in CorrelationEntry<TEvent> entry)
    {
        episode.Count += entry.Weight;
        episode.FirstTime = Math.Min(episode.FirstTime, entry.Child?.FirstTime ?? entry.Time);
        episode.LastTime = Math.Max(episode.LastTime, entry.Child?.LastTime ?? entry.Time);
        episode.IsCountExact &= entry.Child?.IsCountExact ?? true;
    }

    private void AddTo(List<CorrelationContribution<TEvent>> found, in CorrelationEntry<TEvent> entry)
    {
        if (entry.Child is null)
            found.Add(new CorrelationContribution<TEvent>(entry.Time, entry.Event, plan.Sources[entry.Source].Key));
        else
            found.AddRange(entry.Child.Contributing);
    }

    /// <summary>The newest hundred, oldest first, each once, with the event that fired among them.</summary>
    private List<CorrelationContribution<TEvent>> Newest(List<CorrelationContribution<TEvent>> found, in CorrelationEntry<TEvent> by)
    {
        // OrderBy keeps the order of equal times.
        var newest = found.Distinct().OrderBy(contribution => contribution.Time).TakeLast(MaxContributing).ToList();
        var fired = by.Event;
        if (newest.Exists(contribution => contribution.Event.Equals(fired)))
            return newest;
        var missing = found.FindIndex(contribution => contribution.Event.Equals(fired));
        newest[0] = missing >= 0 ? found[missing] : new CorrelationContribution<TEvent>(by.Time, by.Event, plan.Sources[by.Source].Key);
        return newest;
    }

    private CorrelationFire<TEvent> Write(
        CorrelationEpisode<TEvent> episode, TEvent by, bool isContinuation, IReadOnlyList<CorrelationContribution<TEvent>> contributing, long added)
    {
        var values = new (string Field, string Value)[group.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (plan.Correlation.GroupBy[i], group.Values[i]);
        return new CorrelationFire<TEvent>
        {
            Correlation = plan.Correlation,
            IsContinuation = isContinuation,
            IsSilenced = isSilenced,
            Scope = group.Scope,
            GroupValues = values,
            Event = by,
            FiredBy = episode.FiredBy,
            FiredAt = episode.FiredAt,
            Contributing = contributing,
            Count = episode.Count,
            IsCountExact = episode.IsCountExact,
            Added = added,
            FirstTime = episode.FirstTime,
            LastTime = episode.LastTime,
        };
    }
}
