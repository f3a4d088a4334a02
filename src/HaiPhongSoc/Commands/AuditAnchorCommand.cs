using System.CommandLine;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Audit.Anchors;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc audit anchor</c>: a statement about the chain, now, by every way that is configured and on standard output.</summary>
internal static class AuditAnchorCommand
{
    public static Command Create()
    {
        var flags = new ConfigurationFlags();
        var command = new Command("anchor", "Anchor the audit chain now: print a statement of it and send it by the configured ways. Exit code 3 where a way failed.");
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands, RoleSet.WithoutWeb);
            await AuditCommands.RequireDatabaseAsync(host, ct);
            var anchors = host.Services.GetRequiredService<IAuditAnchors>();
            if (await anchors.DropAsync(ct) is not { } anchor)
                throw new InvalidDataException("nothing is sealed yet: run soc serve first");
            Console.WriteLine(AnchorText.Write(anchor));
            var failed = (await anchors.WriteAsync(anchor, ct)).Where(result => result.Fault is not null).ToList();
            foreach (var result in failed)
                await Console.Error.WriteLineAsync($"soc: {result.Way}: {result.Fault}");
            return failed.Count == 0 ? ExitCodes.Ok : ExitCodes.Environment;
        }, ct));
        return command;
    }
}

/// <summary><c>soc audit key</c>: a further key, which seals from now on; a running <c>soc serve</c> takes it up by itself.</summary>
internal static class AuditKeyCommand
{
    public static Command Create()
    {
        var flags = new ConfigurationFlags();
        var command = new Command("new-key", "Add a key to the key file: it seals from now on, the former ones stay to verify.");
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands, RoleSet.WithoutWeb);
            await AuditCommands.RequireDatabaseAsync(host, ct);
            Console.WriteLine($"Sealed from now on with key {host.Services.GetRequiredService<IAuditChain>().AddKey()}: keep a copy of the key file apart from the database.");
            return ExitCodes.Ok;
        }, ct));
        return command;
    }
}
