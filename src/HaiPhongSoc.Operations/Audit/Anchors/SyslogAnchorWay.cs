using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>RFC 5424: <c>&lt;109&gt;1 time host soc - audit-anchor - {json}</c>. Over TCP octet-counted; over UDP nobody knows whether it came.</summary>
internal sealed class SyslogAnchorWay(SyslogAnchorOptions options) : IAnchorWay
{
    // Facility 13 (log audit), severity 5 (notice).
    private const int Priority = (13 * 8) + 5;

    public string Name => "syslog";

    public async Task WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        var time = UtcMicroseconds.ToDateTimeOffset(anchor.At).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var line = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"<{Priority}>1 {time} {HostName()} soc - audit-anchor - {AnchorText.Write(anchor)}"));
        if (options.Protocol == "udp")
        {
            using var udp = new UdpClient();
            await udp.SendAsync(line, options.Host, options.Port, cancellationToken);
            return;
        }

        using var tcp = new TcpClient();
        await tcp.ConnectAsync(options.Host, options.Port, cancellationToken);
        await using var stream = tcp.GetStream();
        byte[] frame = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line.Length} ")), .. line];
        await stream.WriteAsync(frame, cancellationToken);
        tcp.Client.Shutdown(SocketShutdown.Send);

        // The other side closes after it has read; what it sends meanwhile is nothing to us.
        await stream.CopyToAsync(Stream.Null, cancellationToken);
    }

    private static string HostName()
    {
        var name = Environment.MachineName;
        return name.Length > 0 && name.All(c => c is > ' ' and < '\x7f') ? name : "-";
    }
}
