using CsCheck;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Tests.Compiled;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Hostile;

/// <summary>Rules of <c>Seeds/rules</c> and our own, whole and changed: whatever comes of it, it is read or refused with a place, and what is read matches alike in both engines.</summary>
public sealed class RuleFuzzTests(ITestOutputHelper output)
{
    private const long MostBytes = 256_000_000;

    private static readonly string[] Seeds =
    [
        .. SeedCorpus.Of("tests", "HaiPhongSoc.Sigma.Tests", "Hostile", "Seeds", "rules").Select(SeedCorpus.Text),
        .. Directory.EnumerateFiles(RepositoryRoot.Of("rules", "detection"), "*.yml", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".test.yml", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    private static readonly Gen<string> Piece = Pick.From(
        ":", "|", "\n", " ", "  ", "*", "?", "\\", "\\\\", "[", "]", "{", "}", "'", "\"", "- ", "|re", "|re|i|m|s", "|base64offset", "|wide", "|utf16", "|contains", "|all", "|windash", "|cidr",
        "|fieldref", "|expand", "|exists", "|cased", "|neq", "|gt", "|week", "null", "\0", "\uFEFF", "\uD800", "&a ", "*a", "!t ", "%x%", "(", ")", "not ", " and ", "1 of ", "them", "---\n",
        "(a+)+", "{1,900}", "\u212A", "ß", "😀", "10.0.0.0/8", "1e400", "0x", "-", "\u2015", "2026-02-30", "attack.t9999");

    private static readonly MapEvent[] Events =
    [
        new(),
        new(("Image", "C:\\Windows\\System32\\cmd.exe"), ("CommandLine", "cmd /c whoami –a K\u212A"), ("EventID", 4688), ("f", null), ("g", true), ("Time", "2026-03-01T08:15:00Z"), ("Ip", "10.1.2.3")),
        new(("Image", new object?[] { "a", null, 1, "" }), ("CommandLine", new string('a', 2_000)), ("f", "abc"), ("g", "ABC")),
    ];

    [Fact]
    public void Changed_rules_are_read_or_refused_and_match_alike()
    {
        var meter = new FuzzMeter(MostBytes);
        Seeds.ShouldAllBe(seed => Ends(seed));
        Gen.Select(Pick.From(Seeds), Pick.From(Seeds), Gen.Select(Gen.Int[0, 4_000], Gen.Int[0, Mutation.Kinds - 1], Piece, (at, kind, piece) => new Mutation(at, kind, piece)).Array[1, 6])
            .Sample((seed, other, changes) => meter.Holds(() => Ends(Mutation.Apply(seed, other, changes))), iter: 400, time: Fuzz.SecondsOfReaders);
        output.WriteLine(meter.ToString());
    }

    private static bool Ends(string text)
    {
        var documents = SigmaParser.Parse(text, "fuzz.yml");
        if (documents.Diagnostics.Any(diagnostic => diagnostic.Line < 1 || diagnostic.Column < 1)
            || documents.Refused > 0 != documents.Diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            return false;
        }

        if (documents.Rules.Count == 0)
            return true;
        var engine = new Engine(documents.Rules);
        var naive = documents.Rules.Select(rule => new NaiveMatcher(rule)).ToList();
        return Events.All(@event => engine.Matches(@event).SequenceEqual(Enumerable.Range(0, naive.Count).Where(i => naive[i].Matches(@event))));
    }
}
