using System.CommandLine;
using HaiPhongSoc.Commands.Rules;
using HaiPhongSoc.Detection;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc hunt PATH... --rules DIR</c>: rules over files, without a server.</summary>
internal static class HuntCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files or folders (recursively): NDJSON, JSON arrays, concatenated objects, log lines; also .gz and .zip of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var rules = new Option<string[]>("--rules")
        {
            Description = "A folder of Sigma rules, or one rule file; may be given several times. Without it: the rules that come with soc.",
            HelpName = "DIR",
        };
        var format = new Option<string>("--format") { Description = "json (one object a line) or table.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("json", "table");

        var engine = new Option<string>("--engine") { Description = "compiled or naive: the same hits; naive is the slow proof of the other.", DefaultValueFactory = _ => "compiled" };
        engine.AcceptOnlyFromAmong("compiled", "naive");

        var command = new Command("hunt", "Match rules over log files. Ends with 0: no hits, 1: hits, 2: bad input, 3: environment.") { paths, rules, format, engine };
        var flags = new RuleFlags();
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(new HuntRun(
                parsed.GetValue(paths) ?? [],
                parsed.GetValue(rules) ?? [],
                isJson: parsed.GetValue(format) == "json",
                parsed.GetValue(engine) == "naive" ? MatchingEngine.Naive : MatchingEngine.Compiled,
                Console.Out,
                Console.Error,
                TimeProvider.System,
                flags.Treatment(parsed)).Run()),
            ct));
        return command;
    }
}
