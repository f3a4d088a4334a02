using System.CommandLine;
using HaiPhongSoc.Hosting;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc serve</c>: the hosted program, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var options = new ConfigurationFlags();
        var command = new Command("serve", "Run the operations centre: listeners, detection, console. Stops cleanly on SIGTERM or Ctrl+C.");
        options.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(() => RunAsync(options.Build(parsed), ct)));
        return command;
    }

    private static async Task<int> RunAsync(IConfigurationRoot configuration, CancellationToken ct)
    {
        await using var host = SocHost.Build(configuration, LogFormat.ForServing);
        var ready = await SocHost.StartAsync(host, ct);
        if (ready.FirstAccount is { } account)
        {
            Console.WriteLine($"First account: {account.UserName}");
            Console.WriteLine($"Password (shown once, change it at the first sign-in): {account.Password}");
        }

        Console.WriteLine($"Console: {SocEndpoints.Of(host.Services).Console}");
        await host.WaitForShutdownAsync(ct);
        return ExitCodes.Ok;
    }
}
