using System.Collections.Frozen;
using System.Globalization;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>A table in memory. One writer; the figures are widened before rows become visible, so that a reader never rules the segment out wrongly.</summary>
internal sealed class OpenSegment : Segment
{
    private const int MostAliasTexts = 10_000;
    private readonly StoreDatabase _database;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _aliasTexts = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly Day, int Level), PartFigures> _parts = [];
    private FrozenDictionary<string, string[]>? _aliases;
    private long _firstOffset = -1;
    private long _lastOffset = -1;
    private long _minTime = long.MaxValue;
    private long _maxTime = long.MinValue;
    private long _events;
    private long _bytes;

    private OpenSegment(StoreDatabase database) => _database = database;

    /// <summary>UTC microseconds.</summary>
    public required long OpenedAt { get; init; }

    public required string Table { get; init; }

    public override long FirstOffset => Volatile.Read(ref _firstOffset);

    public override long LastOffset => Volatile.Read(ref _lastOffset);

    public override long MinTime => Volatile.Read(ref _minTime);

    public override long MaxTime => Volatile.Read(ref _maxTime);

    public override long Events => Volatile.Read(ref _events);

    public override long Bytes => Volatile.Read(ref _bytes);

    /// <summary>One file each: by day of receipt (UTC) and level. For the sealer, after the last append.</summary>
    public IReadOnlyDictionary<(DateOnly Day, int Level), PartFigures> Parts => _parts;

    public static OpenSegment Create(StoreDatabase database, int partition, long number, long now)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"segment_{number}");
        database.Execute($"CREATE TABLE {table} ({StoreColumns.Definitions})");
        return new OpenSegment(database) { Partition = partition, From = table, Table = table, OpenedAt = now };
    }

    /// <summary>Before the rows are committed.</summary>
    public void Announce(BatchFigures batch)
    {
        lock (_gate)
        {
            if (_firstOffset < 0)
                Volatile.Write(ref _firstOffset, batch.FirstOffset);
            Volatile.Write(ref _lastOffset, batch.LastOffset);
            Volatile.Write(ref _minTime, Math.Min(_minTime, batch.MinTime));
            Volatile.Write(ref _maxTime, Math.Max(_maxTime, batch.MaxTime));
            foreach (var text in batch.AliasTexts)
            {
                if (_aliasTexts.Add(text))
                    _aliases = null;
            }
        }
    }

    /// <summary>After they are.</summary>
    public void Count(BatchFigures batch)
    {
        Volatile.Write(ref _events, _events + batch.Events);
        Volatile.Write(ref _bytes, _bytes + batch.Bytes);
        foreach (var (key, part) in batch.Parts)
            _parts[key] = _parts.TryGetValue(key, out var before) ? before.With(part) : part;
    }

    /// <summary>Only the writer may ask before the segment is frozen: beyond the cap of alias texts a row spells its names out.</summary>
    public bool MayUseAliases => _aliasTexts.Count < MostAliasTexts;

    public override FrozenDictionary<string, string[]> Aliases(StoreDatabase database)
    {
        lock (_gate)
            return _aliases ??= AliasTexts.Parse(_aliasTexts);
    }

    public override void GiveBack() => _database.Execute($"DROP TABLE IF EXISTS {Table}");
}
