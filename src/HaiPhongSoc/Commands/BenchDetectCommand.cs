using System.CommandLine;
using HaiPhongSoc.Bench;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc bench detect --rules DIR --events PATH...</c>: what matching costs beside parsing, on one core.</summary>
internal static class BenchDetectCommand
{
    public static Command Create()
    {
        var rules = new Option<string[]>("--rules") { Description = "Folders of Sigma rules; without it those that come with soc.", HelpName = "DIR" };
        var events = new Option<string[]>("--events") { Description = "Log files or folders, also zipped.", HelpName = "PATH", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true, Required = true };
        var rounds = new Option<int>("--rounds") { Description = "Rounds over all events; the median counts.", DefaultValueFactory = _ => 3 };
        var most = new Option<int>("--most") { Description = "The most events that are read.", DefaultValueFactory = _ => int.MaxValue };
        var clean = new Option<int>("--clean-events") { Description = "How many events that match nothing the allocation is counted over.", DefaultValueFactory = _ => 1_000_000 };
        var rsigma = new Option<string?>("--rsigma") { Description = "The program of rsigma, to measure it on the same rules and events.", HelpName = "FILE" };
        var lanes = new Option<bool>("--lanes") { Description = "Also made-up events of four shapes with 1 to 37,800 rules." };
        var cache = new Option<string?>("--rule-cache") { Description = "Load the rules through this file: the first run makes it, the second measures it.", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "table or json (one object a line)", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("detect", "Tokenise, parse and match recorded events with all rules loaded, on one core.") { rules, events, rounds, most, clean, rsigma, lanes, cache, format };
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(new BenchDetectRun(
                parsed.GetValue(rules) ?? [],
                parsed.GetValue(events) ?? [],
                parsed.GetValue(rounds),
                parsed.GetValue(most),
                parsed.GetValue(clean),
                parsed.GetValue(rsigma),
                parsed.GetValue(lanes),
                parsed.GetValue(cache)).Run(parsed.GetValue(format) == "json")),
            ct));
        return command;
    }
}
