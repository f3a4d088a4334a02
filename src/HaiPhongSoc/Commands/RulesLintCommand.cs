using System.CommandLine;
using System.Text.Json;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc rules lint DIR</c>: every rule that would be refused, with file, line, column and reason.</summary>
internal static class RulesLintCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of Sigma rules, or single files.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text (file:line:column: reason) or json (one object a line).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("lint", "Check rules. Ends with 0: all are fine, 1: some are refused, 2: bad input, 3: environment.") { folders, format };
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(parsed.GetValue(folders) ?? [], parsed.GetValue(format) == "json", Console.Out, Console.Error)), ct));
        return command;
    }

    internal static int Run(IReadOnlyList<string> folders, bool isJson, TextWriter output, TextWriter errors)
    {
        try
        {
            var bindings = LogSourceBindings.Load(new DetectionOptions().EffectiveLogSourcesFile);
            var rules = RuleSetLoader.Load(folders.Select(Path.GetFullPath), bindings);
            foreach (var refused in rules.Refused)
                output.WriteLine(isJson ? JsonSerializer.Serialize(refused, Json) : refused.ToString());
            errors.WriteLine($"{rules.ActiveCount} rules are fine, {rules.RefusedCount} refused");
            return rules.RefusedCount == 0 ? ExitCodes.Ok : ExitCodes.Found;
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
        {
            errors.WriteLine(fault.Message);
            return ExitCodes.BadInput;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            errors.WriteLine(fault.Message);
            return ExitCodes.Environment;
        }
    }
}
