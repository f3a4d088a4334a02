using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HaiPhongSoc.Demo;

namespace HaiPhongSoc.Bench;

/// <summary>Ordinary syslog lines of the sample city at a steady rate over real sockets, a connection a source, newline framed.</summary>
internal sealed class SteadyTraffic(IReadOnlyDictionary<string, IPEndPoint> syslogBySource, int perSecond) : IAsyncDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, TcpClient> _clients = new(StringComparer.Ordinal);

    /// <summary>How many lines were sent.</summary>
    public long Sent { get; private set; }

    public async Task SendAsync(CancellationToken ct)
    {
        var traffic = new BackgroundTraffic(seed: 40);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Slice);
        var slices = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        while (await timer.WaitForNextTickAsync(ct))
        {
            var owed = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond) - Sent;
            while (owed > 0)
            {
                var (source, record) = traffic.Next(TimeProvider.System.GetUtcNow());
                if (!syslogBySource.ContainsKey(source))
                    continue;
                if (!slices.TryGetValue(source, out var slice))
                    slices[source] = slice = new StringBuilder();
                slice.Append(record).Append('\n');
                Sent++;
                owed--;
            }

            foreach (var (source, slice) in slices)
            {
                await (await StreamAsync(source, ct)).WriteAsync(Encoding.UTF8.GetBytes(slice.ToString()), ct);
                slice.Clear();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<NetworkStream> StreamAsync(string source, CancellationToken ct)
    {
        if (!_clients.TryGetValue(source, out var client))
        {
            _clients[source] = client = new TcpClient();
            await client.ConnectAsync(syslogBySource[source], ct);
        }

        return client.GetStream();
    }
}
