using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// Newest first over the segments, in groups that grow, newest segments first. A group is asked for the places of its newest hits only; when the page is full and
/// nothing that is left can be newer, the rows of the hits are fetched.
/// </summary>
internal sealed class SegmentSearch(SegmentReading reading, TimeProvider clock)
{
    private const int FirstGroup = 4;
    private const int LargestGroup = 64;

    public SearchPage Run(SearchRequest request, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var limit = Math.Clamp(request.Limit, 1, SearchRequest.LargestLimit);
        var before = SearchCursor.Parse(request.Before);
        var query = before is { } cursor && cursor.Time < request.To ? request with { To = Math.Max(cursor.Time, long.MinValue + 1) + 1 } : request;
        using var lease = reading.Lease(query);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var alarm = clock.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limited, timeLimit, Timeout.InfiniteTimeSpan);

        var hits = new List<Hit>();
        var searched = 0;
        long? cutAt = null;
        List<(Segment Segment, long MaxTime)> order = [.. lease.Segments.Select(static segment => (segment, segment.MaxTime)).OrderByDescending(static of => of.MaxTime)];
        for (var size = FirstGroup; searched < order.Count; size = Math.Min(size * 2, LargestGroup))
        {
            var newest = order[searched].MaxTime;
            if (hits.Count > limit && hits[limit].Place.Time > newest)
                break;
            try
            {
                var group = order.GetRange(searched, Math.Min(size, order.Count - searched));
                hits = Merge(hits, Places([.. group.Select(static of => of.Segment)], query, before, limit, hits, limited.Token), limit);
                searched += group.Count;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                cutAt = newest;
                break;
            }
        }

        if (cutAt is { } cut)
            hits.RemoveAll(hit => hit.Place.Time <= cut);
        var more = hits.Count > limit;
        var page = hits.Take(limit).ToList();
        var next = more ? page[^1].Place.ToString() : cutAt is { } from ? new SearchCursor(from, int.MaxValue, long.MaxValue).ToString() : null;
        return new SearchPage(Rows(page, cancellationToken), next, searched, lease.Total, clock.GetElapsedTime(started), cutAt is not null && !more);
    }

    /// <summary>Rows by id, in the order of the ids.</summary>
    public IReadOnlyList<StoredEvent> Get(IReadOnlyList<EventId> ids, CancellationToken cancellationToken)
    {
        using var lease = reading.Lease(segment => ids.Any(id => Covers(segment, id)));
        var wanted = lease.Segments.Select(segment => new Wanted(segment, [.. ids.Where(id => Covers(segment, id)).Select(static id => id.Offset).Distinct()], ""));
        var found = Fetch([.. wanted], cancellationToken);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private static bool Covers(Segment segment, EventId id) =>
        segment.Partition == id.Partition && segment.FirstOffset <= id.Offset && segment.LastOffset >= id.Offset && id.Offset > segment.AboveOffset;

    private List<Hit> Places(List<Segment> group, EventQuery query, SearchCursor? before, int limit, List<Hit> hits, CancellationToken cancellationToken)
    {
        var found = new List<Hit>();
        reading.Guarded(group, () =>
        {
            var places = group.Select((segment, i) => $"SELECT \"time\", \"offset\", {SqlText.Literal(i)} AS segment, {SqlText.Literal(segment.Partition)} AS partition FROM {segment.From} WHERE {Where(segment)}");
            var sql = $"{string.Join(" UNION ALL ", places)} ORDER BY \"time\" DESC, partition DESC, \"offset\" DESC LIMIT {SqlText.Literal(limit + 1)}";
            reading.Database.Query(sql, row => found.Add(new Hit(new SearchCursor(row.GetInt64(0), group[row.GetInt32(2)].Partition, row.GetInt64(1)), group[row.GetInt32(2)])), cancellationToken);
        });
        return found;

        string Where(Segment segment)
        {
            var where = reading.Condition(segment, query);
            if (before is { } cursor)
                where = $"{cursor.After(segment.Partition)} AND {where}";
            return hits.Count > limit ? $"\"time\" >= {SqlText.Literal(hits[limit].Place.Time)} AND {where}" : where;
        }
    }

    /// <summary>One more than the page holds is kept, to know whether there is a next page.</summary>
    private static List<Hit> Merge(List<Hit> hits, List<Hit> found, int limit) =>
        [.. hits.Concat(found).OrderBy(static hit => hit.Place, SearchCursor.Descending).Take(limit + 1)];

    private List<StoredEvent> Rows(List<Hit> page, CancellationToken cancellationToken)
    {
        var wanted = page.GroupBy(static hit => hit.Segment).Select(static group => new Wanted(
            group.Key,
            [.. group.Select(static hit => hit.Place.Offset)],
            $"\"time\" >= {SqlText.Literal(group.Min(static hit => hit.Place.Time))} AND \"time\" <= {SqlText.Literal(group.Max(static hit => hit.Place.Time))} AND "));
        var rows = Fetch([.. wanted], cancellationToken);
        return [.. page.Where(hit => rows.ContainsKey(hit.Place.Id)).Select(hit => rows[hit.Place.Id])];
    }

    private Dictionary<EventId, StoredEvent> Fetch(List<Wanted> wanted, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<EventId, StoredEvent>();
        foreach (var group in wanted.Chunk(LargestGroup))
        {
            var selects = group.Select(static of =>
                $"SELECT {StoredEventReader.Columns}, {SqlText.Literal(of.Segment.Partition)} AS partition FROM {of.Segment.From} WHERE {of.Range}" +
                $"\"offset\" >= {SqlText.Literal(of.Offsets.Min())} AND \"offset\" <= {SqlText.Literal(of.Offsets.Max())} AND " +
                $"\"offset\" IN ({string.Join(", ", of.Offsets.Select(SqlText.Literal))})");
            reading.Guarded(group.Select(static of => of.Segment), () => reading.Database.Query(
                string.Join(" UNION ALL ", selects),
                row =>
                {
                    var read = StoredEventReader.Read(row);
                    rows[read.Id] = read;
                },
                cancellationToken));
        }

        return rows;
    }

    /// <summary>Rows to fetch of one segment; <paramref name="Range"/> is a further condition that ends in AND, or empty.</summary>
    private sealed record Wanted(Segment Segment, List<long> Offsets, string Range);

    private readonly record struct Hit(SearchCursor Place, Segment Segment);
}
