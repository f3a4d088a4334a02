using System.CommandLine;
using System.Globalization;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Demo;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations;
using Spectre.Console;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc demo</c>: the whole corridor on a sample city in a temporary folder, with one attack sent over real sockets.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var untilIncident = new Option<bool>("--until-incident") { Description = "Print the incident as JSON and end, for scripts" };
        var port = new Option<int>("--port") { Description = "Port of the console; another free one where it is taken", DefaultValueFactory = _ => 8440 };
        var set = new Option<string[]>("--set") { Description = "One key of the configuration; may be given several times", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };
        var command = new Command("demo", "Run everything on a sample city in a temporary folder; an attack arrives over real sockets. Ctrl+C ends it and cleans up.") { untilIncident, port, set };
        command.SetAction((parsed, ct) => Guarded.RunAsync(() => RunAsync(parsed.GetValue(untilIncident), parsed.GetValue(port), parsed.GetValue(set)!, ct), ct));
        return command;
    }

    private static async Task<int> RunAsync(bool untilIncident, int port, string[] settings, CancellationToken ct)
    {
        using var city = DemoCity.Create(untilIncident ? 0 : port);
        await using var host = SocHost.Build(SocConfiguration.Build(city.ConfigurationFile, settings, SocHost.Known), LogFormat.ForCommands);
        FirstAccount? account = null;
        await SocHost.StartAsync(host, first => account = first, ct);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, host.Lifetime.ApplicationStopping);
        await using var demo = new DemoRun(host, city);
        if (!untilIncident)
            Welcome(SocEndpoints.Of(host.Services).Console!, account);

        var background = demo.SendBackgroundAsync(ending.Token);
        try
        {
            return untilIncident ? await PrintIncidentAsync(demo, ending.Token) : await StayAsync(demo, background, ending.Token);
        }
        finally
        {
            await ending.CancelAsync();
            await background.ContinueWith(static _ => { }, TaskScheduler.Default);
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int> PrintIncidentAsync(DemoRun demo, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            await demo.SendAttackAsync(limit.Token);
            if (await demo.WorstIncidentAsync(limit.Token) is { } incident)
            {
                Console.WriteLine(IncidentReport.Of(incident));
                return ExitCodes.Ok;
            }

            await Console.Error.WriteLineAsync("soc: the attack was sent, but no incident was opened: check that the rules folder is complete");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"soc: no incident within {Limit}: the machine is too busy, or the corridor stalled (soc serve logs why)");
        }

        return ExitCodes.Environment;
    }

    private static async Task<int> StayAsync(DemoRun demo, Task background, CancellationToken ct)
    {
        await Task.WhenAll(demo.SendAttackAsync(ct), demo.EnterArrangementsAsync(ct));
        if (await demo.WorstIncidentAsync(ct) is { } incident)
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{incident.Row.Number}[/]  {incident.Row.Title.Vi}  ({incident.Alerts.Count} cảnh báo, {incident.Tasks.Count} việc)");
        await background;
        return ExitCodes.Ok;
    }

    private static void Welcome(string console, FirstAccount? account)
    {
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]HaiPhongSoc[/]  thành phố mẫu đang chạy; một cuộc tấn công sẽ đến trong vài giây. Ctrl+C để dừng và xóa.");
        Console.WriteLine($"Console: {console}");

        // A database that --set names may have its accounts already.
        if (account is null)
            return;
        Console.WriteLine($"Account: {account.UserName}");
        Console.WriteLine($"Password: {account.Password}");
    }
}
