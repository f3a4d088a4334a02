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
        var pipelines = new Option<string[]>("--pipeline") { Description = "A processing pipeline in pySigma's YAML, applied to every rule; may be given several times. Sets Detection:PipelineFiles", HelpName = "FILE", DefaultValueFactory = _ => [] };
        options.AddTo(command);
        command.Add(pipelines);
        command.Add(roles);
        command.SetAction((parsed, ct) => Guarded.RunAsync(() => RunAsync(options.Build(parsed, [.. Roles(parsed.GetValue(roles)), .. Pipelines(parsed.GetValue(pipelines) ?? [])]), ct), ct));
        return command;
    }

    private static IEnumerable<string> Roles(string? roles) => roles is null ? [] : [$"Soc:Roles={roles}"];

    private static IEnumerable<string> Pipelines(string[] files) => files.Select((file, i) => $"Detection:PipelineFiles:{i}={Path.GetFullPath(file)}");

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
