using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Bench;

/// <summary>Events per second of processor time by shape of events and number of rules.</summary>
internal sealed class LaneBench(IReadOnlyList<string> ruleFolders, LogSourceBindings bindings, Action<string> tell)
{
    private const int EventsOfLane = 20_000;
    private static readonly int[] RuleCounts = [1, 100, 1_000, 3_780, 37_800];

    public IEnumerable<Figure> Measure()
    {
        string[] files = [.. ruleFolders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
        var lanes = EventLanes.All.Keys.ToDictionary(lane => lane, lane => EventLanes.Make(lane, EventsOfLane), StringComparer.Ordinal);
        foreach (var count in RuleCounts)
        {
            using var folder = new ScratchFolder();
            var rules = Load(files, count, folder.Path);
            tell($"{count} rules asked for, {rules.ActiveCount} in use");
            foreach (var (lane, events) in lanes)
            {
                var bench = new DetectBench(events, rules, rounds: 3);
                bench.Run();
                yield return new Figure($"lane_{lane}_rules_{count}", events.Records.Count / bench.Median("match"), "events/s");
            }
        }

        foreach (var (lane, events) in lanes)
        {
            var bench = new DetectBench(events, RuleSetLoader.Load([], bindings), rounds: 3);
            bench.Run();
            yield return new Figure($"lane_{lane}_parse", events.Records.Count / bench.Median("parse"), "events/s");
        }
    }

    // Fewer: every n-th file. More: all, and copies of them with other literals.
    private RuleSet Load(string[] files, int count, string folder)
    {
        if (count < files.Length)
            return RuleSetLoader.Load(Enumerable.Range(0, count).Select(i => files[(int)((long)i * files.Length / count)]), bindings);
        for (var copy = 1; copy < count / Math.Max(1, files.Length); copy++)
            MultipliedRules.Write(files, copy, folder);
        return RuleSetLoader.Load([.. files, folder], bindings);
    }
}
