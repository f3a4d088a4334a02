using System.Collections.Frozen;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>A durable Parquet file. What it holds follows from its name.</summary>
internal sealed class SealedSegment(string path, SegmentFileName name, long bytes, IStoreFiles files) : Segment
{
    private FrozenDictionary<string, string[]>? _aliases;

    public string Path { get; } = path;

    public SegmentFileName Name { get; } = name;

    public override long FirstOffset => Name.First;

    public override long LastOffset => Name.Last;

    public override long MinTime => Name.MinTime;

    public override long MaxTime => Name.MaxTime;

    public override long Events => Name.Events;

    public override long Bytes { get; } = bytes;

    /// <summary>True: the file stays where it is when the segment is given back (it was set aside).</summary>
    public bool KeepFile { get; set; }

    public static SealedSegment Open(string path, SegmentFileName name, IStoreFiles files, long aboveOffset = -1, FrozenDictionary<string, string[]>? aliases = null) =>
        new(path, name, new FileInfo(path).Length, files)
        {
            Partition = name.Partition,
            From = Source([path]),
            AboveOffset = aboveOffset,
            _aliases = aliases,
        };

    /// <summary>What stands after FROM for several files at once.</summary>
    public static string Source(IEnumerable<string> paths) =>
        "read_parquet([" + string.Join(", ", paths.Select(SqlText.Literal)) + "], hive_partitioning = false)";

    public override FrozenDictionary<string, string[]> Aliases(StoreDatabase database)
    {
        if (Volatile.Read(ref _aliases) is { } known)
            return known;

        var texts = new List<string>();
        database.Query($"SELECT DISTINCT names FROM {From} WHERE names IS NOT NULL", row => texts.Add(row.GetString(0)), CancellationToken.None);
        var aliases = AliasTexts.Parse(texts);
        Volatile.Write(ref _aliases, aliases);
        return aliases;
    }

    public override void GiveBack()
    {
        if (!KeepFile)
            files.Delete(Path);
    }
}
