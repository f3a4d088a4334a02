using System.CommandLine;
using System.Globalization;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Operations.Audit;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc bench audit</c>: the same commands with and without the audit chain, in one run, on new databases in a temporary folder.</summary>
internal static class AuditBenchCommand
{
    public static Command Create()
    {
        var commands = new Option<int>("--commands") { Description = "Commands a round", DefaultValueFactory = _ => 400 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each kind", DefaultValueFactory = _ => 15 };
        var folder = new Option<string>("--folder") { Description = "A folder on the disk to measure", DefaultValueFactory = _ => Path.GetTempPath(), HelpName = "FOLDER" };
        var format = new Option<string>("--format") { Description = "text or json (one object a line)", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("audit", "Measure what the audit chain costs the commands of people.") { commands, rounds, folder, format };
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            var place = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder)!, $"soc-bench-{Environment.ProcessId}"));
            try
            {
                var soc = new SocOptions();
                var result = await AuditBench.RunAsync(
                    place.FullName,
                    options => (options.RulesDirectory, options.PlaybooksDirectory) = (soc.RulesDirectory, soc.PlaybooksDirectory),
                    parsed.GetValue(commands),
                    parsed.GetValue(rounds),
                    ct);
                var json = parsed.GetValue(format) == "json";
                Write(json, "plain_commands", result.Plain, "1/s");
                Write(json, "audited_commands", result.Audited, "1/s");
                Write(json, "audited_over_plain_rate", result.Rate, "ratio");
                Write(json, "audit_entries_sealed_and_verified", result.Entries, "entries");
                return ExitCodes.Ok;
            }
            finally
            {
                place.Delete(recursive: true);
            }
        }, ct));
        return command;
    }

    private static void Write(bool json, string name, double value, string unit) => Console.WriteLine(json
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"name":"{{name}}","value":{{value:0.###}},"unit":"{{unit}}"}""")
        : string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.###} {unit}"));
}
