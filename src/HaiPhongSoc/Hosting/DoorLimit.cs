using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HaiPhongSoc.Hosting;

/// <summary>
/// How many connections a door holds at a time, and how many of one address (IPv4, or the /64 of IPv6): who opens many and says nothing on them cannot keep the others out.
/// Counted before the handshake; what is beyond is closed at once.
/// </summary>
/// <param name="door">Its name in the metric.</param>
/// <param name="most">Of all addresses together.</param>
/// <param name="mostOfOne">Of one address.</param>
/// <param name="isFree">Addresses that count for many people (a trusted proxy), and so only for the whole.</param>
internal sealed class DoorLimit(string door, int most, int mostOfOne, Func<IPAddress, bool> isFree)
{
    private static readonly Meter Meter = new("HaiPhongSoc.Doors");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("soc.door.refused", "{connection}", "Connections closed because the door or the address had too many");

    private readonly ConcurrentDictionary<string, int> _ofAddress = new(StringComparer.Ordinal);
    private int _all;

    public void Guard(ListenOptions listener) => listener.Use(next => connection => PassAsync(next, connection));

    /// <summary>True where one more may come in; it must be let out by <see cref="Leave"/>.</summary>
    public bool TryEnter(IPAddress? from)
    {
        if (Interlocked.Increment(ref _all) > most)
        {
            Interlocked.Decrement(ref _all);
            return false;
        }

        if (KeyOf(from) is not { } address || _ofAddress.AddOrUpdate(address, 1, static (_, held) => held + 1) <= mostOfOne)
            return true;
        Leave(from);
        return false;
    }

    public void Leave(IPAddress? from)
    {
        Interlocked.Decrement(ref _all);
        if (KeyOf(from) is not { } address)
            return;
        _ofAddress.AddOrUpdate(address, 0, static (_, held) => held - 1);
        // Only where nobody came in between.
        _ofAddress.TryRemove(new KeyValuePair<string, int>(address, 0));
    }

    private async Task PassAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        var from = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (!TryEnter(from))
        {
            Refused.Add(1, new KeyValuePair<string, object?>("door", door));
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(from);
        }
    }

    private string? KeyOf(IPAddress? from)
    {
        if (from is null || isFree(from))
            return null;
        if (from.IsIPv4MappedToIPv6)
            from = from.MapToIPv4();
        return from.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(from.GetAddressBytes(), 0, 8) : from.ToString();
    }
}
