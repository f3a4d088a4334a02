using System.CommandLine;
using System.Text.Json;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Commands.Rules;

/// <summary><c>soc rules test DIR</c>: the cases that stand beside rules.</summary>
internal static class RulesTestCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of Sigma rules, or single files. Without it: the rules that come with soc.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format") { Description = "text, or json (one object a line for each case that fails).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var require = new Option<bool>("--require-tests") { Description = "A rule without a .test.yml fails." };
        var flags = new RuleFlags();
        var command = new Command("test", "Run the cases beside rules (x.test.yml beside x.yml). Ends with 0: all hold, 1: some do not, 2: bad input, 3: environment.") { folders, format, require };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(
                parsed.GetValue(folders) ?? [], parsed.GetValue(format) == "json", parsed.GetValue(require), flags.Treatment(parsed), Console.Out, Console.Error, TimeProvider.System)),
            ct));
        return command;
    }

    internal static int Run(IReadOnlyList<string> given, bool isJson, bool requiresTests, RuleTreatment treatment, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        var folders = RuleFlags.FoldersOf(given);
        if (folders.FirstOrDefault(folder => !Directory.Exists(folder) && !File.Exists(folder)) is { } missing)
        {
            errors.WriteLine($"{missing}: no such folder or file of rules");
            return ExitCodes.BadInput;
        }

        var bindings = LogSourceBindings.Load(new DetectionOptions().EffectiveLogSourcesFile);
        // Correlations may name rules that come with soc.
        var all = RuleSetLoader.Load(folders.Concat(RuleFlags.FoldersOf([])).Distinct(StringComparer.Ordinal), bindings, treatment);
        var run = new RuleCaseRun(all, file => RuleSetLoader.Load([file], bindings, treatment), clock);
        var (tested, untested) = (0, new List<string>());
        foreach (var file in RuleSetLoader.Files(folders))
        {
            if (!File.Exists(RuleCaseRun.TestOf(file)))
            {
                untested.Add(file);
                continue;
            }

            tested++;
            run.Run(file);
        }

        foreach (var failed in run.Failed)
            output.WriteLine(isJson ? JsonSerializer.Serialize(failed, Output.Json) : Output.Clean($"{failed.File}: {(failed.Case.Length > 0 ? $"{failed.Case}: " : "")}{failed.Reason}", 2_000));
        if (requiresTests)
            untested.ForEach(file => output.WriteLine(isJson ? JsonSerializer.Serialize(new FailedCase(file, "", "has no test"), Output.Json) : $"{file}: has no test"));
        errors.WriteLine($"{run.Cases} cases of {tested} files, {run.Failed.Count} fail; {untested.Count} files have no test");
        return run.Failed.Count > 0 || (requiresTests && untested.Count > 0) ? ExitCodes.Found : ExitCodes.Ok;
    }
}
