using System.Collections.Immutable;
using System.Text;
using DuckDB.NET.Data;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>What searches and aggregates share: leases, conditions by segment, and the way out when a file turns out to be corrupt.</summary>
internal sealed class SegmentReading(StoreDatabase database, SegmentCatalogue catalogue, SegmentDirectory directory)
{
    public StoreDatabase Database { get; } = database;

    public SegmentLease Lease(EventQuery query) =>
        catalogue.Lease(segment => segment.MinTime <= segment.MaxTime && segment.MaxTime >= query.From && segment.MinTime < query.To);

    public SegmentLease Lease(Func<Segment, bool> wanted) => catalogue.Lease(wanted);

    /// <summary>Query, time range and lower bound of a segment as one condition.</summary>
    public string Condition(Segment segment, EventQuery query)
    {
        var sql = new StringBuilder();
        if (query.From > segment.MinTime || segment is OpenSegment)
            sql.Append("\"time\" >= ").Append(SqlText.Literal(query.From)).Append(" AND ");
        if (query.To <= segment.MaxTime || segment is OpenSegment)
            sql.Append("\"time\" < ").Append(SqlText.Literal(query.To)).Append(" AND ");
        if (segment.AboveOffset >= 0)
            sql.Append("\"offset\" > ").Append(SqlText.Literal(segment.AboveOffset)).Append(" AND ");
        if (query.Systems is { } systems)
            sql.Append(OfSystems(systems)).Append(" AND ");
        return sql.Append(new SqlPredicate(segment.Aliases(Database)).Compile(query.Query.Root)).ToString();
    }

    private static string OfSystems(IReadOnlyList<string> systems) => systems.Count == 0
        ? "FALSE"
        : $"(system_known AND system_code IN ({string.Join(", ", systems.Select(SqlText.Literal))}))";

    /// <summary>Conditions of all segments; those with the same one are read together.</summary>
    public List<(string From, string Where)> Sources(ImmutableArray<Segment> segments, EventQuery query)
    {
        var sources = new List<(string, string)>();
        var files = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            var where = Guarded(segment, () => Condition(segment, query));
            if (where is null)
                continue;
            if (segment is not SealedSegment file)
                sources.Add((segment.From, where));
            else if (files.TryGetValue(where, out var paths))
                paths.Add(file.Path);
            else
                files[where] = [file.Path];
        }

        sources.AddRange(files.Select(static group => (SealedSegment.Source(group.Value), group.Key)));
        return sources;
    }

    /// <summary>Runs what reads one segment. Where that fails and the segment's file cannot be read from end to end, the file is set aside and the result is null.</summary>
    public T? Guarded<T>(Segment segment, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (DuckDBException failure) when (segment is SealedSegment file && FindCorruption(file) is { } reason)
        {
            _ = failure;
            SetAside(file, reason);
            return null;
        }
    }

    /// <summary>
    /// Runs what reads many segments at once. A corrupt file among them is set aside, and <see cref="SegmentSetAsideException"/> tells the caller to ask again without it.
    /// </summary>
    public void Guarded(IEnumerable<Segment> segments, Action run)
    {
        try
        {
            run();
        }
        catch (DuckDBException) when (SetCorruptAside(segments))
        {
            throw new SegmentSetAsideException();
        }
    }

    /// <summary>After a failure over many files: sets those aside that cannot be read; true where there was one, so that another attempt makes sense.</summary>
    private bool SetCorruptAside(IEnumerable<Segment> segments)
    {
        var found = false;
        foreach (var file in segments.OfType<SealedSegment>())
        {
            if (FindCorruption(file) is not { } reason)
                continue;
            SetAside(file, reason);
            found = true;
        }

        return found;
    }

    private void SetAside(SealedSegment file, string reason)
    {
        directory.Abandon(file, reason);
        catalogue.Replace([file], []);
    }

    private string? FindCorruption(SealedSegment file)
    {
        try
        {
            // COLUMNS(*) touches every page of every column.
            Database.Query($"SELECT max(hash(COLUMNS(*))) FROM {file.From}", static _ => { }, CancellationToken.None);
            return null;
        }
        catch (DuckDBException unreadable)
        {
            return unreadable.Message.ReplaceLineEndings(" ");
        }
    }
}
