using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HaiPhongSoc.Demo;

/// <summary>Sends lines to a syslog listener over TCP, newline framed or octet counted (RFC 6587), as rsyslog does.</summary>
internal sealed class SyslogSender(IPEndPoint target, bool octetCounted) : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private NetworkStream? _stream;

    public async Task SendAsync(string line, CancellationToken ct)
    {
        if (_stream is null)
        {
            await _client.ConnectAsync(target, ct);
            _stream = _client.GetStream();
        }

        var text = Encoding.UTF8.GetBytes(line);
        byte[] frame = octetCounted
            ? [.. Encoding.ASCII.GetBytes(text.Length.ToString(CultureInfo.InvariantCulture) + " "), .. text]
            : [.. text, (byte)'\n'];
        await _stream.WriteAsync(frame, ct);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
