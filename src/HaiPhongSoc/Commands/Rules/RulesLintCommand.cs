using System.CommandLine;

namespace HaiPhongSoc.Commands.Rules;

/// <summary><c>soc rules lint DIR</c>: what is wrong or doubtful in rules, with file, line, column and fix.</summary>
internal static class RulesLintCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of Sigma rules, or single files.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text (file:line:column: …), table, or json (one object a line).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "table", "json");
        var level = new Option<string>("--level") { Description = "The least that is shown: error, warning or info.", DefaultValueFactory = _ => "warning" };
        level.AcceptOnlyFromAmong("error", "warning", "info");
        var strict = new Option<bool>("--strict") { Description = "End with 1 for warnings too." };
        var fix = new Option<bool>("--fix") { Description = "Write the safe fixes into the files; everything else in them stays as it is." };
        var flags = new RuleFlags();
        var command = new Command("lint", "Check rules. Ends with 0: none is refused, 1: some are, 2: bad input, 3: environment.") { folders, format, level, strict, fix };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(new RulesLintRun(
                parsed.GetValue(format)!, parsed.GetValue(level)!, parsed.GetValue(strict), parsed.GetValue(fix), flags.Treatment(parsed), Console.Out, Console.Error).Run(parsed.GetValue(folders) ?? [])),
            ct));
        return command;
    }
}
