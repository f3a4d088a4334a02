using System.Diagnostics;
using System.Text.Json;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Bench;

/// <summary>
/// The same rules over the same flat JSON with rsigma, both without binding rules to channels, so that both do the same work. The rates are of processor time without
/// what loading the rules takes; a ratio exists only where every rule that differs is explained.
/// </summary>
internal sealed class RsigmaPeer(string program, IReadOnlyList<string> ruleFolders, RecordedEvents events, RuleSet rules, Action<string> tell)
{
    private readonly List<int> _objects = [.. Enumerable.Range(0, events.Records.Count).Where(i => events.Records[i].Span.StartsWith("{"u8))];

    public IEnumerable<Figure> Measure()
    {
        using var folder = new ScratchFolder();
        var parser = new RecordParser(SourceCatalogue.Load(Directory.CreateDirectory(Path.Combine(folder.Path, "sources")).FullName));
        var matcher = new EventMatcher(rules, MatchingEngine.Compiled, routed: false);
        Ours(parser, matcher, 20_000, withRaw: true, []);
        var ours = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        var ourSeconds = Ours(parser, matcher, _objects.Count, withRaw: true, ours);

        var theirs = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        var loading = Theirs(folder.Path, 0, []);
        var theirSeconds = Theirs(folder.Path, _objects.Count, theirs) - loading;

        yield return new Figure("peer_events", _objects.Count, "events");
        yield return new Figure("unrouted_match_events_per_s", _objects.Count / ourSeconds, "events/s");
        yield return new Figure("rsigma_events_per_s", _objects.Count / theirSeconds, "events/s");
        yield return new Figure("unrouted_matches", ours.Values.Sum(), "matches");
        yield return new Figure("rsigma_matches", theirs.Values.Sum(), "matches");
        yield return new Figure("rsigma_load_s", loading, "s");
        var unexplained = Differences(parser, matcher, ours, theirs);
        yield return new Figure("rules_that_differ_unexplained", unexplained, "rules");
        if (unexplained == 0)
            yield return new Figure("match_over_rsigma_rate", theirSeconds / ourSeconds, "ratio");
    }

    private int Differences(RecordParser parser, EventMatcher matcher, Dictionary<string, long> ours, Dictionary<string, long> theirs)
    {
        string[] differ = [.. ours.Keys.Union(theirs.Keys, StringComparer.OrdinalIgnoreCase).Where(id => ours.GetValueOrDefault(id) != theirs.GetValueOrDefault(id))];
        if (differ.Length == 0)
            return 0;
        // rsigma holds keywords against values alone, we against the record as it came too, in which the names of fields stand.
        var valuesAlone = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        Ours(parser, matcher, _objects.Count, withRaw: false, valuesAlone);
        var unexplained = 0;
        foreach (var id in differ.Order(StringComparer.Ordinal))
        {
            var isExplained = valuesAlone.GetValueOrDefault(id) == theirs.GetValueOrDefault(id);
            unexplained += isExplained ? 0 : 1;
            tell($"{id}: {ours.GetValueOrDefault(id)} here, {theirs.GetValueOrDefault(id)} by rsigma; "
                + (isExplained ? "keywords that stand in names of fields: equal when the record as it came is left out" : "not explained"));
        }

        return unexplained;
    }

    private double Ours(RecordParser parser, EventMatcher matcher, int most, bool withRaw, Dictionary<string, long> counts)
    {
        var start = Environment.CpuUsage.TotalTime;
        foreach (var index in _objects.Take(most))
        {
            var parsed = parser.Parse(events[index]);
            matcher.Match(withRaw ? parsed : WithoutRaw(parsed), rule => counts[rule.Id] = counts.GetValueOrDefault(rule.Id) + 1);
        }

        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static LogEvent WithoutRaw(LogEvent logEvent) => new()
    {
        Id = logEvent.Id,
        Time = logEvent.Time,
        ReceivedAt = logEvent.ReceivedAt,
        SourceId = logEvent.SourceId,
        Realm = logEvent.Realm,
        LogSource = logEvent.LogSource,
        Raw = ReadOnlyMemory<byte>.Empty,
        Fields = logEvent.Fields,
    };

    private double Theirs(string folder, int count, Dictionary<string, long> counts)
    {
        var rulesFolder = Directory.CreateDirectory(Path.Combine(folder, "rules")).FullName;
        for (var i = 0; i < ruleFolders.Count; i++)
        {
            var link = Path.Combine(rulesFolder, $"{i}");
            if (!Directory.Exists(link))
                Directory.CreateSymbolicLink(link, Path.GetFullPath(ruleFolders[i]));
        }

        var file = Path.Combine(folder, "events.ndjson");
        using (var lines = File.Create(file))
        {
            foreach (var index in _objects.Take(count))
            {
                lines.Write(events.Records[index].Span);
                lines.WriteByte((byte)'\n');
            }
        }

        var hits = Path.Combine(folder, "hits.ndjson");
        using var process = Process.Start(new ProcessStartInfo(program, ["engine", "eval", "-r", rulesFolder, "-q", "--no-stats", "-e", "@" + file, "--output-format", "ndjson", "-o", hits]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var seconds = 0.0;
        while (!process.WaitForExit(20))
        {
            process.Refresh();
            if (!process.HasExited)
                seconds = process.TotalProcessorTime.TotalSeconds;
        }

        foreach (var line in File.Exists(hits) ? File.ReadLines(hits) : [])
        {
            using var hit = JsonDocument.Parse(line);
            if (hit.RootElement.TryGetProperty("rule_id", out var id) && id.GetString() is { } text)
                counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        return seconds;
    }
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("soc-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
