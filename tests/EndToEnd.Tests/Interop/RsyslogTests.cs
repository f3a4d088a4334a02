using System.Diagnostics;
using System.Globalization;
using EndToEnd.Tests.Browser;
using EndToEnd.Tests.Browser.Pages;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Interop;

/// <summary>The sender that nearly every Linux server has: rsyslog, forwarding over TCP.</summary>
public sealed class RsyslogTests(ConsoleBrowser browser, ITestOutputHelper output) : IClassFixture<ConsoleBrowser>
{
    [Fact]
    public async Task What_rsyslog_forwards_is_found_by_the_consoles_search()
    {
        var rsyslogd = Requires.Rsyslog();
        var ct = TestContext.Current.CancellationToken;
        using var installation = new SocInstallation(passwordAlone: true);
        using var folder = new TemporaryFolder();
        await using var soc = await installation.ServeAsync();
        await using var window = await browser.OpenAsync(soc.Console);
        await new SignInPage(window).SignInAsync("admin", await soc.FirstPasswordAsync(), CityConsole.Password);

        var log = folder.File("app.log");
        await File.WriteAllTextAsync(log, "", ct);
        using var sender = Start(rsyslogd, folder, log, soc.SyslogTcp.Port);
        try
        {
            await SendAndFindAsync(window, log, "rsyslogwarmup", ct);
            var taken = await SendAndFindAsync(window, log, "rsyslogmarker" + Guid.NewGuid().ToString("N"), ct);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from the line in the log file to the hit on the page: {taken.TotalMilliseconds:F0} ms"));
        }
        finally
        {
            sender.Kill();
            await sender.WaitForExitAsync(ct);
        }
    }

    private static async Task<TimeSpan> SendAndFindAsync(ConsoleWindow window, string log, string marker, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await File.AppendAllTextAsync(log, $"ordinary text with {marker} in it\n", ct);
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(3))
        {
            await window.Page.GotoAsync($"/tim-kiem?q={marker}");
            var row = window.ByTestId("event-row").First;
            var empty = window.ByTestId("search-empty");
            await row.Or(empty).First.WaitForAsync();
            if (await row.IsVisibleAsync())
            {
                (await row.InnerTextAsync()).ShouldContain(marker);
                return Stopwatch.GetElapsedTime(started);
            }
        }

        Assert.Fail($"{marker} was written to the log file 30 s ago and the search does not find it");
        return default;
    }

    private static Process Start(string rsyslogd, TemporaryFolder folder, string log, int port)
    {
        var configuration = folder.File("rsyslog.conf");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            global(workDirectory="{folder.Path}")
            module(load="imfile")
            input(type="imfile" File="{log}" Tag="e2e:" Severity="info" Facility="local0")
            action(type="omfwd" Target="127.0.0.1" Port="{port}" Protocol="tcp" TCP_Framing="octet-counted" Template="RSYSLOG_SyslogProtocol23Format")
            """));
        return Process.Start(new ProcessStartInfo(rsyslogd, ["-n", "-f", configuration, "-i", folder.File("pid")]) { UseShellExecute = false })!;
    }
}
