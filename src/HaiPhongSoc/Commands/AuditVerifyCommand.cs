using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Events;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Audit.Anchors;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc audit verify</c>: proves the whole chain or names its first broken link. Changes nothing; works beside a running <c>soc serve</c> and without one.</summary>
internal static class AuditVerifyCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static Command Create()
    {
        var flags = new ConfigurationFlags();
        var anchors = new Option<string?>("--anchors") { Description = "A file with anchors: the anchor file itself, or lines of the log server or of mails", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("verify", "Verify the audit chain. Exit code 1 where it is broken: the first broken link is named.") { anchors, format };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands, RoleSet.WithoutWeb);
            await AuditCommands.RequireDatabaseAsync(host, ct);
            var verification = new AuditVerification(Read(parsed.GetValue(anchors)));
            var verdict = await host.Services.GetRequiredService<IAuditChain>().VerifyAsync(verification, AuditProgress.OnTerminal(), ct);
            AuditProgress.Clear();
            if (parsed.GetValue(format) == "json")
                Console.WriteLine(JsonSerializer.Serialize(verdict, Json));
            else
                WriteText(verdict);
            return verdict.IsIntact ? ExitCodes.Ok : ExitCodes.Found;
        }, ct));
        return command;
    }

    private static IReadOnlyList<AuditAnchor>? Read(string? path)
    {
        if (path is null)
            return null;
        if (!File.Exists(path))
            throw new InvalidDataException($"--anchors '{path}' does not exist: give the file that anchors were kept in");
        var anchors = AnchorText.Read(File.ReadLines(path));
        return anchors.Count > 0 ? anchors : throw new InvalidDataException($"--anchors '{path}' holds no anchor: give the file that anchors were kept in");
    }

    private static void WriteText(AuditVerdict verdict)
    {
        if (verdict.Break is { } broken)
        {
            Console.WriteLine($"BROKEN ({broken.Kind}) at {broken.What.En}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Proven up to entry {verdict.Verified}. Keep the database as it is and call the auditor."));
            return;
        }

        var time = UtcMicroseconds.ToDateTimeOffset(verdict.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Intact: {verdict.Verified} entries, {verdict.Waiting} waiting for their seal, {verdict.Anchors} anchors compared ({time} UTC)"));
        if (verdict.Anchors == 0)
            Console.WriteLine("Without anchors (--anchors FILE) a chain that was cut together with its head is not found.");
    }
}

/// <summary>What the commands of the chain share.</summary>
internal static class AuditCommands
{
    public static async Task RequireDatabaseAsync(WebApplication host, CancellationToken ct)
    {
        if (!await host.Services.GetRequiredService<IOperationsStartup>().HasDatabaseAsync(ct))
            throw new InvalidDataException("there is no operational database yet: give its configuration (--config FILE, or --set Soc:DataDirectory=FOLDER)");
    }
}

/// <summary>The place reached, on a terminal only.</summary>
internal sealed class AuditProgress : IProgress<long>
{
    public static AuditProgress? OnTerminal() => Console.IsErrorRedirected ? null : new AuditProgress();

    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r                              \r");
    }

    public void Report(long value) => Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value} entries"));
}
