using System.CommandLine;
using System.Diagnostics;
using System.Net;
using HaiPhongSoc.Bench;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Demo;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations.Load;
using HaiPhongSoc.Operations.Mediation;
using Spectre.Console;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc bench console</c>: how long the main pages wait for the server with a city's year of work in the database and events flowing.</summary>
internal static class BenchConsoleCommand
{
    public static Command Create()
    {
        var alerts = new Option<int>("--alerts") { Description = "Alerts in the database", DefaultValueFactory = _ => 1_000_000 };
        var incidents = new Option<int>("--incidents") { Description = "Incidents in the database", DefaultValueFactory = _ => 20_000 };
        var rate = new Option<int>("--events-per-second") { Description = "Syslog lines that flow in meanwhile", DefaultValueFactory = _ => 5_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each page is opened", DefaultValueFactory = _ => 40 };
        var stay = new Option<bool>("--stay") { Description = "Then go on serving with events flowing until Ctrl+C, so that a browser can be used against it" };
        var format = new Option<string>("--format") { Description = "table or json (one object a line)", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("console", "Pages of the console over a made-up year of alerts and incidents, in a temporary folder.") { alerts, incidents, rate, rounds, stay, format };
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => RunAsync(
                new Load(parsed.GetValue(alerts), parsed.GetValue(incidents), parsed.GetValue(rate), parsed.GetValue(rounds)),
                parsed.GetValue(stay),
                parsed.GetValue(format) == "json",
                ct),
            ct));
        return command;
    }

    private static async Task<int> RunAsync(Load load, bool stay, bool json, CancellationToken ct)
    {
        using var city = DemoCity.Create(consolePort: 0);
        await using var host = SocHost.Build(SocConfiguration.Build(city.ConfigurationFile, [], SocHost.Known), LogFormat.ForCommands);
        HaiPhongSoc.Operations.FirstAccount? account = null;
        await SocHost.StartAsync(host, first => account = first, ct);
        try
        {
            await AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Status().StartAsync(
                "writing a year of work", _ => host.Services.GetRequiredService<IYearOfWork>().FillAsync(load.Alerts, load.Incidents, ct));
            var syslog = city.SyslogSources.Zip(SocEndpoints.Of(host.Services).SyslogTcp)
                .ToDictionary(pair => pair.First, pair => IPEndPoint.Parse(pair.Second), StringComparer.Ordinal);
            await using var traffic = new SteadyTraffic(syslog, load.EventsPerSecond);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, host.Lifetime.ApplicationStopping);
            var sending = load.EventsPerSecond > 0 ? traffic.SendAsync(ending.Token) : Task.CompletedTask;
            FigureOutput.Write(await MeasureAsync(host, traffic, load, ct), json);
            if (stay)
                await StayAsync(host, account, ending.Token);
            await ending.CancelAsync();
            await sending.ContinueWith(static _ => { }, TaskScheduler.Default);
            return ExitCodes.Ok;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<List<Figure>> MeasureAsync(WebApplication host, SteadyTraffic traffic, Load load, CancellationToken ct)
    {
        var pages = new PageLoads(host.Services.GetRequiredService<IOperations>(), host.Services.GetRequiredService<IEventStore>()).All;
        var times = pages.Keys.ToDictionary(name => name, _ => new List<double>(), StringComparer.Ordinal);
        var (started, before) = (Stopwatch.GetTimestamp(), traffic.Sent);
        for (var round = -2; round < load.Rounds; round++)
        {
            foreach (var (name, openAsync) in pages)
            {
                var opened = Stopwatch.GetTimestamp();
                await openAsync(ct);
                if (round >= 0) // the first two warm up
                    times[name].Add(Stopwatch.GetElapsedTime(opened).TotalMilliseconds);
            }
        }

        var figures = new List<Figure>
        {
            new("alerts", load.Alerts, "records"),
            new("incidents", load.Incidents, "records"),
            new("events_sent_per_s", (traffic.Sent - before) / Stopwatch.GetElapsedTime(started).TotalSeconds, "events/s"),
        };
        foreach (var (name, each) in times)
        {
            each.Sort();
            figures.Add(new($"{name}_p50_ms", each[each.Count / 2], "ms"));
            figures.Add(new($"{name}_p95_ms", each[(int)((each.Count - 1) * 0.95)], "ms"));
        }

        return figures;
    }

    private static async Task StayAsync(WebApplication host, HaiPhongSoc.Operations.FirstAccount? account, CancellationToken end)
    {
        await Console.Error.WriteLineAsync($"Console: {SocEndpoints.Of(host.Services).Console}\nAccount: {account?.UserName}\nPassword: {account?.Password}");
        await Task.Delay(Timeout.InfiniteTimeSpan, end).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private sealed record Load(int Alerts, int Incidents, int EventsPerSecond, int Rounds);
}
