using System.Threading.Channels;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// The bounded way from one kind of listener into the spool. Batches that wait together are appended together. While the spool refuses, a feed either keeps its batches and tries again,
/// which fills the channel and makes senders wait, or drops and counts them (UDP).
/// </summary>
internal sealed partial class SpoolFeed
{
    private const int MaxBatchesTogether = 32;

    private readonly EventSpool _spool;
    private readonly StageCounts _stage;
    private readonly bool _dropsWhenRefused;
    private readonly TimeSpan _retryInterval;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Channel<RecordBatch> _channel;

    public SpoolFeed(EventSpool spool, StageCounts stage, int capacity, bool dropsWhenRefused, TimeSpan retryInterval, TimeProvider clock, ILogger logger)
    {
        (_spool, _stage, _dropsWhenRefused, _retryInterval, _clock, _logger) = (spool, stage, dropsWhenRefused, retryInterval, clock, logger);
        _channel = Channel.CreateBounded<RecordBatch>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = false });
    }

    /// <summary>Hands a batch over; waits while the channel is full.</summary>
    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        _stage.AddIn(batch.Entries.Count);
        try
        {
            await _channel.Writer.WriteAsync(batch, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            Drop(batch);
            throw;
        }
    }

    /// <summary>Hands a batch over, or drops and counts it where the channel is full.</summary>
    public void WriteOrDrop(RecordBatch batch)
    {
        _stage.AddIn(batch.Entries.Count);
        if (!_channel.Writer.TryWrite(batch))
            Drop(batch);
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Runs until completed and empty. The token is the hard stop: what is left is dropped and counted.</summary>
    public async Task RunAsync(CancellationToken hardStop)
    {
        var (batches, entries) = (new List<RecordBatch>(), new List<SpoolEntry>());
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batches.Count < MaxBatchesTogether && _channel.Reader.TryRead(out var batch))
            {
                batches.Add(batch);
                entries.AddRange(batch.Entries);
            }

            if (await TryAppendAsync(entries, hardStop))
                CountAndRelease(batches);
            else
                batches.ForEach(Drop);
            batches.Clear();
            entries.Clear();
        }
    }

    private async Task<bool> TryAppendAsync(List<SpoolEntry> entries, CancellationToken hardStop)
    {
        while (!hardStop.IsCancellationRequested)
        {
            try
            {
                await _spool.AppendAsync(entries, hardStop);
                return true;
            }
            catch (SpoolRefusedException e) when (_dropsWhenRefused || e.Refusal.Code == SpoolRefusal.Closed)
            {
                return false;
            }
            catch (SpoolRefusedException e)
            {
                LogWaits(_stage.Name, e.Refusal.Code);
                await Task.Delay(_retryInterval, _clock, hardStop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (hardStop.IsCancellationRequested)
            {
                return false;
            }
        }

        return false;
    }

    private void CountAndRelease(List<RecordBatch> batches)
    {
        foreach (var batch in batches)
        {
            var faulted = batch.Faulted;
            _stage.AddFaulted(faulted);
            _stage.AddOut(batch.Entries.Count - faulted);
            batch.Release();
        }
    }

    private void Drop(RecordBatch batch)
    {
        _stage.AddDropped(batch.Entries.Count);
        batch.Release();
    }

    [LoggerMessage(2201, LogLevel.Debug, "{Stage} waits because the spool refuses ({Code})")]
    private partial void LogWaits(string stage, string code);
}
