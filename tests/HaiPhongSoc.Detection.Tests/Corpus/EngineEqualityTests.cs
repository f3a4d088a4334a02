using System.Globalization;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Detection.Tests.Corpus;

/// <summary>The compiled engine gives the hits of the naive one, each with the same evidence, over all public rules and real events.</summary>
public sealed class EngineEqualityTests(ITestOutputHelper output)
{
    // The naive engine is slow and the recordings are long: CI looks at one event in five of the first of each, SOC_FULL_EQUALITY=1 at all of them (some minutes).
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SOC_FULL_EQUALITY") == "1";

    [Fact]
    public void Labelled_samples_give_the_same_hits_in_both_engines()
    {
        var (naive, compiled) = Stages();
        var (events, hits) = (0, 0);
        foreach (var (file, sample) in SigmaHq.Samples)
            Compare(sample, naive, compiled, file, ref events, ref hits);

        output.WriteLine($"{events} events, {hits} hits, equal");
        hits.ShouldBeGreaterThan(300);
        naive.Quarantined.ShouldBeEmpty();
    }

    [Fact]
    public void Recordings_give_the_same_hits_in_both_engines()
    {
        const int Sampled = 20;
        var (naive, compiled) = Stages();
        var (events, hits) = (0, 0);
        foreach (var file in SigmaHq.Files(Requires.Corpus("security-datasets")))
        {
            foreach (var batch in (IsFull ? SigmaHq.Stream(file) : SigmaHq.Stream(file, 5).Take(Sampled)).Chunk(500))
                Compare(batch, naive, compiled, file, ref events, ref hits);
        }

        output.WriteLine($"{events} events, {hits} hits, equal");
        events.ShouldBeGreaterThan(1_000);
        hits.ShouldBeGreaterThan(20);
    }

    private static void Compare(IReadOnlyList<LogEvent> events, DetectionStage naive, DetectionStage compiled, string file, ref int count, ref int hits)
    {
        var expected = naive.Process(events, SigmaHq.Now).Select(Describe).ToList();
        compiled.Process(events, SigmaHq.Now).Select(Describe).ShouldBe(expected, file);
        count += events.Count;
        hits += expected.Count;
    }

    private static string Describe(RuleHit hit) => string.Create(
        CultureInfo.InvariantCulture, $"{hit.Event} {hit.Rule.Id} {string.Join("; ", hit.Evidence.Select(e => $"{e.Selection} {e.Field} {e.Pattern} {e.Value}"))}");

    private static (DetectionStage Naive, DetectionStage Compiled) Stages() => (SigmaHq.Stage(MatchingEngine.Naive), SigmaHq.Stage(MatchingEngine.Compiled));
}
