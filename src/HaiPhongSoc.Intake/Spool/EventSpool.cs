using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool.FilePort;
using Microsoft.Extensions.Logging;
using EventId = HaiPhongSoc.Events.EventId;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// The durable queue between the listeners and everything else: an append has completed only when its records are on the disk, readers see only such records, and an offset is
/// never given twice. One process at a time works in its directory. Segment files (<c>SegmentHeader</c>, <c>RecordCodec</c>) are trimmed from the front when
/// the host says that their records are needed no more (<see cref="Trim"/>).
/// </summary>
public sealed class EventSpool : IAsyncDisposable, IDisposable
{
    private readonly ISpoolFiles _files;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _clock;
    private readonly IntakeMetrics _metrics;
    private readonly ILogger _logger;
    private readonly IDisposable _lock;
    private readonly SegmentCatalogue _catalogue;
    private readonly AppendQueue _queue;
    private readonly SpoolCommitter _committer;
    private readonly Lock _trimming = new();
    private int _disposed;

    private EventSpool(ISpoolFiles files, SpoolOptions options, TimeProvider clock, IntakeMetrics metrics, ILogger logger, IDisposable held)
    {
        (_files, _options, _clock, _metrics, _logger, _lock) = (files, options, clock, metrics, logger, held);
        (_catalogue, var active) = new SpoolRecovery(files, partition: 0, clock, metrics, logger).Open();
        _queue = new AppendQueue(options.MaxWaitingBytes);
        var writer = new SpoolWriter(files, options, _catalogue, active, clock, metrics);
        _committer = new SpoolCommitter(_queue, writer, _catalogue, options, clock, metrics, logger);
        metrics.Observe(IntakeTelemetry.SpoolBytes, () => _catalogue.TotalBytes);
        metrics.Observe(IntakeTelemetry.SpoolNextOffset, () => _catalogue.NextOffset);
    }

    /// <summary>Opens the directory and mends what a crash left.</summary>
    /// <exception cref="SpoolInUseException">Another process has it.</exception>
    /// <exception cref="IOException">The disk does not answer.</exception>
    public static EventSpool Open(SpoolOptions options, TimeProvider clock, IntakeMetrics metrics, ILogger<EventSpool> logger) =>
        Open(new DiskSpoolFiles(options.Directory), options, clock, metrics, logger);

    internal static EventSpool Open(ISpoolFiles files, SpoolOptions options, TimeProvider clock, IntakeMetrics metrics, ILogger logger)
    {
        var held = files.Lock();
        try
        {
            return new EventSpool(files, options, clock, metrics, logger, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The oldest offset that may still be there.</summary>
    public long FirstOffset => _catalogue.FirstOffset;

    /// <summary>The offset that the next record will have; all below are durable.</summary>
    public long NextOffset => _catalogue.NextOffset;

    /// <summary>Bytes that all segments hold.</summary>
    public long TotalBytes => _catalogue.TotalBytes;

    /// <summary>Why nothing is taken at the moment, or null.</summary>
    public SpoolRefusal? Refusal => _committer.Refusal;

    /// <summary>
    /// Appends records; they get consecutive offsets. Completes after the flush that covers them has returned, with the id of the first: only then
    /// may anything be acknowledged. Waits while too much waits already.
    /// </summary>
    /// <param name="entries">At least one. Their memory must not change before this completes.</param>
    /// <param name="cancellationToken">Takes back an append that has not been admitted yet; a later one runs to its end.</param>
    /// <exception cref="SpoolRefusedException">None of them is durable; nothing of them will be read.</exception>
    public async ValueTask<EventId> AppendAsync(IReadOnlyList<SpoolEntry> entries, CancellationToken cancellationToken = default)
    {
        if (entries.Count == 0)
            throw new ArgumentException("an append has at least one entry", nameof(entries));
        cancellationToken.ThrowIfCancellationRequested();
        var append = new PendingAppend(entries, SizeOf(entries));
        if (!_queue.TryEnqueue(append))
            throw new SpoolRefusedException(RefusalOfClosed());
        await using var withdrawal = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                if (_queue.TryWithdraw(append))
                    append.Cancel(token);
            },
            null);
        return await append.Durable;
    }

    /// <summary>
    /// A reader of its own. 0 begins at the oldest record that is there; any other offset that was trimmed begins there too, and what lies between counts as lost.
    /// </summary>
    public SpoolReader OpenReader(long fromOffset) =>
        new(_files, _catalogue, fromOffset == 0 ? _catalogue.FirstOffset : fromOffset, _clock, _metrics, _logger);

    /// <summary>
    /// Makes sure that no offset below is given any more. For the start, before anything listens: a store that has seen offsets which the spool does not know (its directory was
    /// lost or restored) would take new events for old ones.
    /// </summary>
    public Task RaiseNextOffsetAsync(long atLeast) => _committer.RaiseAsync(atLeast);

    /// <summary>Deletes segments all of whose records stand below the offset; never the one that is being written, which carries the next offset.</summary>
    /// <returns>How many segments were deleted.</returns>
    public int Trim(long beforeOffset)
    {
        var deleted = 0;
        lock (_trimming)
        {
            foreach (var segment in _catalogue.Segments[..^1])
            {
                if (segment.NextOffset > beforeOffset)
                    break;
                _catalogue.Remove(segment); // first: a reader that misses the file looks here again
                _files.Delete(segment.Name);
                deleted++;
            }

            if (deleted > 0)
                _files.FlushDirectory();
        }

        if (deleted > 0)
            _queue.Poke();
        return deleted;
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _committer.DisposeAsync();
        _lock.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    // A queue closes at a real close, or because the committer broke; only the second may still be waited for.
    private SpoolRefusal RefusalOfClosed() => Volatile.Read(ref _disposed) == 0 && Refusal is { } broken
        ? broken
        : new SpoolRefusal(SpoolRefusal.Closed, "the spool is closed because soc is stopping", UtcMicroseconds.Now(_clock));

    private static int SizeOf(IReadOnlyList<SpoolEntry> entries)
    {
        var size = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Payload.Length, RecordCodec.LargestPayload, nameof(entries));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.FaultCode?.Length ?? 0, byte.MaxValue, nameof(entries));
            size = checked(size + RecordCodec.SizeOf(entry));
        }

        return size;
    }
}
