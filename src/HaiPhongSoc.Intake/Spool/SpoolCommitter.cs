using HaiPhongSoc.Events;
using Microsoft.Extensions.Logging;
using EventId = HaiPhongSoc.Events.EventId;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// The one loop that writes: gathers all that waits, writes it once, flushes once, and only then tells those who wait. A thread of its own, because
/// writing and flushing block.
/// </summary>
internal sealed partial class SpoolCommitter : IAsyncDisposable
{
    private const int DiskFull = 28; // ENOSPC
    private const int QuotaReached = 122; // EDQUOT

    private readonly AppendQueue _queue;
    private readonly SpoolWriter _writer;
    private readonly SegmentCatalogue _catalogue;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _clock;
    private readonly IntakeMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long AtLeast, TaskCompletionSource Raised)? _raise;
    private long _lastTry;
    private SpoolRefusal? _refusal;

    public SpoolCommitter(
        AppendQueue queue, SpoolWriter writer, SegmentCatalogue catalogue, SpoolOptions options, TimeProvider clock, IntakeMetrics metrics, ILogger logger)
    {
        (_queue, _writer, _catalogue, _options, _clock, _metrics, _logger) = (queue, writer, catalogue, options, clock, metrics, logger);
        _timer = clock.CreateTimer(static state => ((AppendQueue)state!).Poke(), queue, options.RetryInterval, options.RetryInterval);
        new Thread(Run) { IsBackground = true, Name = "spool" }.Start();
    }

    /// <summary>Why nothing is taken, or null.</summary>
    public SpoolRefusal? Refusal => Volatile.Read(ref _refusal);

    /// <summary>The next offset shall be at least this.</summary>
    public Task RaiseAsync(long atLeast)
    {
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_timer)
        {
            if (_raise is not null)
                throw new InvalidOperationException("the next offset is being raised already");
            _raise = (atLeast, raised);
        }

        _queue.Poke();
        return raised.Task;
    }

    /// <summary>Writes what still waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
        await _timer.DisposeAsync();
        _writer.Dispose();
        _queue.Dispose();
    }

    private void Run()
    {
        var group = new List<PendingAppend>();
        try
        {
            while (_queue.Take(_options.MaxGroupBytes, group))
            {
                Step(group);
                _queue.Done(group);
                group.Clear();
            }
        }
        catch (Exception e)
        {
            LogEnded(e);
            var refusal = new SpoolRefusal(SpoolRefusal.Broken, "the spool ended by an unexpected error: see the log, then restart soc", UtcMicroseconds.Now(_clock));
            Volatile.Write(ref _refusal, refusal);
            _queue.Close();
            do
            {
                Refuse(group, refusal, e);
                group.Clear();
            }
            while (_queue.Take(int.MaxValue, group));
        }

        lock (_timer)
            _raise?.Raised.TrySetException(new SpoolRefusedException("the spool was closed before the next offset was raised"));
        _ended.TrySetResult();
    }

    private void Step(List<PendingAppend> group)
    {
        CountIn(group);
        try
        {
            if (_writer.InDoubt && !TryMend(out var still))
            {
                Refuse(group, still, null);
                return;
            }

            Raise();
            if (group.Count == 0)
                _writer.RollIfOld();
            if (IsFull(group) is { } full)
            {
                Refuse(group, full, null);
                return;
            }

            if (group.Count > 0)
                Commit(group);
            Accept();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lastTry = _clock.GetTimestamp();
            Refuse(group, Enter(RefusalOf(e), e), e);
        }
    }

    private void Commit(List<PendingAppend> group)
    {
        _writer.Write(group);
        var active = _catalogue.Active;
        var offset = active.NextOffset;
        foreach (var append in group)
            offset -= append.Entries.Count;
        foreach (var append in group)
        {
            _metrics.Spool.AddOut(append.Entries.Count);
            append.Complete(new EventId(active.Header.Partition, offset));
            offset += append.Entries.Count;
        }
    }

    private bool TryMend(out SpoolRefusal still)
    {
        still = Refusal!;
        if (_clock.GetElapsedTime(_lastTry) < _options.RetryInterval)
            return false;
        _lastTry = _clock.GetTimestamp();
        _writer.Mend();
        return true;
    }

    private void Raise()
    {
        (long AtLeast, TaskCompletionSource Raised)? raise;
        lock (_timer)
            (raise, _raise) = (_raise, null);
        if (raise is not { } asked)
            return;

        try
        {
            if (asked.AtLeast > _catalogue.NextOffset)
            {
                LogRaised(_catalogue.NextOffset, asked.AtLeast);
                _writer.Roll(asked.AtLeast);
            }

            asked.Raised.TrySetResult();
        }
        catch (Exception e)
        {
            asked.Raised.TrySetException(e);
            throw;
        }
    }

    private SpoolRefusal? IsFull(List<PendingAppend> group)
    {
        var bytes = _catalogue.TotalBytes;
        foreach (var append in group)
            bytes += append.Size;
        if (bytes <= _options.MaxBytes && (group.Count > 0 || Refusal is not { Code: "spool-full" } || bytes < _options.MaxBytes))
            return null;
        return Enter(
            new SpoolRefusal(
                "spool-full",
                $"the spool holds {_catalogue.TotalBytes} of {_options.MaxBytes} bytes because processing is behind: see why it is slow, or raise Intake:Spool:MaxBytes",
                UtcMicroseconds.Now(_clock)),
            null);
    }

    private SpoolRefusal RefusalOf(Exception e) => e.HResult is DiskFull or QuotaReached
        ? new SpoolRefusal("disk-full", $"the disk of the spool is full ({e.Message}): make room; soc tries again by itself", UtcMicroseconds.Now(_clock))
        : new SpoolRefusal("disk-error", $"the spool cannot be written ({e.Message}): check the disk; soc tries again by itself", UtcMicroseconds.Now(_clock));

    private SpoolRefusal Enter(SpoolRefusal refusal, Exception? cause)
    {
        if (Refusal is { } already && already.Code == refusal.Code)
            return already;
        Volatile.Write(ref _refusal, refusal);
        LogRefuses(cause, refusal.Code, refusal.Message);
        return refusal;
    }

    private void Accept()
    {
        if (Refusal is null)
            return;
        Volatile.Write(ref _refusal, null);
        LogAccepts(_catalogue.NextOffset);
    }

    private void CountIn(List<PendingAppend> group)
    {
        foreach (var append in group)
            _metrics.Spool.AddIn(append.Entries.Count);
    }

    private void Refuse(List<PendingAppend> group, SpoolRefusal refusal, Exception? cause)
    {
        foreach (var append in group)
        {
            _metrics.Spool.AddFaulted(append.Entries.Count);
            append.Refuse(refusal, cause);
        }
    }

    [LoggerMessage(2101, LogLevel.Error, "Spool refuses records ({Code}): {Reason}")]
    private partial void LogRefuses(Exception? cause, string code, string reason);

    [LoggerMessage(2102, LogLevel.Information, "Spool takes records again, next offset {NextOffset}")]
    private partial void LogAccepts(long nextOffset);

    [LoggerMessage(2103, LogLevel.Warning, "Spool is behind what was processed: next offset raised from {From} to {To}. Was the spool directory removed?")]
    private partial void LogRaised(long from, long to);

    [LoggerMessage(2104, LogLevel.Critical, "Spool ended by an unexpected error")]
    private partial void LogEnded(Exception cause);
}
