namespace HaiPhongSoc.EventStore;

/// <summary>Settings of the embedded event store.</summary>
public sealed class EventStoreOptions
{
    /// <summary>Where the segment files lie; created where it is missing. One process at a time. Required.</summary>
    public string Directory { get; set; } = "";

    /// <summary>A segment is sealed at this many bytes of text. 1 KiB – 1 GiB, default 64 MiB.</summary>
    public long SealBytes { get; set; } = 64L << 20;

    /// <summary>A segment is sealed at this many events. 1–1,000,000, default 100,000.</summary>
    public int SealEvents { get; set; } = 100_000;

    /// <summary>A segment is sealed this long after its first event. Default 5 minutes.</summary>
    public TimeSpan SealAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>DuckDB's ceiling for tables and queries. 64 MiB – 1 TiB, default 1 GiB.</summary>
    public long MemoryLimitBytes { get; set; } = 1L << 30;

    /// <summary>DuckDB's threads; 0 = as many as processors.</summary>
    public int Threads { get; set; }

    /// <summary>Searches that run at once; further ones wait. Default 2.</summary>
    public int ConcurrentSearches { get; set; } = 2;

    /// <summary>A search ends with what it has after this time. Default 20 seconds.</summary>
    public TimeSpan SearchTimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Days to keep events after receipt, by retention class: <c>level0</c> (no system known) to <c>level5</c> (the effective level of the event's system), and
    /// <c>default</c> for a class that is not named. No entry = kept for ever.
    /// </summary>
    public Dictionary<string, int> RetentionDays { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Days to keep events of an effective level (0 = no system known); null = for ever.</summary>
    public int? DaysOf(int level) =>
        RetentionDays.TryGetValue(RetentionClass.Of(level), out var days) || RetentionDays.TryGetValue(RetentionClass.Default, out days) ? days : null;
}
