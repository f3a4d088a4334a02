using System.Text.Json;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Bench;

/// <summary>Tokenise, parse, and parse and match the same records on one thread, in turn, several times; the median of the rounds counts.</summary>
internal sealed class DetectBench(RecordedEvents events, RuleSet rules, int rounds)
{
    private static readonly JsonReaderOptions Lenient = new() { MaxDepth = 128 };

    /// <summary>Seconds of processor time of each phase, by round.</summary>
    public Dictionary<string, List<double>> Seconds { get; } = new(StringComparer.Ordinal) { ["tokenise"] = [], ["parse"] = [], ["match"] = [] };

    public long Matches { get; private set; }

    /// <summary>How many rules an event had evaluated, on average.</summary>
    public double EvaluatedPerEvent { get; private set; }

    public void Run()
    {
        Round(warmUp: true);
        for (var i = 0; i < rounds; i++)
            Round(warmUp: false);
    }

    public IEnumerable<Figure> Figures()
    {
        var (tokenise, parse, match) = (Median("tokenise"), Median("parse"), Median("match"));
        var count = events.Records.Count;
        yield return new Figure("events", count, "events");
        yield return new Figure("events_bytes", events.Bytes, "bytes");
        yield return new Figure("rules", rules.ActiveCount, "rules");
        yield return new Figure("tokenise_events_per_s", count / tokenise, "events/s");
        yield return new Figure("parse_events_per_s", count / parse, "events/s");
        yield return new Figure("match_events_per_s", count / match, "events/s");
        yield return new Figure("matches", Matches, "matches");
        yield return new Figure("rules_evaluated_per_event", EvaluatedPerEvent, "rules");
        yield return new Figure("parse_over_tokenise_rate", tokenise / parse, "ratio");
        yield return new Figure("match_over_parse_time", match / parse, "ratio");
    }

    public double Median(string phase)
    {
        var sorted = Seconds[phase].Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private void Round(bool warmUp)
    {
        // While it warms up, a part is enough.
        var count = warmUp ? Math.Min(events.Records.Count, 50_000) : events.Records.Count;
        var parser = RecordedEvents.Parser();
        var matcher = new EventMatcher(rules);
        Time("tokenise", warmUp, () => Tokenise(count));
        Time("parse", warmUp, () =>
        {
            for (var i = 0; i < count; i++)
                parser.Parse(events[i]);
        });
        var matches = 0L;
        Time("match", warmUp, () =>
        {
            for (var i = 0; i < count; i++)
                matches += matcher.Match(parser.Parse(events[i]));
        });
        Matches = matches;
        EvaluatedPerEvent = matcher.Evaluated / (double)Math.Max(1, count);
    }

    private void Time(string phase, bool warmUp, Action work)
    {
        // Processor time: on a machine that others use as well, the clock on the wall measures them too.
        var start = Environment.CpuUsage.TotalTime;
        work();
        if (!warmUp)
            Seconds[phase].Add((Environment.CpuUsage.TotalTime - start).TotalSeconds);
    }

    private void Tokenise(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var reader = new Utf8JsonReader(events.Records[i].Span, Lenient);
            try
            {
                while (reader.Read())
                {
                }
            }
            catch (JsonException)
            {
                // A line that is no JSON: its parser reads it as text.
            }
        }
    }

    /// <summary>
    /// Bytes that matching allocates on events that match nothing, a million times after as many for warming up, as the runtime counts them for this thread.
    /// </summary>
    public double AllocatedPerCleanEvent(int times)
    {
        const int Kept = 20_000;
        var parser = RecordedEvents.Parser();
        var matcher = new EventMatcher(rules);
        var clean = new List<LogEvent>(Kept);
        var step = Math.Max(1, events.Records.Count / Kept);
        for (var i = 0; i < events.Records.Count; i += step)
        {
            if (parser.Parse(events[i]) is var parsed && matcher.Match(parsed) == 0)
                clean.Add(parsed);
        }

        var before = 0L;
        for (var i = -times; i < times; i++)
        {
            if (i == 0)
                before = GC.GetAllocatedBytesForCurrentThread();
            matcher.Match(clean[(i + times) % clean.Count]);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }
}
