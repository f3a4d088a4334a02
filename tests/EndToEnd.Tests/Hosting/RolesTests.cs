using System.Net;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Senders;

namespace EndToEnd.Tests.Hosting;

/// <summary>The real program with some of its roles only.</summary>
public sealed class RolesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly SocInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task What_is_taken_in_alone_is_detected_and_stored_by_the_next_start_with_all_roles()
    {
        var ct = TestContext.Current.CancellationToken;
        await using (var alone = await _installation.ServeAsync("--roles", "intake"))
        {
            using var client = new NdjsonClient();
            (await client.TryPostAsync(alone.Intake, ["{\"message\":\"one\"}", "{\"message\":\"two\"}"], ct)).ShouldBeTrue();
            await SyslogAsync(alone.SyslogTcp, ct);
            await UntilAsync(async () => await Metrics.ReadAsync(alone.Management, "haiphongsoc_intake_intake_spool_next_offset", ct) >= 3, ct);
            (await ReadyAsync(alone.Management, ct)).ShouldBe(HttpStatusCode.OK);
            Directory.Exists(Path.Combine(_installation.DataDirectory, "operations")).ShouldBeFalse();
            Directory.Exists(Path.Combine(_installation.DataDirectory, "keys")).ShouldBeFalse();
            (await alone.Process.StopAsync(Limit)).ShouldBe(0);
        }

        await using var all = await _installation.ServeAsync();
        await UntilAsync(async () => await Metrics.ReadAsync(all.Management, "haiphongsoc_corridor_soc_corridor_in", ct) >= 3, ct);
        await Metrics.WaitUntilThroughAsync(all.Management, ct);
    }

    [Fact]
    public async Task Without_the_console_everything_else_runs_and_no_door_for_people_is_open()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var soc = await _installation.ServeAsync("--roles", "intake,detect,operate");
        using var client = new NdjsonClient();
        (await client.TryPostAsync(soc.Intake, ["{\"message\":\"one\"}"], ct)).ShouldBeTrue();
        await Metrics.WaitUntilThroughAsync(soc.Management, ct);

        soc.HasConsole.ShouldBeFalse();
        foreach (var door in new[] { soc.Intake, soc.Management })
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
            using var http = new HttpClient(handler);
            using var answer = await http.GetAsync(new Uri(door, "/dang-nhap"), ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_new_spool_beside_old_stores_is_not_begun_alone()
    {
        await using (var all = await _installation.ServeAsync())
            await all.Process.StopAsync(Limit);
        Directory.Delete(Path.Combine(_installation.DataDirectory, "spool"), recursive: true);

        var (code, _, error) = await SocProcess.RunAsync(Limit, Path.GetTempPath(), "serve", "--config", _installation.ConfigurationFile, "--roles", "intake");

        code.ShouldBe(2);
        error.ShouldContain("be taken for known");
    }

    [Fact]
    public async Task Roles_that_need_each_other_are_refused_before_anything_is_made()
    {
        var (code, _, error) = await SocProcess.RunAsync(Limit, Path.GetTempPath(), "serve", "--config", _installation.ConfigurationFile, "--roles", "web");

        code.ShouldBe(2);
        error.ShouldContain("web searches the event store");
        Directory.Exists(_installation.DataDirectory).ShouldBeFalse();
    }

    private static async Task SyslogAsync(IPEndPoint target, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(target, ct);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("<38>Nov 24 17:48:01 web-dvc-01 sshd[1]: three\n"), ct);
        client.Client.Shutdown(SocketShutdown.Send);
    }

    private static async Task<HttpStatusCode> ReadyAsync(Uri management, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri(management, "/readyz"), ct);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        while (!await holds())
            await Task.Delay(100, limit.Token);
    }
}
