using System.CommandLine;
using System.Text;
using System.Text.Json;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Commands.Rules;

/// <summary><c>soc rules explain RULE EVENT</c>: why a rule matches an event or does not.</summary>
internal static class RulesExplainCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { Description = "A rule file, or the id of a rule (of --rules, else of those that come with soc)." };
        var @event = new Argument<string>("EVENT") { Description = "A file of events (NDJSON, JSON, log lines), or - for standard input." };
        var record = new Option<long>("--record") { Description = "Which record of the file, from 0.", DefaultValueFactory = _ => 0, HelpName = "N" };
        var rules = new Option<string[]>("--rules") { Description = "Folders of rules and filters to load with it.", HelpName = "DIR", DefaultValueFactory = _ => [] };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("json", "text");
        var flags = new RuleFlags();
        var command = new Command("explain", "Why a rule matches an event or does not, down to field, value and pattern. Ends with 0: no match, 1: match, 2: bad input, 3: environment.")
        {
            rule, @event, record, rules, format,
        };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(
                parsed.GetValue(rule)!, parsed.GetValue(@event)!, parsed.GetValue(record), parsed.GetValue(rules) ?? [], parsed.GetValue(format) == "json", flags.Treatment(parsed),
                Console.Out, Console.Error, TimeProvider.System)),
            ct));
        return command;
    }

    internal static int Run(
        string rule, string @event, long record, IReadOnlyList<string> folders, bool isJson, RuleTreatment treatment, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        var isFile = File.Exists(rule);
        IReadOnlyList<string> paths = isFile ? [Path.GetFullPath(rule), .. folders.Select(Path.GetFullPath)] : RuleFlags.FoldersOf(folders);
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
            return Bad(errors, $"{missing}: no such folder or file of rules");
        var rules = RuleFlags.Load(paths, treatment, errors);
        var wanted = rules.Entries.Where(entry => isFile ? entry.File == Path.GetFullPath(rule) : string.Equals(entry.Identity.Id, rule, StringComparison.OrdinalIgnoreCase)).ToList();
        if (wanted.Count == 0)
        {
            foreach (var refused in rules.Refused.Where(refused => !isFile || refused.File == Path.GetFullPath(rule)))
                errors.WriteLine(Output.Clean(refused.ToString(), 1_000));
            return Bad(errors, isFile ? $"{rule}: no rule that can be used" : $"no rule has the id {rule}");
        }

        if (Event(@event, record, errors, clock) is not { } logEvent)
            return Bad(errors, $"{@event}: there is no record {record}");
        var ids = wanted.SelectMany(entry => WithFeeding(entry, rules, 0)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var correlation in wanted.Where(entry => entry.IsCorrelation && !isJson))
            output.WriteLine(Output.Clean($"{correlation.Identity.Title}: a correlation looks at many events; these are the rules that feed it", 400));
        var explanations = ids.Select(id => EventExplanation.Of(rules, id, logEvent)).OfType<EventExplanation>().ToList();
        foreach (var explanation in explanations)
            output.WriteLine(isJson ? JsonSerializer.Serialize(explanation, Output.Json) : ExplanationText.Write(explanation, logEvent));
        return explanations.Exists(explanation => explanation.IsHit) ? ExitCodes.Found : ExitCodes.Ok;
    }

    private static IEnumerable<string> WithFeeding(RuleEntry entry, RuleSet rules, int depth) =>
        !entry.IsCorrelation || depth > 16 ? [entry.Identity.Id]
            : rules.Entries.Where(other => entry.FedBy.Contains(other.Identity.Id, StringComparer.Ordinal)).SelectMany(other => WithFeeding(other, rules, depth + 1));

    private static LogEvent? Event(string path, long record, TextWriter errors, TimeProvider clock)
    {
        if (path != "-")
            return File.Exists(path) ? new EventFiles(clock).Read([path], errors).Skip((int)Math.Min(record, int.MaxValue)).Select(pair => pair.Event).FirstOrDefault() : null;
        var copy = Path.Combine(Path.GetTempPath(), $"soc-explain-{Guid.NewGuid():N}.log");
        try
        {
            File.WriteAllText(copy, Console.In.ReadToEnd(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return Event(copy, record, errors, clock);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static int Bad(TextWriter errors, string message)
    {
        errors.WriteLine(Output.Clean(message, 1_000));
        return ExitCodes.BadInput;
    }
}
