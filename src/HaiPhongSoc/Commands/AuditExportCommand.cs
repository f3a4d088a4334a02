using System.CommandLine;
using System.Globalization;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Events;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc audit export</c>: entries of a span of time with everything that proves them. That it was exported stands on the chain.</summary>
internal static class AuditExportCommand
{
    private static readonly TimeSpan City = TimeSpan.FromHours(7);

    public static Command Create()
    {
        var flags = new ConfigurationFlags();
        var from = new Option<string>("--from") { Description = "First day (2026-11-01, the city's time) or point in time (2026-11-01T08:00:00+07:00)", HelpName = "TIME", Required = true };
        var to = new Option<string>("--to") { Description = "Last day (inclusive) or point in time (exclusive)", HelpName = "TIME", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write; it must not exist yet", HelpName = "FILE", Required = true };
        var command = new Command("export", "Export audit entries as NDJSON with a manifest that a third party can verify.") { from, to, output };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            var (first, end) = (Time("--from", parsed.GetValue(from)!, isEnd: false), Time("--to", parsed.GetValue(to)!, isEnd: true));
            if (end <= first)
                throw new InvalidDataException("--to is not after --from: give a span of time");
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands, RoleSet.WithoutWeb);
            await AuditCommands.RequireDatabaseAsync(host, ct);
            var path = parsed.GetValue(output)!;
            if (File.Exists(path))
                throw new InvalidDataException($"--out '{path}' exists: give a new file");
            await using var file = Create(path);
            var actor = Actor.Program with { AccountId = $"cli:{Environment.UserName}", Name = $"soc audit export ({Environment.UserName})" };
            var manifest = await host.Services.GetRequiredService<IAuditChain>().ExportAsync(actor, first, end, file, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{manifest.Count} entries ({manifest.First} to {manifest.Last}), SHA-256 {manifest.Sha256}"));
            return ExitCodes.Ok;
        }, ct));
        return command;
    }

    // It holds personal data.
    private static FileStream Create(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, how);
    }

    private static long Time(string flag, string text, bool isEnd)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return UtcMicroseconds.From(new DateTimeOffset((isEnd ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), City));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? UtcMicroseconds.From(time)
            : throw new InvalidDataException($"{flag} '{text}' is no day or time: write 2026-11-24 or 2026-11-24T08:00:00+07:00");
    }
}
