using System.CommandLine;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc serve</c>: the hosted program, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var options = new ConfigurationFlags();
        var roles = new Option<string?>("--roles") { Description = "What this process does: intake, detect, operate, web, with commas between (default: everything). Sets Soc:Roles", HelpName = "ROLES" };
        var command = new Command("serve", "Run the operations centre: listeners, detection, console. Stops cleanly on SIGTERM or Ctrl+C.");
        options.AddTo(command);
        command.Add(roles);
        command.SetAction((parsed, ct) => Guarded.RunAsync(() => RunAsync(options.Build(parsed, parsed.GetValue(roles) is { } given ? [$"Soc:Roles={given}"] : []), ct), ct));
        return command;
    }

    private static async Task<int> RunAsync(IConfigurationRoot configuration, CancellationToken ct)
    {
        await using var host = SocHost.Build(configuration, LogFormat.ForServing);
        await SocHost.StartAsync(host, Tell, ct);
        var endpoints = SocEndpoints.Of(host.Services);
        Console.WriteLine(endpoints.Console is { } console ? $"Console: {console}" : $"No console: roles {host.Services.GetRequiredService<RoleSet>()}; probes at {endpoints.Management}");
        if (await SocHost.WaitForEndAsync(host, ct))
            return ExitCodes.Ok;
        await Console.Error.WriteLineAsync("soc: a part of the program broke and it stopped; the log says which. Events that were acknowledged are in the spool; start it again");
        return ExitCodes.Environment;
    }

    private static void Tell(FirstAccount account)
    {
        Console.WriteLine($"First account: {account.UserName}");
        Console.WriteLine($"Password (shown once, change it at the first sign-in): {account.Password}");
    }
}
