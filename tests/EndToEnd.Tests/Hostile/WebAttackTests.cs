using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Tests.Hostile;

/// <summary>What an attacker without an account sends to the console, byte by byte, and what the real program makes of it.</summary>
public sealed class WebAttackTests(ServedOverTls console) : IClassFixture<ServedOverTls>
{
    private const string Policy =
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/_content/HaiPhongSoc.Web/../../../../../../etc/passwd")]
    [InlineData("/_content/HaiPhongSoc.Web/..%2f..%2f..%2f..%2f..%2fetc/passwd")]
    [InlineData("/_content/HaiPhongSoc.Web/%2e%2e/%2e%2e/%2e%2e/soc.runtimeconfig.json")]
    [InlineData("/_content/HaiPhongSoc.Web/..%5c..%5c..%5csoc.runtimeconfig.json")]
    [InlineData("/_content/HaiPhongSoc.Web/..%252f..%252fsoc.runtimeconfig.json")]
    [InlineData("/_content/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("/_content/HaiPhongSoc.Web/console.css%00.json")]
    [InlineData("/_framework/../soc.dll")]
    [InlineData("/rules/regulation/vn-2026.yml")]
    [InlineData("/soc.runtimeconfig.json")]
    [InlineData("//etc/passwd")]
    [InlineData("/data/keys/")]
    public async Task No_path_leads_out_of_the_assets(string path)
    {
        var answer = await console.AskAsync($"GET {path}", Ct);

        Status(answer).ShouldBeOneOf(400, 401, 404);
        answer.ShouldNotContain("root:");
        answer.ShouldNotContain("runtimeOptions");
    }

    [Theory]
    [InlineData("GET", "/dang-nhap", 200)]
    [InlineData("GET", "/no-such-page", 401)]
    [InlineData("GET", "/_content/HaiPhongSoc.Web/console.css", 200)]
    [InlineData("GET", "/_content/no-such.css", 401)]
    [InlineData("POST", "/tuy-chon", 400)]
    [InlineData("GET", "/_blazor", 401)]
    [InlineData("GET", "/api/v1/no-such-thing", 404)]
    [InlineData("GET", "/metrics", 404)]
    [InlineData("OPTIONS", "/dang-nhap", 401)]
    public async Task Every_answer_whatever_it_is_carries_the_policy_and_insists_on_HTTPS(string verb, string path, int status)
    {
        var answer = await console.AskAsync($"{verb} {path}", Ct, "Content-Length: 0");

        Status(answer).ShouldBe(status, answer);
        answer.ShouldContain(Policy);
        answer.ShouldContain("Strict-Transport-Security: max-age=31536000\r\n");
        answer.ShouldContain("X-Content-Type-Options: nosniff\r\n");
        answer.ShouldNotContain("\r\nServer:", Case.Insensitive);
        if (!path.EndsWith("console.css", StringComparison.Ordinal))
            answer.ShouldContain("no-store");
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    [InlineData("FOO")]
    [InlineData("CONNECT")]
    public async Task Other_verbs_do_nothing_and_echo_nothing(string verb)
    {
        var answer = await console.AskAsync($"{verb} {(verb == "CONNECT" ? "soc.test:443" : "/dang-nhap")}", Ct, "X-Secret: 4711", "X-HTTP-Method-Override: GET", "Content-Length: 0");

        Status(answer).ShouldBeInRange(400, 499);
        answer.ShouldNotContain("4711");
        answer.ShouldNotContain("Form.Password");
    }

    [Fact]
    public async Task A_form_is_not_reached_by_naming_another_verb()
    {
        var answer = await console.AskAsync("GET /dang-xuat?_method=POST", Ct, "X-HTTP-Method-Override: POST", "X-Method-Override: POST");

        Status(answer).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task Headers_beyond_the_bounds_are_refused()
    {
        Status(await console.AskAsync("GET /dang-nhap", Ct, $"X-Long: {new string('a', 40_000)}")).ShouldBe(431);
        Status(await console.AskAsync("GET /dang-nhap", Ct, [.. Enumerable.Range(0, 80).Select(i => $"X-{i}: a")])).ShouldBe(431);
        Status(await console.AskAsync($"GET /dang-nhap?{new string('a', 9_000)}", Ct)).ShouldBe(414);
        Status(await console.AskAsync("GET /dang-nhap", Ct, "X-Bad: a\rb")).ShouldBe(400);
        Status(await console.AskAsync("GET /dang-nhap", Ct, "Host: evil.test")).ShouldBe(400);
    }

    [Fact]
    public async Task A_body_beyond_the_bound_is_refused_whether_its_length_is_said_or_not()
    {
        var said = await console.SendAsync($"POST /dang-nhap HTTP/1.1\r\nHost: {ServedOverTls.Host}\r\nAccept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n", Ct, new byte[200_000]);
        Status(said).ShouldBeInRange(400, 413, said);
        said.ShouldNotStartWith("HTTP/1.1 200");

        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('a', 0x10000)}\r\n");
        var unsaid = await console.SendAsync($"POST /dang-nhap HTTP/1.1\r\nHost: {ServedOverTls.Host}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n", Ct, [.. Enumerable.Repeat(chunk, 40).SelectMany(bytes => bytes), .. "0\r\n\r\n"u8]);
        Status(unsaid).ShouldBeInRange(400, 413, unsaid);
    }

    [Fact]
    public async Task A_length_said_in_two_ways_does_not_smuggle_a_second_request()
    {
        var answer = await console.SendAsync(
            $"POST /tuy-chon HTTP/1.1\r\nHost: {ServedOverTls.Host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /dang-nhap HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n", Ct);

        answer.ShouldNotContain("Form.Password");
        Status(answer).ShouldBe(400);
    }

    [Fact]
    public async Task Whoever_says_nothing_or_half_a_request_is_hung_up_on_within_seconds()
    {
        using var mute = await console.ConnectAsync(Ct);
        await using var half = await console.OpenAsync(Ct);
        await half.WriteAsync("GET /dang-nhap HTTP/1.1\r\nHost: soc.test\r\nX-Slow: "u8.ToArray(), Ct);
        var began = Stopwatch.GetTimestamp();

        await Task.WhenAll(EndAsync(new NetworkStream(mute)), DripAsync(half));

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task One_address_that_holds_all_its_connections_open_is_cut_off_and_the_others_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux answers on all of 127.0.0.0/8");
        var held = new List<Socket>();
        try
        {
            for (var i = 0; i < 60; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
                held.Add(socket);
                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, console.Soc.Console.Port, Ct);
                }
                catch (SocketException)
                {
                    // Cut off before the connect returned.
                }
            }

            Status(await console.AskAsync("GET /dang-nhap", Ct)).ShouldBe(200);
            (await Processes.Metrics.ReadAsync(console.Soc.Management, "haiphongsoc_doors_soc_door_refused", Ct)).ShouldBeGreaterThanOrEqualTo(40);
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    [Theory]
    [InlineData("GET", "/su-co?xem=tat-ca", "soc.test", 308, "https://soc.test/su-co?xem=tat-ca")]
    [InlineData("GET", "/dang-nhap", "evil.test", 308, "https://soc.test/dang-nhap")]
    [InlineData("GET", "//evil.test/%0d%0aSet-Cookie:a=b", "soc.test", 308, "https://soc.test//evil.test/%0D%0ASet-Cookie:a=b")]
    [InlineData("POST", "/dang-nhap", "soc.test", 400, null)]
    [InlineData("GET", "/metrics", "soc.test", 308, "https://soc.test/metrics")]
    public async Task The_plain_door_tells_the_way_and_nothing_else(string verb, string path, string host, int status, string? location)
    {
        var answer = await console.AskPlainAsync($"{verb} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", Ct);

        Status(answer).ShouldBe(status, answer);
        answer.ShouldNotContain("\r\nSet-Cookie:");
        if (location is null)
            answer.ShouldNotContain("Location:");
        else
            answer.ShouldContain($"Location: {location}\r\n", Case.Insensitive);
    }

    private static int Status(string answer) => answer.Length > 12 ? int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static async Task EndAsync(Stream stream)
    {
        var rest = new byte[256];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        try
        {
            while (await stream.ReadAsync(rest, limit.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: hung up as well.
        }
    }

    // A byte now and then keeps a naive time-out from ever passing.
    private static async Task DripAsync(SslStream stream)
    {
        var end = EndAsync(stream);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        stop.CancelAfter(TimeSpan.FromSeconds(40));
        try
        {
            while (!end.IsCompleted)
            {
                await stream.WriteAsync("a"u8.ToArray(), stop.Token);
                await Task.WhenAny(end, Task.Delay(500, stop.Token));
            }
        }
        catch (IOException)
        {
            // Hung up.
        }

        await end;
    }
}
