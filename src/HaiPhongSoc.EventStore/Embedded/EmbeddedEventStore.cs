using HaiPhongSoc.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using EventId = HaiPhongSoc.Events.EventId;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// The event store in this process: open segments are DuckDB tables in memory, sealed ones Parquet files. Disposing closes without sealing; what was not sealed
/// comes again from the spool.
/// </summary>
internal sealed class EmbeddedEventStore : IEventStore, IDisposable
{
    private const int MostIds = 1_000;
    private const int MostTop = 1_000;
    private readonly EventStoreOptions _options;
    private readonly StoreLock _lock;
    private readonly StoreDatabase _database;
    private readonly SegmentCatalogue _catalogue = new();
    private readonly SegmentDirectory _directory;
    private readonly SegmentIntake _intake;
    private readonly SegmentSearch _search;
    private readonly SegmentAggregates _aggregates;
    private readonly SemaphoreSlim _searches;
    private long _replayLeft;
    private bool _disposed;

    public EmbeddedEventStore(IOptions<EventStoreOptions> options, TimeProvider clock, ILogger<EmbeddedEventStore> logger)
        : this(options.Value, clock, logger, new DiskStoreFiles())
    {
    }

    internal EmbeddedEventStore(EventStoreOptions options, TimeProvider clock, ILogger logger, IStoreFiles files)
    {
        _options = options;
        var folder = Path.GetFullPath(options.Directory);
        files.EnsureFolder(folder);
        _lock = new StoreLock(folder);
        try
        {
            _database = new StoreDatabase(folder, options.MemoryLimitBytes, options.Threads);
            _directory = new SegmentDirectory(folder, files, logger);
            var (segments, offsets) = _directory.Load();
            _catalogue.Replace([], segments);
            _intake = new SegmentIntake(_database, _catalogue, new SegmentSealer(_database, files, folder), new SealLedger(files, folder, offsets), options, clock, logger);
        }
        catch
        {
            _database?.Dispose();
            _lock.Dispose();
            throw;
        }

        var reading = new SegmentReading(_database, _catalogue, _directory);
        _search = new SegmentSearch(reading, clock);
        _aggregates = new SegmentAggregates(reading);
        _searches = new SemaphoreSlim(options.ConcurrentSearches);
    }

    public StoreState State
    {
        get
        {
            var segments = _catalogue.Now;
            var files = segments.OfType<SealedSegment>().ToList();
            var open = segments.OfType<OpenSegment>().ToList();
            return new StoreState(
                files.Count, files.Sum(static file => file.Events), files.Sum(static file => file.Bytes),
                open.Sum(static table => table.Events), open.Sum(static table => table.Bytes),
                Volatile.Read(ref _replayLeft), _directory.SetAside, _intake.SealFault);
        }
    }

    public Task AppendAsync(IReadOnlyList<LogEvent> batch, CancellationToken cancellationToken) => _intake.AppendAsync(batch, cancellationToken);

    public long SealedOffset(int partition) => _intake.SealedOffset(partition);

    public Task SealAsync(CancellationToken cancellationToken) => _intake.SealAsync(static _ => true, cancellationToken);

    /// <summary>Seals what is older than <see cref="EventStoreOptions.SealAge"/>, and what an earlier failure has left; called by the upkeep worker.</summary>
    public Task SealDueAsync(CancellationToken cancellationToken) => _intake.SealDueAsync(cancellationToken);

    public Task<SearchPage> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        RunAsync(token => _search.Run(request, _options.SearchTimeLimit, token), cancellationToken);

    public Task<long> CountAsync(EventQuery query, CancellationToken cancellationToken) =>
        LimitedAsync(token => _aggregates.Count(query, token), cancellationToken);

    public Task<IReadOnlyList<HistogramBucket>> HistogramAsync(EventQuery query, int buckets, CancellationToken cancellationToken) =>
        LimitedAsync(token => _aggregates.Histogram(query, Math.Clamp(buckets, 1, 1_000), token), cancellationToken);

    public Task<IReadOnlyList<ValueCount>> TopAsync(EventQuery query, string field, int count, CancellationToken cancellationToken) =>
        LimitedAsync(token => _aggregates.Top(query, field, Math.Clamp(count, 1, MostTop), token), cancellationToken);

    public async Task<StoredEvent?> GetAsync(EventId id, CancellationToken cancellationToken) =>
        (await GetManyAsync([id], cancellationToken)) is [var found] ? found : null;

    public Task<IReadOnlyList<StoredEvent>> GetManyAsync(IReadOnlyList<EventId> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count > MostIds)
            throw new ArgumentException($"at most {MostIds} ids a call", nameof(ids));
        return ids.Count == 0 ? Task.FromResult<IReadOnlyList<StoredEvent>>([]) : RunAsync(token => _search.Get(ids, token), cancellationToken);
    }

    public Task<RetentionResult> RetainAsync(long now, CancellationToken cancellationToken)
    {
        const long MicrosecondsPerDay = 86_400_000_000;
        var over = _catalogue.Now.OfType<SealedSegment>().Where(file => _options.DaysOf(file.Name.Level) is { } days && file.Name.MaxReceived < now - (days * MicrosecondsPerDay)).ToList();
        _catalogue.Replace(over, []);
        return Task.FromResult(new RetentionResult(over.Count, over.Sum(static file => file.Events), over.Sum(static file => file.Bytes)));
    }

    public void ReportReplay(long eventsLeft) => Volatile.Write(ref _replayLeft, Math.Max(0, eventsLeft));

    /// <summary>The container disposes both of the types that it knows the store by.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _intake.Dispose();
        _database.Dispose();
        _searches.Dispose();
        _lock.Dispose();
    }

    /// <summary>Aggregates have no part result: over the time limit they fail with <see cref="TimeoutException"/>.</summary>
    private async Task<T> LimitedAsync<T>(Func<CancellationToken, T> run, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_options.SearchTimeLimit);
        try
        {
            return await RunAsync(run, limited.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the query took longer than {_options.SearchTimeLimit.TotalSeconds:0} s: narrow its time range", late);
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, T> run, CancellationToken cancellationToken)
    {
        await _searches.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => WithoutCorrupt(run, cancellationToken), cancellationToken);
        }
        finally
        {
            _searches.Release();
        }
    }

    private static T WithoutCorrupt<T>(Func<CancellationToken, T> run, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return run(cancellationToken);
            }
            catch (SegmentSetAsideException)
            {
                // Every pass takes at least one file out of the catalogue, so this ends.
            }
        }
    }
}
