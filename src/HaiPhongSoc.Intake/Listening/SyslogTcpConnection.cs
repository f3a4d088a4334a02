using System.Buffers;
using System.Net.Sockets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Framing;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// One syslog sender. Reads into a buffer, finds the records in it and hands buffer and records to the feed together, so that no payload is copied before it is written; while the
/// feed is full it does not read, and the sender waits. Holds no buffer while nothing arrives.
/// </summary>
internal sealed class SyslogTcpConnection(
    Socket socket, SpoolOrigin origin, int maxRecordBytes, SpoolFeed feed, IntakeMetrics metrics, TimeProvider clock, CancellationToken stopping) : IDisposable
{
    private const int ReadLength = 64 * 1024;

    private readonly SyslogFramer _framer = new(maxRecordBytes);
    private readonly int _bufferLength = SyslogFramer.LongestPartial(maxRecordBytes) + ReadLength;
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private long _waitsSince;
    private long _recordBegan;
    private long _discarded;
    private volatile bool _waits;
    private volatile bool _timedOut;
    private bool _brokeOff;

    private string? EndFault => _timedOut ? FrameFaults.TimedOut : _brokeOff ? FrameFaults.CutOff : null;

    /// <summary>Ends the connection where it waits for its sender for too long. Called from outside, now and then.</summary>
    public bool EndIfOverdue(TimeSpan idleTimeout, TimeSpan frameTimeout)
    {
        if (!_waits)
            return false;
        var began = Volatile.Read(ref _recordBegan);
        var overdue = clock.GetElapsedTime(Volatile.Read(ref _waitsSince)) >= idleTimeout
            || (began != 0 && clock.GetElapsedTime(began) >= frameTimeout);
        if (!overdue || _timedOut)
            return false;

        _timedOut = true;
        try
        {
            _ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ended by itself in the meantime.
        }

        return true;
    }

    /// <summary>Reads until the sender ends, the connection breaks, it is overdue, or soc stops. What was read is handed over in every case.</summary>
    public async Task RunAsync(CancellationToken hardStop)
    {
        var (buffer, filled) = ((byte[]?)null, 0);
        try
        {
            while (true)
            {
                if (buffer is null && !await HasDataAsync())
                    return;

                buffer ??= ArrayPool<byte>.Shared.Rent(_bufferLength);
                var read = await ReadAsync(buffer.AsMemory(filled, _bufferLength - filled));
                if (read == 0)
                    break;
                var full = buffer;
                buffer = null; // from here the frames own it, whatever happens
                (buffer, filled) = await FrameAsync(full, filled + read, hardStop);
            }

            if (buffer is not null && filled > 0 && _framer.TryFinish(buffer.AsSpan(0, filled), EndFault, out var frame))
            {
                var entry = new SpoolEntry(origin, UtcMicroseconds.Now(clock), buffer.AsMemory(frame.Start, frame.Length), frame.FaultCode);
                var last = new RecordBatch(buffer, [entry]);
                buffer = null;
                await HandOverAsync(last, null, hardStop);
            }
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
            CountDiscarded();
        }
    }

    public void Dispose() => _ending.Dispose();

    private async Task<(byte[]? Buffer, int Filled)> FrameAsync(byte[] buffer, int filled, CancellationToken hardStop)
    {
        var position = 0;
        while (true)
        {
            var entries = new List<SpoolEntry>();
            position += Collect(buffer, position, filled, entries, out var more);
            CountDiscarded();
            var rest = filled - position;
            if (entries.Count == 0)
            {
                if (rest > 0)
                    buffer.AsSpan(position, rest).CopyTo(buffer);
                MarkRecord(rest, anew: false);
                if (rest > 0)
                    return (buffer, rest);
                ArrayPool<byte>.Shared.Return(buffer);
                return (null, 0);
            }

            var next = rest > 0 ? ArrayPool<byte>.Shared.Rent(_bufferLength) : null;
            if (rest > 0)
                buffer.AsSpan(position, rest).CopyTo(next);
            await HandOverAsync(new RecordBatch(buffer, entries), next, hardStop);
            MarkRecord(rest, anew: true);
            if (!more)
                return (next, rest);
            (buffer, filled, position) = (next!, rest, 0);
        }
    }

    /// <summary>Frames until the bytes or the batch are at their end; returns how many bytes are done with.</summary>
    private int Collect(byte[] buffer, int from, int filled, List<SpoolEntry> entries, out bool more)
    {
        var (position, now) = (from, UtcMicroseconds.Now(clock));
        more = true;
        while (more && entries.Count < RecordBatch.MaxRecords)
        {
            more = _framer.TryNext(buffer.AsSpan(position, filled - position), out var frame, out var consumed);
            if (more)
                entries.Add(new SpoolEntry(origin, now, buffer.AsMemory(position + frame.Start, frame.Length), frame.FaultCode));
            position += consumed;
        }

        more = more && position < filled;
        return position - from;
    }

    private async Task HandOverAsync(RecordBatch batch, byte[]? next, CancellationToken hardStop)
    {
        if (SenderTable.IsUnknown(origin))
            metrics.AddUnknownSenders(batch.Entries.Count);
        try
        {
            await feed.WriteAsync(batch, hardStop);
        }
        catch
        {
            if (next is not null)
                ArrayPool<byte>.Shared.Return(next);
            throw;
        }
    }

    /// <summary>Waits without holding a buffer. False at the end of the stream.</summary>
    private async ValueTask<bool> HasDataAsync()
    {
        // An empty receive completes when data or the end is there; only the next one can tell which.
        BeginWait();
        try
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, _ending.Token);
            return true;
        }
        catch (Exception e) when (IsEnd(e))
        {
            return false;
        }
        finally
        {
            _waits = false;
        }
    }

    private async ValueTask<int> ReadAsync(Memory<byte> target)
    {
        BeginWait();
        try
        {
            return await socket.ReceiveAsync(target, _ending.Token);
        }
        catch (Exception e) when (IsEnd(e))
        {
            _brokeOff = true;
            return 0;
        }
        finally
        {
            _waits = false;
        }
    }

    private static bool IsEnd(Exception e) => e is SocketException or OperationCanceledException or ObjectDisposedException;

    private void BeginWait()
    {
        Volatile.Write(ref _waitsSince, clock.GetTimestamp());
        _waits = true;
    }

    private void MarkRecord(int rest, bool anew)
    {
        if (rest == 0 && !_framer.IsSkipping)
            Volatile.Write(ref _recordBegan, 0);
        else if (anew || _recordBegan == 0)
            Volatile.Write(ref _recordBegan, clock.GetTimestamp());
    }

    private void CountDiscarded()
    {
        metrics.Tcp.AddDiscardedBytes(_framer.DiscardedBytes - _discarded);
        _discarded = _framer.DiscardedBytes;
    }
}
