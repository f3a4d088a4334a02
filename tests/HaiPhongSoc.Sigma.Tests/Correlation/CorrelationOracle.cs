namespace HaiPhongSoc.Sigma.Tests.Correlation;

internal sealed record OracleEvent(int Id, string Rule, long Time, string? Group);

internal sealed record OracleFire(bool IsContinuation, int Event, int FiredBy, long FiredAt, long Count, long Added, string Contributing);

/// <summary>
/// The definition written down as slowly as possible: every event is kept for ever, every window is counted by looking at all events. No sorting, no index, no forgetting.
/// </summary>
internal sealed class CorrelationOracle(long timespan, long lateness, bool anyRule, Func<IReadOnlyList<OracleEvent>, bool> condition)
{
    private readonly List<OracleEvent> _kept = [];
    private readonly HashSet<OracleEvent> _counted = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Group, int By, long At, long Count)> _episodes = [];
    private long _watermark = long.MinValue / 4;

    public OracleFire? Feed(OracleEvent arrived)
    {
        _watermark = Math.Max(_watermark, arrived.Time);
        if (arrived.Time < _watermark - timespan - lateness || arrived.Group is null)
            return null;
        var group = _kept.Where(kept => string.Equals(kept.Group, arrived.Group, StringComparison.OrdinalIgnoreCase)).ToList();
        if (group.Exists(kept => kept.Id == arrived.Id && kept.Time == arrived.Time && (anyRule || kept.Rule == arrived.Rule)))
            return null;
        _kept.Add(arrived);
        group.Add(arrived);

        if (Nearest(arrived, arrived.Time) is { } near)
            return Continue(near, arrived);
        foreach (var end in group.Select(kept => kept.Time).Where(time => time >= arrived.Time && time <= arrived.Time + timespan).Order())
        {
            var window = group.Where(kept => kept.Time >= end - timespan && kept.Time <= end).ToList();
            if (!condition(window))
                continue;
            if (Nearest(arrived, end) is { } earlier)
                return Continue(earlier, arrived);
            var added = window.Count(kept => _counted.Add(kept));
            _episodes.Add((arrived.Group, arrived.Id, end, window.Count));
            return new OracleFire(false, arrived.Id, arrived.Id, end, window.Count, added, Text(window.Select(kept => kept.Id)));
        }

        return null;
    }

    public static string Text(IEnumerable<int> events) => string.Join(',', events.Order());

    private int? Nearest(OracleEvent arrived, long time)
    {
        var near = Enumerable.Range(0, _episodes.Count)
            .Where(i => string.Equals(_episodes[i].Group, arrived.Group, StringComparison.OrdinalIgnoreCase) && Math.Abs(_episodes[i].At - time) <= timespan)
            .OrderBy(i => Math.Abs(_episodes[i].At - time)).ThenBy(i => i).ToList();
        return near.Count == 0 ? null : near[0];
    }

    private OracleFire Continue(int index, OracleEvent arrived)
    {
        var episode = _episodes[index] = _episodes[index] with { Count = _episodes[index].Count + 1 };
        _ = _counted.Add(arrived);
        return new OracleFire(true, arrived.Id, episode.By, episode.At, episode.Count, 1, Text([arrived.Id]));
    }
}
