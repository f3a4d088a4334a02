using System.Globalization;
using System.Runtime.InteropServices;
using HaiPhongSoc.Commands;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Bench;

/// <summary>One run of <c>soc bench detect</c>.</summary>
internal sealed class BenchDetectRun(string[] ruleFolders, string[] paths, int rounds, int most, int cleanEvents, string? rsigma, bool lanes, string? cacheFile)
{
    public int Run(bool json)
    {
        Tell($"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors");
        var options = new DetectionOptions { RuleDirectories = [.. ruleFolders.Select(Path.GetFullPath)] };
        string[] folders = [.. options.EffectiveRuleDirectories.Where(Directory.Exists)];
        var bindings = LogSourceBindings.Load(options.EffectiveLogSourcesFile);
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var isCached = File.Exists(cacheFile);
        var cache = cacheFile is null ? null : new RuleCacheFile(cacheFile);
        var start = Environment.CpuUsage.TotalTime;
        var rules = RuleSetLoader.Load(folders, bindings, cacheFile: cache);
        if (cache?.Warning is { } warning)
            Tell(warning);
        var load = Environment.CpuUsage.TotalTime - start;
        var loaded = GC.GetTotalMemory(forceFullCollection: true) - empty;

        var events = RecordedEvents.Load(paths, most, Tell);
        if (events.Records.Count == 0)
        {
            Tell("no events: give files or folders that hold some");
            return ExitCodes.BadInput;
        }

        var held = GC.GetTotalMemory(forceFullCollection: true);
        var bench = new DetectBench(events, rules, rounds);
        bench.Run();
        // The indexes are made when the first event of a kind asks for them.
        var memory = loaded + GC.GetTotalMemory(forceFullCollection: true) - held;
        List<Figure> figures =
        [
            .. bench.Figures(),
            new Figure(isCached ? "load_cached_s" : "load_cold_s", load.TotalSeconds, "s"),
            new Figure("rules_memory_mb", memory / 1e6, "MB"),
            new Figure("allocated_bytes_per_clean_event", bench.AllocatedPerCleanEvent(cleanEvents), "bytes"),
        ];
        if (rsigma is not null)
            figures.AddRange(new RsigmaPeer(rsigma, folders, events, rules, Tell).Measure());
        if (lanes)
            figures.AddRange(new LaneBench(folders, bindings, Tell).Measure());
        FigureOutput.Write(figures, json);
        return ExitCodes.Ok;
    }

    private static void Tell(string line) => Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
