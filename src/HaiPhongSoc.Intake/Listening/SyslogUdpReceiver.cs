using System.Buffers;
using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Framing;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// Reads datagrams of one socket, each of which is a record (RFC 5426). What is there at once makes a batch; a batch that the feed cannot take is dropped and counted, because to wait would
/// let the kernel drop in our place.
/// </summary>
internal sealed class SyslogUdpReceiver(
    Socket socket, string source, int maxRecordBytes, SenderTable senders, SpoolFeed feed, IntakeMetrics metrics, TimeProvider clock)
{
    private const int LargestDatagram = 64 * 1024;
    private const int BufferLength = 4 * LargestDatagram;
    private const int MostSenders = 4_096;

    private readonly Dictionary<IPAddress, SpoolOrigin> _origins = [];
    private readonly IPEndPoint _any = new(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);

    /// <summary>Until the token says so; what was read until then is handed over.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var from = new SocketAddress(socket.AddressFamily);
        while (!stopping.IsCancellationRequested)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
            var entries = new List<SpoolEntry>();
            try
            {
                await ReceiveAsync(buffer, entries, from, stopping);
            }
            catch (SocketException)
            {
                // An ICMP answer to something else, or a transient lack of memory: the next datagram is read all the same.
            }
            catch (OperationCanceledException)
            {
                // Stopping; what the batch holds still goes on.
            }

            if (entries.Count > 0)
                feed.WriteOrDrop(new RecordBatch(buffer, entries));
            else
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task ReceiveAsync(byte[] buffer, List<SpoolEntry> entries, SocketAddress from, CancellationToken stopping)
    {
        var position = 0;
        do
        {
            var length = await socket.ReceiveFromAsync(buffer.AsMemory(position, LargestDatagram), SocketFlags.None, from, stopping);
            Add(buffer, position, length, from, entries);
            position += length;
        }
        while (entries.Count < RecordBatch.MaxRecords && position <= BufferLength - LargestDatagram && socket.Available > 0);
    }

    private void Add(byte[] buffer, int start, int length, SocketAddress from, List<SpoolEntry> entries)
    {
        var kept = buffer.AsSpan(start, length).LastIndexOfAnyExcept("\r\n\0"u8) + 1;
        if (kept == 0)
            return; // nothing in it: no record

        var fault = kept > maxRecordBytes ? FrameFaults.TooLong : null;
        if (fault is not null)
        {
            metrics.Udp.AddDiscardedBytes(kept - maxRecordBytes);
            kept = maxRecordBytes;
        }

        var origin = OriginOf(from);
        if (SenderTable.IsUnknown(origin))
            metrics.AddUnknownSenders(1);
        entries.Add(new SpoolEntry(origin, UtcMicroseconds.Now(clock), buffer.AsMemory(start, kept), fault));
    }

    private SpoolOrigin OriginOf(SocketAddress from)
    {
        var address = ((IPEndPoint)_any.Create(from)).Address;
        if (_origins.TryGetValue(address, out var origin))
            return origin;

        // A sender's address can be forged in UDP: the memory for them is bounded.
        if (_origins.Count >= MostSenders)
            _origins.Clear();
        return _origins[address] = senders.OriginOf(EventTransport.SyslogUdp, address, source);
    }
}
