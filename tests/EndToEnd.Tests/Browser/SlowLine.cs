using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace EndToEnd.Tests.Browser;

/// <summary>The line of an office far away: every byte to the console and back arrives later, none is lost, as much as wants to is on its way at once.</summary>
internal sealed class SlowLine : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _console;
    private readonly TimeSpan _oneWay;
    private readonly Task _accepting;

    private SlowLine(Uri console, TimeSpan roundTrip)
    {
        (_console, _oneWay) = (console, roundTrip / 2);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The console, at the other end of the line.</summary>
    public Uri Console => new UriBuilder(_console) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    public static SlowLine To(Uri console, TimeSpan roundTrip) => new(console, roundTrip);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var _ = near;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(_console.Host, _console.Port, _end.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // One side has hung up, and so does the other.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var onItsWay = Channel.CreateUnbounded<(byte[] Bytes, long Due)>();
        var writing = WriteAsync(onItsWay.Reader, to);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, _end.Token)) > 0;)
            onItsWay.Writer.TryWrite((buffer[..read], Stopwatch.GetTimestamp() + (long)(_oneWay.TotalSeconds * Stopwatch.Frequency)));
        onItsWay.Writer.Complete();
        await writing;
    }

    private async Task WriteAsync(ChannelReader<(byte[] Bytes, long Due)> onItsWay, NetworkStream to)
    {
        await foreach (var (bytes, due) in onItsWay.ReadAllAsync(_end.Token))
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, _end.Token);
            await to.WriteAsync(bytes, _end.Token);
        }
    }
}
