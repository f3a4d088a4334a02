using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>Host names, reverse proxies and the way a request came, at a console as it stands behind a proxy. Every sender is a loopback address of its own.</summary>
public sealed class FrontDoorTests(FrontDoor door) : IClassFixture<FrontDoor>
{
    private const string Proxy = "127.0.0.1";
    private const string Stranger = "127.0.0.2";

    private readonly ServedConsole _console = door.Console;

    [Theory]
    [InlineData("evil.test")]
    [InlineData("soc.test.evil.test")]
    [InlineData("evil-soc.test")]
    [InlineData("soc.test.")]
    [InlineData("10.0.0.8")]
    [InlineData("2130706433")]
    [InlineData("soc.test@evil.test")]
    [InlineData("")]
    public async Task A_host_name_that_is_not_ours_is_refused(string host)
    {
        var answer = await AskAsync(Stranger, "GET /dang-nhap", host);

        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldNotContain("form-action=");
        answer.ShouldNotContain("password", Case.Insensitive);
    }

    [Theory]
    [InlineData("soc.test")]
    [InlineData("SOC.TEST:8443")]
    [InlineData("soc-du-phong.test")]
    [InlineData("localhost:8440")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8440")]
    public async Task Our_names_and_this_machine_are_answered(string host) =>
        (await AskAsync(Stranger, "GET /dang-nhap", host)).ShouldStartWith("HTTP/1.1 200");

    [Fact]
    public async Task A_trusted_proxy_says_who_asks_how_and_by_which_name() =>
        (await AskAsync(Proxy, "GET /ai-hoi", "127.0.0.1", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: soc.test"))
            .ShouldContain("\n203.0.113.7 https://soc.test\r\n");

    [Fact]
    public async Task What_anybody_else_says_of_that_changes_nothing() =>
        (await AskAsync(Stranger, "GET /ai-hoi", "soc.test", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost", "Forwarded: for=203.0.113.7;proto=https", "X-Real-IP: 203.0.113.7"))
            .ShouldContain("\n127.0.0.2 http://soc.test\r\n");

    [Theory]
    // The browser put the first there itself; the last is what the proxy saw.
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.7")]
    // Two proxies of ours in a row: what stands before them counts.
    [InlineData("198.51.100.1, 203.0.113.7, 10.9.0.4", "203.0.113.7")]
    // A third hop is beyond the limit.
    [InlineData("203.0.113.7, 10.9.0.5, 10.9.0.4", "10.9.0.5")]
    [InlineData("198.51.100.1, not-an-address", "127.0.0.1")]
    public async Task Only_as_many_hops_are_believed_as_there_are_proxies(string forwardedFor, string expected) =>
        (await AskAsync(Proxy, "GET /ai-hoi", "soc.test", $"X-Forwarded-For: {forwardedFor}", "X-Forwarded-Proto: https, https, https")).ShouldContain($"\r\n{expected} http");

    [Fact]
    public async Task A_proxy_that_passes_on_a_foreign_host_name_is_refused_too() =>
        (await AskAsync(Proxy, "GET /dang-nhap", "soc.test", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.test")).ShouldStartWith("HTTP/1.1 400");

    [Fact]
    public async Task Guessing_is_counted_by_the_browser_behind_the_proxy_and_not_by_what_a_stranger_claims()
    {
        for (var i = 0; i < 2; i++)
            (await SignInAsync(Stranger, $"X-Forwarded-For: 203.0.113.{i}")).ShouldNotStartWith("HTTP/1.1 429");
        (await SignInAsync(Stranger, "X-Forwarded-For: 203.0.113.99")).ShouldStartWith("HTTP/1.1 429");

        for (var i = 0; i < 4; i++)
            (await SignInAsync(Proxy, $"X-Forwarded-For: 203.0.113.{i}")).ShouldNotStartWith("HTTP/1.1 429");
    }

    [Fact]
    public async Task What_came_to_the_proxy_in_clear_is_led_to_HTTPS_and_a_form_is_not_taken()
    {
        var page = await AskAsync(Proxy, "GET /su-co?xem=tat-ca", "soc.test", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: http");
        page.ShouldStartWith("HTTP/1.1 308");
        page.ShouldContain("Location: https://soc.test/su-co?xem=tat-ca\r\n");

        (await SignInAsync(Proxy, "X-Forwarded-For: 203.0.113.7", "http")).ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public async Task A_proxy_that_does_not_say_how_the_browser_came_is_told_so() =>
        (await AskAsync(Proxy, "GET /dang-nhap", "soc.test", "X-Forwarded-For: 203.0.113.7")).ShouldContain("X-Forwarded-Proto");

    [Theory]
    [InlineData("soc.test", "https", true)]
    [InlineData("soc.test", "http", false)]
    [InlineData("localhost", "https", false)]
    [InlineData("127.0.0.1", "https", false)]
    public async Task Browsers_are_told_to_insist_on_HTTPS_where_it_was_HTTPS_and_the_host_has_a_name(string host, string scheme, bool expected)
    {
        foreach (var path in new[] { "/dang-nhap", "/no-such-page", "/hong", "/_content/HaiPhongSoc.Web/console.css" })
        {
            var answer = await AskAsync(Proxy, $"GET {path}", host, "X-Forwarded-For: 203.0.113.7", $"X-Forwarded-Proto: {scheme}");
            answer.Contains("Strict-Transport-Security: max-age=31536000\r\n", StringComparison.OrdinalIgnoreCase).ShouldBe(expected, $"{path}\n{answer}");
        }
    }

    [Theory]
    [InlineData("https://soc.test", true)]
    [InlineData("http://soc.test", false)]
    [InlineData("https://127.0.0.1", false)]
    [InlineData("https://evil.test", false)]
    [InlineData("https://soc.test.evil.test", false)]
    [InlineData("null", false)]
    public async Task The_origin_of_a_change_is_compared_with_the_address_that_the_browser_sees(string origin, bool allowed)
    {
        var answer = await AskAsync(Proxy, "POST /nhan", "127.0.0.1", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: soc.test", $"Origin: {origin}");

        answer.ShouldStartWith(allowed ? "HTTP/1.1 200" : "HTTP/1.1 403");
    }

    [Theory]
    [InlineData(1_000_000, HttpStatusCode.OK)]
    [InlineData(1_100_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_form_may_be_a_megabyte_long_and_no_more(int bytes, HttpStatusCode expected)
    {
        using var client = _console.Client();
        using var said = await client.PostAsync(new Uri("/nhan", UriKind.Relative), new ByteArrayContent(new byte[bytes]));
        said.StatusCode.ShouldBe(expected);

        using var unsaid = new HttpRequestMessage(HttpMethod.Post, "/nhan") { Content = new StreamContent(new MemoryStream(new byte[bytes])) };
        unsaid.Headers.TransferEncodingChunked = true;
        using var answer = await client.SendAsync(unsaid);
        answer.StatusCode.ShouldBe(expected);
    }

    private Task<string> SignInAsync(string from, string forwardedFor, string scheme = "https") => AskAsync(from, "POST /dang-nhap", "soc.test", forwardedFor, $"X-Forwarded-Proto: {scheme}");

    /// <summary>Head and body as they came; headers are written as given, which no client library would do.</summary>
    private async Task<string> AskAsync(string from, string line, string host, params string[] headers)
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux answers on all of 127.0.0.0/8");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, _console.Address.Port, ct);
        await using var stream = new NetworkStream(socket);
        var length = line.StartsWith("POST", StringComparison.Ordinal) ? "Content-Length: 0\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n{length}{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"), ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }
}

/// <summary>One console behind proxies for all of these tests: no two of them sign in from the same address.</summary>
public sealed class FrontDoor : IAsyncLifetime
{
    internal ServedConsole Console { get; } = new()
    {
        SignInsPerMinute = 2,
        Configure = options =>
        {
            options.PublicUrl = new Uri("https://soc.test");
            options.AllowedHosts = ["soc-du-phong.test"];
            options.TrustedProxies = [IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("10.9.0.0/24")];
            options.ProxyHops = 2;
        },
    };

    public ValueTask InitializeAsync() => Console.InitializeAsync();

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}
