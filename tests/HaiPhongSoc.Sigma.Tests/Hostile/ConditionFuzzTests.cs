using CsCheck;
using HaiPhongSoc.Sigma.Conditions;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Hostile;

/// <summary>Conditions of <c>Seeds/conditions</c> (one a line), whole and changed: each is read, or refused with a place within it.</summary>
public sealed class ConditionFuzzTests(ITestOutputHelper output)
{
    private const long MostBytes = 32_000_000;

    private static readonly string[] Names = ["selection", "sel_a", "sel_b", "filter_main_x", "filter-opt", "_hidden", "1", "not"];

    private static readonly string[] Seeds =
        [.. SeedCorpus.Of("tests", "HaiPhongSoc.Sigma.Tests", "Hostile", "Seeds", "conditions").SelectMany(file => SeedCorpus.Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    private static readonly Gen<string> Piece = Pick.From(
        "selection", "sel_a", "not ", " and ", " or ", " of ", "1", "2", "all", "any", "them", "sel*", "*", "_*", "(", ")", "((((", "))))", "_", "-", " ", "|", "count()", "\t", "\n", "\r", "NOT ", "AND",
        "ß", "\U0001F600", "\0", "\uD800", "\u00A0", "\"", "'", "near", "by", "==", ">");

    [Fact]
    public void Changed_conditions_are_read_or_refused_with_a_place_within()
    {
        var meter = new FuzzMeter(MostBytes);
        Seeds.ShouldAllBe(seed => Ends(seed));
        Gen.Select(Pick.From(Seeds), Pick.From(Seeds), Gen.Select(Gen.Int[0, 500], Gen.Int[0, Mutation.Kinds - 1], Piece, (at, kind, piece) => new Mutation(at, kind, piece)).Array[1, 8])
            .Sample((seed, other, changes) => meter.Holds(() => Ends(Mutation.Apply(seed, other, changes))), iter: 10_000, time: Fuzz.SecondsOfReaders);
        output.WriteLine(meter.ToString());
    }

    private static bool Ends(string text)
    {
        var condition = ConditionParser.Parse(text, Names, out var fault);
        return condition is null ? fault is { Message.Length: > 0 } && fault.Offset >= 0 && fault.Offset <= text.Length : fault is null;
    }
}
