using System.CommandLine;
using System.Text.Json;
using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Commands.Rules;

/// <summary><c>soc rules import FILE|DIR --into DIR</c>: a release of rules takes a folder's place.</summary>
internal static class RulesImportCommand
{
    public static Command Create()
    {
        var from = new Argument<string>("FILE|DIR") { Description = "A zip of rules, such as a SigmaHQ release, or a folder." };
        var into = new Option<string>("--into") { Description = "The folder whose rules are replaced; made where it is not there. Nothing else should be kept in it.", HelpName = "DIR", Required = true };
        var dry = new Option<bool>("--dry-run") { Description = "Tell what would change and write nothing." };
        var format = new Option<string>("--format") { Description = "text, or json (one object a line).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("json", "text");
        var flags = new RuleFlags();
        var command = new Command("import", "Replace the rules of a folder by those of a release, all or nothing. Ends with 0: done, 1: done, but some rules were refused, 2: bad input, 3: environment.")
        {
            from, into, dry, format,
        };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(parsed.GetValue(from)!, parsed.GetValue(into)!, parsed.GetValue(dry), parsed.GetValue(format) == "json", flags.Treatment(parsed), Console.Out, Console.Error)), ct));
        return command;
    }

    internal static int Run(string from, string into, bool isDry, bool isJson, RuleTreatment treatment, TextWriter output, TextWriter errors)
    {
        if (!File.Exists(from) && !Directory.Exists(from))
            return Bad(errors, $"{from}: no such file or folder");
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(into));
        RuleImport import;
        try
        {
            var archive = RuleArchive.Open(from);
            if (!archive.Files.Keys.Any(name => name.EndsWith("ml", StringComparison.OrdinalIgnoreCase)))
                return Bad(errors, $"{from}: holds no rule");
            import = new RuleImport(target, treatment);
            import.Plan(archive);
        }
        catch (InvalidDataException fault)
        {
            return Bad(errors, fault.Message);
        }

        if (!isDry)
            import.Write();
        foreach (var rule in import.Report)
        {
            output.WriteLine(isJson
                ? JsonSerializer.Serialize(rule, Output.JsonWithoutNulls)
                : Output.Clean($"{rule.Change,-8} {rule.File}{(rule.Title is null ? "" : $"  {rule.Title}")}{(rule.Reason is null ? "" : $"  ({rule.Reason})")}", 1_000));
        }

        int Count(string change) => import.Report.Count(rule => rule.Change == change);
        errors.WriteLine($"{Count("added")} added, {Count("changed")} changed, {Count("removed")} removed, {Count("refused")} refused, {import.Unchanged} unchanged{(isDry ? "; nothing was written (--dry-run)" : $" in {target}")}");
        return Count("refused") > 0 ? ExitCodes.Found : ExitCodes.Ok;
    }

    private static int Bad(TextWriter errors, string message)
    {
        errors.WriteLine(Output.Clean(message, 1_000));
        return ExitCodes.BadInput;
    }
}
