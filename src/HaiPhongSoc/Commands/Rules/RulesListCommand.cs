using System.CommandLine;
using System.Text.Json;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using Spectre.Console;

namespace HaiPhongSoc.Commands.Rules;

/// <summary><c>soc rules list</c>: what is in use, and why what is not.</summary>
internal static class RulesListCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of Sigma rules, or single files. Without it: the rules that come with soc.", Arity = ArgumentArity.ZeroOrMore };
        var events = new Option<string[]>("--events")
        {
            Description = "Logs to hold the rules against: a rule whose log source never occurs in them is inert, one that breaks on them is quarantined. May be given several times.",
            HelpName = "PATH",
            DefaultValueFactory = _ => [],
        };
        var state = new Option<string?>("--state") { Description = "Only these: active, inert, refused or quarantined." };
        state.AcceptOnlyFromAmong("active", "inert", "refused", "quarantined");
        var format = new Option<string>("--format") { Description = "table, or json (one object a line).", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("json", "table");
        var flags = new RuleFlags();
        var command = new Command("list", "List rules by their state, with the reason. Ends with 0: all can be used, 1: some cannot, 2: bad input, 3: environment.") { folders, events, state, format };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(
                parsed.GetValue(folders) ?? [], parsed.GetValue(events) ?? [], parsed.GetValue(state), parsed.GetValue(format) == "json", flags.Treatment(parsed), Console.Out, Console.Error, TimeProvider.System)),
            ct));
        return command;
    }

    internal static int Run(
        IReadOnlyList<string> folders, IReadOnlyList<string> events, string? state, bool isJson, RuleTreatment treatment, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        RuleSet rules;
        Dictionary<string, (string State, string Reason)> states;
        try
        {
            rules = RuleFlags.Load(folders, treatment, errors);
            states = events.Count == 0 ? [] : Seen(rules, events, errors, clock);
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
        {
            errors.WriteLine(fault.Message);
            return ExitCodes.BadInput;
        }

        var rows = rules.Entries
            .Select(rule => (Rule: rule, State: states.GetValueOrDefault(rule.Identity.Id, ("active", rule.IsSilent ? "silent: only correlations look at it" : ""))))
            .Select(row => new Row(row.State.Item1, row.Rule.Identity.Id, row.Rule.Identity.Title, LevelText.Of(row.Rule.Identity.Level), LogSourceOf(row.Rule), row.Rule.File, null, row.State.Item2))
            .Concat(rules.Refused.Select(refused => new Row("refused", null, null, null, null, refused.File, refused.Line, $"{refused.Reason} ({refused.Code})")))
            .ToList();
        Write(rows.Where(row => state is null || row.State == state), isJson, output);
        errors.WriteLine(string.Join(", ", rows.GroupBy(row => row.State, StringComparer.Ordinal).Select(group => $"{(group.Key == "refused" ? rules.RefusedCount : group.Count())} {group.Key}"))
            + (events.Count == 0 ? " (without --events it is not known which rules are inert)" : ""));
        return rules.RefusedCount > 0 || rows.Exists(row => row.State == "quarantined") ? ExitCodes.Found : ExitCodes.Ok;
    }

    private static Dictionary<string, (string, string)> Seen(RuleSet rules, IReadOnlyList<string> events, TextWriter errors, TimeProvider clock)
    {
        using var metrics = new DetectionMetrics();
        var stage = new DetectionStage(rules, new NoRegister(), new DetectionOptions { RaiseFindings = false, TellContinuations = false, CorrelationLateness = TimeSpan.FromDays(36_500) }, metrics);
        var feed = new RuleFeed(rules);
        foreach (var (_, logEvent) in new EventFiles(clock).Read(events, errors))
        {
            feed.See(logEvent);
            stage.Process([logEvent], UtcMicroseconds.Now(clock));
        }

        var states = rules.Entries.Where(rule => !feed.IsFed(rule)).ToDictionary(
            rule => rule.Identity.Id,
            rule => ("inert", rule.IsCorrelation ? "not every rule that it is built upon meets events" : "no event of its log source"),
            StringComparer.Ordinal);
        foreach (var broken in stage.Quarantined)
            states[broken.RuleId] = ("quarantined", broken.Reason);
        return states;
    }

    private static void Write(IEnumerable<Row> rows, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            foreach (var row in rows)
                output.WriteLine(JsonSerializer.Serialize(row, Output.JsonWithoutNulls));
            return;
        }

        var here = Directory.GetCurrentDirectory();
        var table = new Table().Border(TableBorder.Simple).AddColumns("state", "level", "rule", "log source", "file", "reason");
        foreach (var row in rows)
        {
            table.AddRow(
                Output.Plain(row.State, 20), Output.Plain(row.Level ?? "", 20), Output.Plain(row.Title ?? "", 120), Output.Plain(row.LogSource ?? "", 80),
                Output.Plain(Path.GetRelativePath(here, row.File) + (row.Line is { } line ? $":{line}" : ""), 240), Output.Plain(row.Reason, 300));
        }

        Output.Console(output).Write(table);
    }

    private static string LogSourceOf(RuleEntry rule) =>
        rule.LogSource is { } source ? string.Join(" ", new[] { source.Product, source.Category, source.Service }.Where(part => part is not null)) : "correlation";

    private sealed record Row(string State, string? Id, string? Title, string? Level, string? LogSource, string File, int? Line, string Reason);
}
