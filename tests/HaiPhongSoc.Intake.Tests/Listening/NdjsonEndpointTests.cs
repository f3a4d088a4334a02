using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Tests.Spool;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Listening;

public sealed class NdjsonEndpointTests
{
    private const string TwoLines = "{\"EventID\":4625}\r\n{\"EventID\":4624}\n";

    [Fact]
    public async Task Lines_are_answered_with_their_ids_when_they_are_on_the_disk()
    {
        var files = new ForgetfulSpoolFiles();
        await using var host = await IntakeHost.StartAsync(files);
        var response = await PostAsync(host, TwoLines);
        var flushedAtAnswer = files.Restart();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("{\"accepted\":2,\"first\":\"0-0\",\"last\":\"0-1\"}");
        await using var afterPowerCut = Open(flushedAtAnswer);
        var read = await ReadAllAsync(afterPowerCut);
        read.Select(TextOf).ShouldBe(["{\"EventID\":4625}", "{\"EventID\":4624}"]);
        read.ShouldAllBe(r => r.SourceId == "dvc-web" && r.Realm == "ttthdl" && r.Transport == EventTransport.HttpNdjson && r.Peer == "127.0.0.1");
        (host.Metrics.Http.In, host.Metrics.Http.Out).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic bcOjLXRydXktY+G6rXA=")]
    public async Task Without_the_sources_token_nothing_is_stored(string? authorization)
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        var response = await PostAsync(host, TwoLines, request =>
        {
            request.Headers.Remove("Authorization");
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });
        await ShouldBeAsync(response, HttpStatusCode.Unauthorized, "token");
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        host.Spool.NextOffset.ShouldBe(0);
    }

    [Fact]
    public async Task A_source_without_a_token_cannot_be_posted_for()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Sources[0].TokenSha256 = "");
        await ShouldBeAsync(await PostAsync(host, TwoLines), HttpStatusCode.Unauthorized, "token");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    public async Task An_empty_body_is_refused(string body)
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        await ShouldBeAsync(await PostAsync(host, body), HttpStatusCode.BadRequest, "empty-body");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_whole(bool chunked)
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Http.MaxBodyBytes = 2_000);
        var response = await PostAsync(host, new string('x', 900) + "\n" + new string('y', 1_200), request => request.Headers.TransferEncodingChunked = chunked);
        (await ShouldBeAsync(response, HttpStatusCode.RequestEntityTooLarge, "body-too-large")).ShouldContain("2000");
        host.Spool.NextOffset.ShouldBe(0);
        (await PostAsync(host, new string('z', 2_000), request => request.Headers.TransferEncodingChunked = chunked)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_many_records_are_refused_whole()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Http.MaxRecords = 3);
        await ShouldBeAsync(await PostAsync(host, "1\n2\n3\n4\n"), HttpStatusCode.RequestEntityTooLarge, "too-many-records");
        (await PostAsync(host, "1\n2\n3\n")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Spool.NextOffset.ShouldBe(3);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_kept_cut_with_its_fault()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Http.MaxLineBytes = 1_024);
        (await PostAsync(host, new string('x', 2_000) + "\nshort\n")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ReadAsync(2)).Select(r => (r.Payload.Length, r.FaultCode)).ShouldBe([(1_024, "frame-too-long"), (5, null)]);
        (host.Metrics.Http.In, host.Metrics.Http.Out, host.Metrics.Http.Faulted, host.Metrics.Http.DiscardedBytes).ShouldBe((2, 1, 1, 976));
    }

    [Fact]
    public async Task Other_types_and_compressed_bodies_are_refused()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        await ShouldBeAsync(
            await PostAsync(host, TwoLines, r => r.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
            HttpStatusCode.UnsupportedMediaType,
            "content-type");
        await ShouldBeAsync(await PostAsync(host, TwoLines, r => r.Content!.Headers.ContentEncoding.Add("gzip")), HttpStatusCode.UnsupportedMediaType, "content-encoding");
        (await PostAsync(host, TwoLines, r => r.Content!.Headers.ContentType = null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_full_disk_answers_503_and_acknowledges_nothing()
    {
        var files = new ForgetfulSpoolFiles();
        await using var host = await IntakeHost.StartAsync(files);
        files.Fails = (operation, _) => operation == FileOperation.FlushData ? ForgetfulSpoolFiles.DiskFull() : null;
        var response = await PostAsync(host, TwoLines);
        await ShouldBeAsync(response, HttpStatusCode.ServiceUnavailable, "disk-full");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        var health = host.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync()).Entries["intake"].ShouldSatisfyAllConditions(
            e => e.Status.ShouldBe(HealthStatus.Unhealthy), e => e.Description.ShouldNotBeNull().ShouldStartWith("disk-full"));

        files.Fails = static (_, _) => null;
        await IntakeHost.UntilAsync(() => host.Spool.Refusal is null, () => host.Spool.Refusal!.Message);
        (await PostAsync(host, "{\"after\":1}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ReadAsync(1)).Select(TextOf).ShouldBe(["{\"after\":1}"]);
        (await health.CheckHealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_spool_that_broke_makes_senders_wait_and_drops_nothing()
    {
        var files = new ForgetfulSpoolFiles();
        using var log = new CollectingLog();
        await using var host = await IntakeHost.StartAsync(files, log: log);
        files.Fails = (operation, _) => operation == FileOperation.FlushData ? new InvalidOperationException("nobody expected this") : null;
        using var sender = await host.ConnectAsync();
        await sender.SendAsync("<1>a line that is not acknowledged\n"u8.ToArray());
        await IntakeHost.UntilAsync(
            () => host.Metrics.Tcp.Dropped > 0 || log.Lines.Any(l => l.Contains("waits because the spool refuses (spool-broken)", StringComparison.Ordinal)),
            () => string.Join('\n', log.Lines));
        (host.Metrics.Tcp.In, host.Metrics.Tcp.Dropped).ShouldBe((1, 0));

        files.Fails = static (_, _) => null; // the disk is well, the spool is not: nothing more is believed of it
        await ShouldBeAsync(await PostAsync(host, TwoLines), HttpStatusCode.ServiceUnavailable, "spool-broken");
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["intake"].ShouldSatisfyAllConditions(
            e => e.Status.ShouldBe(HealthStatus.Unhealthy), e => e.Description.ShouldNotBeNull().ShouldStartWith("spool-broken: "));
        log.Lines.ShouldContain(l => l.Contains("nobody expected this", StringComparison.Ordinal));

        await host.Spool.DisposeAsync();
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        host.Metrics.Tcp.Dropped.ShouldBe(1, "a real close is the end of waiting");
    }

    [Fact]
    public async Task A_repeated_key_answers_the_earlier_result_and_stores_nothing()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        var first = await PostAsync(host, TwoLines, WithKey("k-1"));
        var second = await PostAsync(host, TwoLines, WithKey("k-1"));
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (first.Headers.Contains("Idempotency-Replayed"), second.Headers.Contains("Idempotency-Replayed")).ShouldBe((false, true));
        host.Spool.NextOffset.ShouldBe(2);

        await ShouldBeAsync(await PostAsync(host, "{}", WithKey("k-1")), HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        await ShouldBeAsync(await PostAsync(host, "{}", WithKey("has space")), HttpStatusCode.BadRequest, "idempotency-key");
        (await PostAsync(host, TwoLines, WithKey("k-2"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Spool.NextOffset.ShouldBe(4);
    }

    [Fact]
    public async Task A_key_whose_request_failed_is_free_again()
    {
        var files = new ForgetfulSpoolFiles();
        await using var host = await IntakeHost.StartAsync(files);
        files.Fails = (operation, _) => operation == FileOperation.FlushData ? ForgetfulSpoolFiles.DiskError() : null;
        await ShouldBeAsync(await PostAsync(host, TwoLines, WithKey("k")), HttpStatusCode.ServiceUnavailable, "disk-error");
        files.Fails = static (_, _) => null;
        await IntakeHost.UntilAsync(() => host.Spool.Refusal is null, () => host.Spool.Refusal!.Message);
        (await PostAsync(host, TwoLines, WithKey("k"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_much_at_the_same_time_is_told_to_come_again()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Http.MaxBytesInFlight = options.Http.MaxBodyBytes);
        var intake = host.Services.GetRequiredService<HttpIntake>();
        intake.TryReserve("other", intake.MaxBodyBytes).ShouldBeTrue();
        await ShouldBeAsync(await PostAsync(host, TwoLines), HttpStatusCode.ServiceUnavailable, "busy");
        intake.Release("other", intake.MaxBodyBytes);
        (await PostAsync(host, TwoLines)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_source_leaves_room_for_the_others()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        var intake = host.Services.GetRequiredService<HttpIntake>();
        while (intake.TryReserve("slow", intake.MaxBodyBytes))
        {
        }

        intake.TryReserve("other", intake.MaxBodyBytes).ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_refused_and_its_room_given_back()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options =>
        {
            options.Http.MaxBytesInFlight = options.Http.MaxBodyBytes;
            options.Http.BodyTimeout = TimeSpan.FromMilliseconds(300);
        });
        using var sender = new System.Net.Sockets.TcpClient();
        await sender.ConnectAsync(host.Http.Host, host.Http.Port, TestContext.Current.CancellationToken);
        var head = $"POST /intake/ndjson HTTP/1.1\r\nHost: {host.Http.Authority}\r\nAuthorization: Bearer {IntakeHost.Token}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{{}}\n\r\n";
        await sender.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes(head), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(sender.GetStream());
        (await answer.ReadLineAsync(TestContext.Current.CancellationToken))!.ShouldStartWith("HTTP/1.1 408");
        (await PostAsync(host, TwoLines)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_callers_language()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        (await TitleAsync(await PostAsync(host, ""))).ShouldBe("Không có bản ghi nào");
        (await TitleAsync(await PostAsync(host, "", r => r.Headers.AcceptLanguage.ParseAdd("en-GB,en;q=0.9")))).ShouldBe("No record");
        (await TitleAsync(await PostAsync(host, "", r => r.Headers.AcceptLanguage.ParseAdd("vi,en;q=0.5")))).ShouldBe("Không có bản ghi nào");
    }

    [Fact]
    public async Task A_token_is_never_logged()
    {
        using var log = new CollectingLog();
        await using (var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), log: log))
        {
            await PostAsync(host, TwoLines);
            await PostAsync(host, TwoLines, r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret-but-wrong"));
        }

        log.Lines.ShouldNotBeEmpty();
        log.Lines.ShouldAllBe(l => !l.Contains("s3cret", StringComparison.Ordinal) && !l.Contains(IntakeHost.Token, StringComparison.Ordinal));
    }

    private static Action<HttpRequestMessage> WithKey(string key) => request => request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

    private static async Task<HttpResponseMessage> PostAsync(IntakeHost host, string body, Action<HttpRequestMessage>? change = null)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8 };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Http, "intake/ndjson"));
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-ndjson");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + IntakeHost.Token);
        change?.Invoke(request);
        return await client.SendAsync(request);
    }

    private static async Task<string> ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code);
        return problem.GetProperty("detail").GetString().ShouldNotBeNull();
    }

    private static async Task<string?> TitleAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString();
}
