using HaiPhongSoc.Events;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// Appending and sealing. One open segment a partition; a full one is frozen (still searched) and sealed behind the writer's back. When too many wait for
/// sealing, for a full disk perhaps, appending waits with them.
/// </summary>
internal sealed partial class SegmentIntake(
    StoreDatabase database, SegmentCatalogue catalogue, SegmentSealer sealer, SealLedger ledger, EventStoreOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    private const int MostFrozen = 2;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly SegmentWriter _writer = new(database);
    private readonly SemaphoreSlim _appendGate = new(1);
    private readonly SemaphoreSlim _sealGate = new(1);
    private readonly Lock _stateGate = new();
    private readonly Dictionary<int, OpenSegment> _open = [];
    private readonly Dictionary<int, long> _highest = [];
    private readonly Queue<OpenSegment> _frozen = [];
    private long _numbers;
    private Task _sealing = Task.CompletedTask;
    private volatile string? _sealFault;
    private volatile bool _disposed;

    public string? SealFault => _sealFault;

    public long SealedOffset(int partition) => ledger.Offset(partition);

    public async Task AppendAsync(IReadOnlyList<LogEvent> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await _appendGate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            for (var next = 0; next < batch.Count;)
            {
                var partition = batch[next].Id.Partition;
                var highest = _highest.TryGetValue(partition, out var known) ? known : ledger.Offset(partition);
                if (batch[next].Id.Offset <= highest)
                {
                    next++;
                    continue;
                }

                var segment = OpenFor(partition);
                next = _writer.Append(segment, batch, next, ref highest, options);
                _highest[partition] = highest;
                if (segment.Events >= options.SealEvents || segment.Bytes >= options.SealBytes)
                    await FreezeAsync(segment, cancellationToken);
            }
        }
        finally
        {
            _appendGate.Release();
        }
    }

    /// <summary>Freezes the open segments that are wanted and returns when everything frozen is sealed.</summary>
    public async Task SealAsync(Func<OpenSegment, bool> wanted, CancellationToken cancellationToken)
    {
        await _appendGate.WaitAsync(cancellationToken);
        try
        {
            foreach (var segment in _open.Values.Where(segment => segment.Events > 0 && wanted(segment)).ToList())
                Freeze(segment);
        }
        finally
        {
            _appendGate.Release();
        }

        await SealFrozenAsync(cancellationToken);
    }

    public Task SealDueAsync(CancellationToken cancellationToken)
    {
        var due = UtcMicroseconds.Now(clock) - (long)options.SealAge.TotalMicroseconds;
        return SealAsync(segment => segment.OpenedAt <= due, cancellationToken);
    }

    public void Dispose()
    {
        _disposed = true;
        _appendGate.Wait();
        _sealGate.Wait();
        _appendGate.Dispose();
        _sealGate.Dispose();
    }

    private OpenSegment OpenFor(int partition)
    {
        if (_open.TryGetValue(partition, out var open))
            return open;
        var segment = OpenSegment.Create(database, partition, ++_numbers, UtcMicroseconds.Now(clock));
        _open[partition] = segment;
        catalogue.Replace([], [segment]);
        return segment;
    }

    private void Freeze(OpenSegment segment)
    {
        _open.Remove(segment.Partition);
        lock (_stateGate)
            _frozen.Enqueue(segment);
    }

    private async Task FreezeAsync(OpenSegment segment, CancellationToken cancellationToken)
    {
        Freeze(segment);
        if (_sealing.IsCompleted)
            _sealing = Task.Run(SealQuietlyAsync, CancellationToken.None);
        while (FrozenCount > MostFrozen)
        {
            if (!await SealQuietlyAsync())
                await Task.Delay(RetryAfter, clock, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private int FrozenCount
    {
        get
        {
            lock (_stateGate)
                return _frozen.Count;
        }
    }

    private async Task<bool> SealQuietlyAsync()
    {
        try
        {
            await SealFrozenAsync(CancellationToken.None);
            return true;
        }
        catch (Exception failure) when (!_disposed)
        {
            LogSealFailed(failure);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task SealFrozenAsync(CancellationToken cancellationToken)
    {
        await _sealGate.WaitAsync(cancellationToken);
        try
        {
            while (!_disposed && NextFrozen() is { } segment)
            {
                await Task.Run(() => Seal(segment), CancellationToken.None);
                lock (_stateGate)
                    _frozen.Dequeue();
                _sealFault = null;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _sealFault = failure.Message;
            throw;
        }
        finally
        {
            _sealGate.Release();
        }
    }

    private OpenSegment? NextFrozen()
    {
        lock (_stateGate)
            return _frozen.TryPeek(out var segment) ? segment : null;
    }

    private void Seal(OpenSegment segment)
    {
        var started = clock.GetTimestamp();
        var files = sealer.Write(segment);
        ledger.Advance(segment.Partition, segment.LastOffset);
        catalogue.Replace([segment], files);
        LogSealed(segment.Partition, segment.FirstOffset, segment.LastOffset, segment.Events, files.Sum(static file => file.Bytes), (long)clock.GetElapsedTime(started).TotalMilliseconds);
    }

    [LoggerMessage(3010, LogLevel.Information, "Sealed partition {Partition}, offsets {First} to {Last}: {Events} events in {Bytes} bytes, {Milliseconds} ms")]
    private partial void LogSealed(int partition, long first, long last, long events, long bytes, long milliseconds);

    [LoggerMessage(3011, LogLevel.Error, "A segment could not be sealed; its events stay in memory and in the spool, and sealing is tried again")]
    private partial void LogSealFailed(Exception failure);
}
