using System.Net;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HaiPhongSoc.Hosting;

/// <summary>Opens the doors: address, bound of connections, role, TLS. And the bounds of a request that hold for all of them.</summary>
internal static class DoorListening
{
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);

    /// <summary>Who sends a byte now and then holds a connection for seconds, not for ever; bodies must flow at the server's least rate.</summary>
    public static void Bound(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }

    public static void Listen(this KestrelServerOptions kestrel, ListenerOptions options, string role, DoorCertificate? certificate, Func<IPAddress, bool>? isFree = null) =>
        kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listener =>
        {
            new DoorLimit(role, options.MaxConnections, Math.Max(1, options.MaxConnections / 4), isFree ?? (static _ => false)).Guard(listener);
            listener.Mark(role);
            if (certificate is not null)
                listener.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = Handshake, OnConnection = _ => ValueTask.FromResult(certificate.ForHandshake()) });
        });
}
