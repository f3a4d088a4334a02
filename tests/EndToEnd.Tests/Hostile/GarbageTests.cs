using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Senders;

namespace EndToEnd.Tests.Hostile;

/// <summary>Whatever is sent to a listener, the process stays up, within a bound of memory, and keeps what was readable.</summary>
public sealed class GarbageTests(ITestOutputHelper output)
{
    /// <summary>The stated bound: what a process under garbage may occupy. At rest it takes about a third.</summary>
    private const long MemoryBound = 1_000_000_000;

    private const int TinyFrames = 100_000;

    [Fact]
    public async Task Garbage_on_every_listener_leaves_the_process_up_and_what_was_readable_stored()
    {
        var ct = TestContext.Current.CancellationToken;
        using var installation = new SocInstallation();
        await using var soc = await installation.ServeAsync();
        var slow = SlowSenderAsync(soc.SyslogTcp, ct);

        await SendAsync(soc.SyslogTcp, RandomBytes(2_000_000), ct);
        await SendWithoutNewlineAsync(soc.SyslogTcp, 50_000_000, ct);
        await SendAsync(soc.SyslogTcp, [.. "<38>Nov 24 17:48:01 web-dvc-01 sshd[1]: broken "u8, 0xC3, 0x28, 0xFF, .. " utf-8\n"u8], ct);
        await SendAsync(soc.SyslogTcp, "999999999999999999999 <1>x\n-5 x\n0 \n"u8.ToArray(), ct);
        await SendTinyFramesAsync(soc.SyslogTcp, TinyFrames, ct);
        await SendDatagramsAsync(soc.SyslogUdp, ct);
        (await PostAsync(soc.Intake, SocInstallation.Token, [.. RandomBytes(200_000), (byte)'\n', .. "{\"message\":\"between garbage\"}\n"u8], ct)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(soc.Intake, "wrong", "{}\n"u8.ToArray(), ct)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(soc.Intake, SocInstallation.Token, new byte[40_000_000], ct)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        using var client = new NdjsonClient();
        (await client.TryPostAsync(soc.Intake, ["{\"message\":\"still here\"}"], ct)).ShouldBeTrue("after the garbage an ordinary record must be acknowledged");
        await slow;
        await Metrics.WaitUntilThroughAsync(soc.Management, ct);
        var memory = soc.Process.WorkingSetBytes;
        var (into, outOf, faulted) = (await Metrics.ReadAsync(soc.Management, "haiphongsoc_corridor_soc_corridor_in", ct), await Metrics.ReadAsync(soc.Management, "haiphongsoc_corridor_soc_corridor_out", ct), await Metrics.ReadAsync(soc.Management, "haiphongsoc_corridor_soc_corridor_faulted", ct));
        output.WriteLine($"working set {memory / 1_000_000} MB; in {into}, out {outOf}, faulted {faulted}");
        memory.ShouldBeLessThan(MemoryBound);
        into.ShouldBe(outOf + faulted);
        into.ShouldBeGreaterThan(TinyFrames, "every tiny frame is an event");
        faulted.ShouldBeGreaterThan(0);
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static async Task SendAsync(IPEndPoint target, byte[] bytes, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(target, ct);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, ct);
            client.Client.Shutdown(SocketShutdown.Send);
            await WaitForEndAsync(stream, ct);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // The server may hang up on garbage.
        }
    }

    private static async Task SendWithoutNewlineAsync(IPEndPoint target, long count, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(target, ct);
        var stream = client.GetStream();
        var block = new byte[1 << 20];
        Array.Fill(block, (byte)'A');
        try
        {
            for (var sent = 0L; sent < count; sent += block.Length)
                await stream.WriteAsync(block, ct);
            client.Client.Shutdown(SocketShutdown.Send);
            await WaitForEndAsync(stream, ct);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
        }
    }

    private static Task SendTinyFramesAsync(IPEndPoint target, int count, CancellationToken ct)
    {
        var frames = new byte[count * 2];
        for (var i = 0; i < frames.Length; i += 2)
            (frames[i], frames[i + 1]) = ((byte)'x', (byte)'\n');
        return SendAsync(target, frames, ct);
    }

    private static async Task SendDatagramsAsync(IPEndPoint target, CancellationToken ct)
    {
        using var client = new UdpClient();
        foreach (var size in new[] { 0, 1, 1400, 60_000 })
            await client.SendAsync(RandomBytes(size), target, ct);
    }

    // A byte now and then, never a whole record: it must not hold anybody else up.
    private static async Task SlowSenderAsync(IPEndPoint target, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(target, ct);
        foreach (var c in Encoding.ASCII.GetBytes("<38>slow sender"))
        {
            await client.GetStream().WriteAsync(new[] { c }, ct);
            await Task.Delay(200, ct);
        }
    }

    private static async Task<HttpStatusCode> PostAsync(Uri target, string token, byte[] body, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(10) };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await http.SendAsync(request, ct);
        return response.StatusCode;
    }

    private static async Task WaitForEndAsync(NetworkStream stream, CancellationToken ct)
    {
        var rest = new byte[256];
        while (await stream.ReadAsync(rest, ct) > 0)
        {
        }
    }
}
