using System.Diagnostics;
using HaiPhongSoc.Sigma.Compiled;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests.Compiled;

/// <summary>What the compiled engine costs, whatever rules and events are made of.</summary>
public sealed class CompiledBoundsTests
{
    [Fact]
    public void Every_kind_of_test_has_a_compiled_twin()
    {
        // One line of each; that they agree is the oracle's business.
        string[] items =
        [
            "f: a", "f: 1", "f: null", "f|exists: true", "f|re: a", "f|cidr: 10.0.0.0/8", "f|gt: 1", "f|hour: 1", "f|fieldref: g", "f|base64offset: abc",
            "f: [a, b, c, d, e, f, g]", "f|contains: [a, b, c, d, e, f, g]",
        ];
        var used = new HashSet<Type>();
        foreach (var item in items)
        {
            var rule = Rule.ParseItem(item).Rules.Single();
            _ = new Engine(rule);
            used.UnionWith(rule.Detections["selection"].Alternatives[0].Items[0].Folded.Select(test => test.GetType()));
        }

        var all = typeof(ValueTest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ValueTest)) && !type.IsAbstract);
        all.Except(used).ShouldBeEmpty();
    }

    [Fact]
    public void An_event_that_matches_nothing_costs_no_memory()
    {
        var rules = CompiledRuleSet.Compile(Rules(
            "f|contains: [whoami, mimikatz]", "f|endswith: '\\evil.exe'", "g: 4688", "f|re: 'abcdef.*x'", "f|startswith: other", "h|cidr: 10.0.0.0/8", "f|contains|all: [quick, slow]", "g|gt: 100000"));
        var index = rules.IndexAll();
        var matcher = new CompiledMatcher(rules);
        var reader = new SigmaEventReader(rules);
        reader.Show(new MapEvent(("f", "The Quick brown fox: C:\\Windows\\explorer.exe đ abcdefg"), ("g", 46_880), ("h", "2001:db8::1")));
        var matches = new List<int>();

        // Code that the runtime has not compiled for good yet puts on the heap what it later does not; on a busy machine that comes late. And where another
        // test's garbage is collected meanwhile, what the runtime had set aside for this thread counts as used.
        var started = Stopwatch.GetTimestamp();
        while (Allocated(10_000) > 0)
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(60), "it allocates however long it has run");
        matches.ShouldBeEmpty();

        long Allocated(int times)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times; i++)
                matcher.Match(index, reader, matches);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Only_rules_whose_witness_is_there_are_evaluated()
    {
        var rules = CompiledRuleSet.Compile(Rules([.. Enumerable.Range(0, 3_000).Select(i => $"f|contains: needle{i:0000}x")]));
        var reader = new SigmaEventReader(rules);
        reader.Show(new MapEvent(("f", "a haystack with needle0042x and needle1234x in it")));

        new CompiledMatcher(rules).Candidates(rules.IndexAll(), reader).ToArray().ShouldBe([42, 1234]);
    }

    [Fact]
    public void Literals_that_have_all_in_common_are_still_found_in_a_long_value()
    {
        // Each is a run of the same letter, so that all stand under one gram; the value is 200 kB of it.
        var rules = Rules([.. Enumerable.Range(4, 400).Select(length => $"f|contains: {new string('a', length)}")]);
        var engine = new Engine(rules);

        engine.Matches(new MapEvent(("f", new string('A', 200_000)))).Count.ShouldBe(400);
        engine.Matches(new MapEvent(("f", string.Concat(Enumerable.Repeat("aaaaaaaab", 20_000))))).Count.ShouldBe(5);
    }

    [Fact]
    public void A_list_of_ten_thousand_values_is_one_look()
    {
        var list = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"\n    - value{i}"));
        var engine = new Engine(Rule.Parse($"selection:\n  f:{list}\ncondition: selection").Rules.Single());

        engine.Matches(new MapEvent(("f", "VALUE9999"))).ShouldBe([0]);
        engine.Matches(new MapEvent(("f", "value10000"))).ShouldBeEmpty();
    }

    [Fact]
    public void A_field_of_a_hundred_thousand_values_is_looked_through()
    {
        var engine = new Engine(Rules("f|contains: needle", "f|endswith: none"));

        engine.Matches(new MapEvent(("f", Enumerable.Range(0, 100_000).Select(object? (i) => $"v{i}").Append("a needle").ToArray()))).ShouldBe([0]);
    }

    [Fact]
    public void Deep_conditions_are_evaluated()
    {
        var condition = string.Concat(Enumerable.Repeat("not (", 100)) + "selection" + new string(')', 100);
        var documents = Rule.Parse($"selection:\n  f: a\ncondition: {condition}");
        if (documents.Rules is not [var rule]) // too deep is refused with a reason, never a crash
        {
            documents.Diagnostics.ShouldContain(diagnostic => diagnostic.IsError);
            return;
        }

        var naive = new NaiveMatcher(rule);
        foreach (var value in (string[])["a", "b"])
            (new Engine(rule).Matches(new MapEvent(("f", value))).Count > 0).ShouldBe(naive.Matches(new MapEvent(("f", value))));
    }

    private static List<SigmaRule> Rules(params string[] items) => [.. items.Select(item => Rule.ParseItem(item).Rules.Single())];
}
