using System.Collections.Immutable;
using System.Globalization;
using DuckDB.NET.Data;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Counts, histograms and top values: one statement over all segments of the range.</summary>
internal sealed class SegmentAggregates(SegmentReading reading)
{
    public long Count(EventQuery query, CancellationToken cancellationToken)
    {
        using var lease = reading.Lease(query);
        return OverSegments(lease.Segments, query, "count(*) AS n", union => $"SELECT coalesce(sum(n), 0)::BIGINT FROM ({union})", 0L, static (row, _) => row.GetInt64(0), cancellationToken);
    }

    public IReadOnlyList<HistogramBucket> Histogram(EventQuery query, int buckets, CancellationToken cancellationToken)
    {
        using var lease = reading.Lease(query);
        if (lease.Segments.IsEmpty && (query.From == long.MinValue || query.To == long.MaxValue))
            return [];

        // Stored times lie within the years 1 to 9999, so that nothing here can overflow.
        var from = Math.Max(query.From == long.MinValue ? lease.Segments.Min(static segment => segment.MinTime) : query.From, EventRowWriter.EarliestTime);
        var to = Math.Min(query.To == long.MaxValue ? lease.Segments.Max(static segment => segment.MaxTime) + 1 : query.To, EventRowWriter.LatestTime + 1);
        if (from >= to)
            return [];
        var step = Math.Max(1, (to - from + buckets - 1) / buckets);
        var counts = new long[buckets];
        var bucket = $"(\"time\" - {SqlText.Literal(from)}) // {SqlText.Literal(step)} AS b";
        OverSegments(
            lease.Segments,
            query with { From = from, To = to },
            $"{bucket}, count(*) AS n",
            static union => $"SELECT b, sum(n)::BIGINT FROM ({union}) GROUP BY b",
            counts,
            static (row, into) =>
            {
                into[row.GetInt64(0)] += row.GetInt64(1);
                return into;
            },
            cancellationToken,
            groupBy: " GROUP BY b");
        return [.. counts.Select((count, i) => new HistogramBucket(from + (i * step), from + ((i + 1) * step), count))];
    }

    public IReadOnlyList<ValueCount> Top(EventQuery query, string field, int count, CancellationToken cancellationToken)
    {
        using var lease = reading.Lease(query);
        var unions = new List<string>();
        foreach (var segment in lease.Segments)
        {
            var part = reading.Guarded(segment, () =>
            {
                var condition = reading.Condition(segment, query);
                var places = new SqlPredicate(segment.Aliases(reading.Database)).Places(field);
                return places.Select(place => $"SELECT {place.Values} AS v FROM {segment.From} WHERE {place.Where} AND {condition}").ToList();
            });
            unions.AddRange(part ?? []);
        }

        if (unions.Count == 0)
            return [];
        var top = new List<ValueCount>();
        var sql = $"SELECT v, count(*) AS n FROM ({string.Join(" UNION ALL ", unions)}) WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v LIMIT {count.ToString(CultureInfo.InvariantCulture)}";
        reading.Guarded(lease.Segments, () => reading.Database.Query(sql, row => top.Add(new ValueCount(row.GetString(0), row.GetInt64(1))), cancellationToken));
        return top;
    }

    private T OverSegments<T>(
        ImmutableArray<Segment> segments, EventQuery query, string select, Func<string, string> around, T seed, Func<DuckDBDataReader, T, T> row,
        CancellationToken cancellationToken, string groupBy = "")
    {
        var sources = reading.Sources(segments, query);
        if (sources.Count == 0)
            return seed;
        var union = string.Join(" UNION ALL ", sources.Select(source => $"SELECT {select} FROM {source.From} WHERE {source.Where}{groupBy}"));
        var result = seed;
        reading.Guarded(segments, () => reading.Database.Query(around(union), reader => result = row(reader, result), cancellationToken));
        return result;
    }
}
