using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using Spectre.Console;

namespace HaiPhongSoc.Commands.Rules;

/// <summary><c>soc rules coverage</c>: which ATT&amp;CK techniques are mapped, fed, fired and proved.</summary>
internal static class RulesCoverageCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of Sigma rules, or single files. Without it: the rules that come with soc.", Arity = ArgumentArity.ZeroOrMore };
        var events = new Option<string[]>("--events") { Description = "Logs that arrive: they tell which techniques are fed and which fired. May be given several times.", HelpName = "PATH", DefaultValueFactory = _ => [] };
        var layer = new Option<string?>("--navigator") { Description = "Write a layer for the ATT&CK Navigator.", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "table, or json (one object a line).", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("json", "table");
        var flags = new RuleFlags();
        var command = new Command("coverage", "Techniques by what stands behind them: mapped (a rule exists), fed (its events arrive), fired (it hit), proved (its tests hold).") { folders, events, layer, format };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(
                parsed.GetValue(folders) ?? [], parsed.GetValue(events) ?? [], parsed.GetValue(layer), parsed.GetValue(format) == "json", flags.Treatment(parsed), Console.Out, Console.Error, TimeProvider.System)),
            ct));
        return command;
    }

    internal static int Run(
        IReadOnlyList<string> folders, IReadOnlyList<string> events, string? layer, bool isJson, RuleTreatment treatment, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        RuleSet rules;
        var hits = new Dictionary<string, long>(StringComparer.Ordinal);
        RuleFeed feed;
        try
        {
            rules = RuleFlags.Load(folders, treatment, errors);
            feed = new RuleFeed(rules);
            Watch(rules, feed, hits, events, errors, clock);
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
        {
            errors.WriteLine(fault.Message);
            return ExitCodes.BadInput;
        }

        var proved = Proved(rules, treatment, clock);
        var techniques = TechniqueCoverage.Of(rules, feed.IsFed, hits, rule => proved.Contains(rule.File));
        if (layer is not null)
            File.WriteAllText(layer, NavigatorLayer.Write(techniques));
        Write(techniques, events.Count > 0, isJson, output);
        errors.WriteLine($"{techniques.Count} techniques mapped, {Told(events, techniques.Count(technique => technique.Fed > 0))} fed, {Told(events, techniques.Count(technique => technique.Fired > 0))} fired, "
            + $"{techniques.Count(technique => technique.IsProved)} proved, by {rules.ActiveCount} rules{(events.Count == 0 ? " (--events tells what is fed and fired)" : "")}");
        return ExitCodes.Ok;
    }

    private static void Watch(RuleSet rules, RuleFeed feed, Dictionary<string, long> hits, IReadOnlyList<string> events, TextWriter errors, TimeProvider clock)
    {
        if (events.Count == 0)
            return;
        using var metrics = new DetectionMetrics();
        var stage = new DetectionStage(rules, new NoRegister(), new DetectionOptions { RaiseFindings = false, TellContinuations = false, CorrelationLateness = TimeSpan.FromDays(36_500) }, metrics);
        foreach (var (_, logEvent) in new EventFiles(clock).Read(events, errors))
        {
            feed.See(logEvent);
            foreach (var hit in stage.Process([logEvent], UtcMicroseconds.Now(clock)))
                hits[hit.Rule.Id] = hits.GetValueOrDefault(hit.Rule.Id) + 1;
        }
    }

    private static HashSet<string> Proved(RuleSet rules, RuleTreatment treatment, TimeProvider clock)
    {
        var bindings = LogSourceBindings.Load(new DetectionOptions().EffectiveLogSourcesFile);
        var run = new RuleCaseRun(rules, file => RuleSetLoader.Load([file], bindings, treatment), clock);
        return rules.Entries.Select(rule => rule.File).Distinct(StringComparer.Ordinal)
            .Where(file => File.Exists(RuleCaseRun.TestOf(file)) && run.Run(file)).ToHashSet(StringComparer.Ordinal);
    }

    private static string Told(IReadOnlyList<string> events, int count) => events.Count == 0 ? "?" : count.ToString(CultureInfo.InvariantCulture);

    private static void Write(IReadOnlyList<TechniqueCoverage> techniques, bool areEventsKnown, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            foreach (var technique in techniques)
                output.WriteLine(JsonSerializer.Serialize(technique, Output.Json));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("technique", "rules", "fed", "fired", "proved", "hits", "loudest rule");
        string Number(long number, bool isKnown = true) => isKnown ? number.ToString(CultureInfo.InvariantCulture) : "?";
        foreach (var technique in techniques)
        {
            table.AddRow(
                technique.Technique, Number(technique.Rules), Number(technique.Fed, areEventsKnown), Number(technique.Fired, areEventsKnown), Number(technique.Proved), Number(technique.Hits, areEventsKnown),
                Output.Clean(technique.RuleTitles[0], 100).EscapeMarkup());
        }

        Output.Console(output).Write(table);
    }
}
