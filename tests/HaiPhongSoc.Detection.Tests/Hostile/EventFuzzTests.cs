using System.Text.Unicode;
using CsCheck;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Detection.Tests.Hostile;

/// <summary>Records of <c>Seeds/events</c>, whole and changed: each becomes an event of valid UTF-8 with its own bytes, which our own rules match alike in both engines.</summary>
public sealed class EventFuzzTests(ITestOutputHelper output)
{
    private const long MostBytes = 32_000_000;

    private static readonly string[] Seeds = SeedCorpus.Of("tests", "HaiPhongSoc.Detection.Tests", "Hostile", "Seeds", "events");

    private static readonly Gen<string> Piece = Gen.OneOf(
        "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "null", "true", "1e999", "-0", "\n", "\r\n", "\0", "\u00FF", "\u00C3", "\u00ED\u00A0\u0080", "\u00EF\u00BB\u00BF",
        "{\"a\":", "[[", "\"EventID\":4688,", "\"Channel\":\"Security\",", "\"Image\":", "\"x\":[1,null],", "Event.EventData.", "@cee:", "CEF:0|", "|", "\\=", " cs1Label=", "=", "<38>", "<999>", " ", "winlog.", ".", "2026-02-30T00:00:00Z",
        SeedCorpus.FromText("đ"), SeedCorpus.FromText("\u212A"), SeedCorpus.FromText("😀"));

    private static readonly SourceCatalogue Sources = SourceCatalogue.Load(RepositoryRoot.Of("rules", "sources"));
    private static readonly RuleSet Rules = RuleSetLoader.Load([RepositoryRoot.Of("rules", "detection")], LogSourceBindings.Load(RepositoryRoot.Of("rules", "sources", "logsources.yml")));

    private readonly RecordParser _parser = new(Sources);
    private readonly EventMatcher _naive = new(Rules, MatchingEngine.Naive);
    private readonly EventMatcher _compiled = new(Rules);

    [Fact]
    public void Changed_records_become_events_that_match_alike()
    {
        var meter = new FuzzMeter(MostBytes);
        Seeds.ShouldAllBe(seed => Ends(seed));
        // One thread, as a worker has one parser and one matcher for all its events.
        Gen.Select(Gen.OneOf(Seeds), Gen.OneOf(Seeds), Gen.Select(Gen.Int[0, 1_200], Gen.Int[0, Mutation.Kinds - 1], Piece, (at, kind, piece) => new Mutation(at, kind, piece)).Array[1, 6])
            .Sample((seed, other, changes) => meter.Holds(() => Ends(Mutation.Apply(seed, other, changes))), iter: 4_000, time: Fuzz.SecondsOfReaders, threads: 1);
        output.WriteLine(meter.ToString());
    }

    private bool Ends(string record)
    {
        var bytes = SeedCorpus.Bytes(record);
        var read = _parser.Parse(new SpooledRecord(new EventId(0, 7), UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)), "s", "r", EventTransport.File, null, bytes, null));
        for (var i = 0; i < read.Fields.Count; i++)
        {
            if (!Utf8.IsValid(read.Fields[i].Name) || !Utf8.IsValid(read.Fields[i].Value))
                return false;
        }

        return read.Raw.Span.SequenceEqual(bytes) && Hits(_naive, read).SequenceEqual(Hits(_compiled, read), StringComparer.Ordinal);
    }

    private static List<string> Hits(EventMatcher matcher, LogEvent read)
    {
        var hits = new List<string>();
        matcher.Match(read, rule => hits.Add(rule.Id));
        return hits;
    }
}
