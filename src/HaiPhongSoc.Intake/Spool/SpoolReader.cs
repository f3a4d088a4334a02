using System.Runtime.CompilerServices;
using System.Text;
using HaiPhongSoc.Intake.Spool.FilePort;
using Microsoft.Extensions.Logging;
using EventId = HaiPhongSoc.Events.EventId;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// Reads the spool in order, from an offset on, and goes on with what is appended. It sees durable records only. What is damaged is passed over and counted, never
/// given out changed. Several readers may read at a time; one reader serves one caller at a time.
/// </summary>
public sealed partial class SpoolReader : IDisposable
{
    private readonly ISpoolFiles _files;
    private readonly SegmentCatalogue _catalogue;
    private readonly IntakeMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly OriginCache _origins = new();
    private Segment? _segment;
    private ISpoolFile? _file;
    private SegmentCursor? _cursor;
    private long _damagedSeen;

    internal SpoolReader(ISpoolFiles files, SegmentCatalogue catalogue, long fromOffset, TimeProvider clock, IntakeMetrics metrics, ILogger logger)
    {
        (_files, _catalogue, _clock, _metrics, _logger) = (files, catalogue, clock, metrics, logger);
        NextOffset = fromOffset;
    }

    /// <summary>The offset that is read next.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Acknowledged records that this reader could not give out, because they are damaged or no longer there.</summary>
    public long LostRecords { get; private set; }

    /// <summary>Batches for ever, until cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SpooledRecord>> ReadAllAsync(
        SpoolReadLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
            yield return await ReadBatchAsync(limits, cancellationToken);
    }

    /// <summary>Waits for the next durable record and gives it and what follows, at least one record, offsets ascending.</summary>
    public async ValueTask<IReadOnlyList<SpooledRecord>> ReadBatchAsync(SpoolReadLimits limits, CancellationToken cancellationToken = default)
    {
        var batch = new List<SpooledRecord>();
        var bytes = 0;
        while (batch.Count == 0)
        {
            await _catalogue.WaitForAsync(NextOffset, cancellationToken);
            Fill(batch, ref bytes, limits);
        }

        if (limits.MaxWait > TimeSpan.Zero && !IsFull(batch, bytes, limits))
            await LingerAsync(batch, bytes, limits, cancellationToken);
        return batch;
    }

    public void Dispose() => _file?.Dispose();

    private async Task LingerAsync(List<SpooledRecord> batch, int bytes, SpoolReadLimits limits, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limits.MaxWait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            while (!IsFull(batch, bytes, limits))
            {
                await _catalogue.WaitForAsync(NextOffset, either.Token);
                Fill(batch, ref bytes, limits);
            }
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            // The batch has waited long enough; what it holds is given out even where the caller cancels at the same moment.
        }
    }

    private static bool IsFull(List<SpooledRecord> batch, int bytes, SpoolReadLimits limits) =>
        batch.Count >= limits.MaxRecords || bytes >= limits.MaxBytes;

    private void Fill(List<SpooledRecord> batch, ref int bytes, SpoolReadLimits limits)
    {
        while (!IsFull(batch, bytes, limits))
        {
            if (_segment is null)
                OpenAt(_catalogue.At(NextOffset));

            // The successor first: where there is one, the segment grows no more, and the end that is read then is its last.
            var successor = _catalogue.After(_segment!);
            var end = _segment!.NextOffset;
            if (!TryNext(end, out var record))
            {
                if (successor is null)
                    return;
                NextOffset = Math.Max(NextOffset, successor.FirstOffset);
                Close();
                continue;
            }

            batch.Add(record);
            bytes += record.Payload.Length;
        }
    }

    private bool TryNext(long end, out SpooledRecord record)
    {
        record = null!;
        if (_cursor is not null && NextOffset < end)
        {
            while (_cursor.TryNext(_segment!.Length, out var buffer, out var start, out var layout))
            {
                ReportDamage();
                if (layout.Offset < NextOffset)
                    continue;
                ReportLost(layout.Offset);
                NextOffset = layout.Offset + 1;
                if (TryMake(buffer, start, layout, out record))
                    return true;
                LostRecords++;
                _metrics.AddLostRecords(1);
            }
        }

        ReportLost(end);
        return false;
    }

    private bool TryMake(byte[] buffer, int start, in RecordCodec.RecordLayout layout, out SpooledRecord record)
    {
        record = null!;
        if (!_origins.TryGet(buffer.AsSpan(start + RecordCodec.RecordLayout.OriginStart, layout.OriginLength), out var origin))
            return false;
        var fault = layout.FaultLength == 0 ? null : Encoding.ASCII.GetString(buffer, start + layout.FaultStart, layout.FaultLength);
        record = new SpooledRecord(
            new EventId(_segment!.Header.Partition, layout.Offset),
            layout.ReceivedAt,
            origin.SourceId,
            origin.Realm,
            origin.Transport,
            origin.Peer,
            buffer.AsMemory(start + layout.PayloadStart, layout.Size - layout.PayloadStart),
            fault);
        return true;
    }

    private void OpenAt(Segment segment)
    {
        try
        {
            _file = _files.OpenToRead(segment.Name);
        }
        catch (FileNotFoundException) when (_catalogue.At(NextOffset) != segment)
        {
            OpenAt(_catalogue.At(NextOffset)); // trimmed in between
            return;
        }

        _segment = segment;
        _cursor = segment.Readable ? new SegmentCursor(_file, segment.Header) : null;
        _damagedSeen = 0;
        if (NextOffset < segment.FirstOffset)
        {
            ReportLost(segment.Header.Preceding);
            NextOffset = segment.FirstOffset;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        (_file, _segment, _cursor) = (null, null, null);
    }

    private void ReportDamage()
    {
        if (_cursor!.DamagedBytes == _damagedSeen)
            return;
        LogDamaged(_segment!.Name, _cursor.DamagedBytes - _damagedSeen, _cursor.Position);
        _damagedSeen = _cursor.DamagedBytes;
    }

    private void ReportLost(long until)
    {
        if (until <= NextOffset)
            return;
        LogLost(NextOffset, until - 1);
        LostRecords += until - NextOffset;
        _metrics.AddLostRecords(until - NextOffset);
        NextOffset = until;
    }

    [LoggerMessage(2121, LogLevel.Error, "Spool segment {Segment}: {Bytes} bytes before position {Position} hold no readable record and are passed over")]
    private partial void LogDamaged(string segment, long bytes, long position);

    [LoggerMessage(2122, LogLevel.Error, "Spool offsets {First} to {Last} cannot be read: damaged, or trimmed before they were processed")]
    private partial void LogLost(long first, long last);
}
