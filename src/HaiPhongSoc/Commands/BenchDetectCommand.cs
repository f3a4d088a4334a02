using System.CommandLine;
using System.Diagnostics;
using HaiPhongSoc.Bench;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;

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
        var format = new Option<string>("--format") { Description = "table or json (one object a line)", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("detect", "Tokenise, parse and match recorded events with all rules loaded, on one core.") { rules, events, rounds, most, clean, format };
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Run(
                parsed.GetValue(rules) ?? [],
                parsed.GetValue(events) ?? [],
                parsed.GetValue(rounds),
                parsed.GetValue(most),
                parsed.GetValue(clean),
                parsed.GetValue(format) == "json")),
            ct));
        return command;
    }

    private static int Run(string[] folders, string[] paths, int rounds, int most, int clean, bool json)
    {
        var options = new DetectionOptions { RuleDirectories = [.. folders.Select(Path.GetFullPath)] };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var rules = RuleSetLoader.Load(options.EffectiveRuleDirectories.Where(Directory.Exists), LogSourceBindings.Load(options.EffectiveLogSourcesFile));
        var cold = Stopwatch.GetElapsedTime(start).TotalSeconds;

        var events = RecordedEvents.Load(paths, most, Console.Error.WriteLine);
        if (events.Records.Count == 0)
        {
            Console.Error.WriteLine("no events: give files or folders that hold some");
            return ExitCodes.BadInput;
        }

        var held = GC.GetTotalMemory(forceFullCollection: true);
        var bench = new DetectBench(events, rules, rounds);
        bench.Run();
        var allocated = bench.AllocatedPerCleanEvent(clean);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - held + (held - before - events.Bytes);
        FigureOutput.Write(
            [
                .. bench.Figures(),
                new Figure("load_cold_s", cold, "s"),
                new Figure("rules_memory_mb", memory / 1e6, "MB"),
                new Figure("allocated_bytes_per_clean_event", allocated, "bytes"),
            ],
            json);
        GC.KeepAlive(rules);
        return ExitCodes.Ok;
    }
}
