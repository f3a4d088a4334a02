using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests.Conformance;

/// <summary>Runs each entry of the suite as one test.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<(string, string), ConformanceCase> Suite = ConformanceCase.All().ToDictionary(entry => (entry.File, entry.Case.Name), entry => entry.Case);

    /// <summary>Every way to hold a rule against an event, by name. One line each.</summary>
    private static readonly Dictionary<string, Func<SigmaRule, Predicate<ISigmaEvent>>> Engines = new(StringComparer.Ordinal)
    {
        ["naive"] = rule => new NaiveMatcher(rule).Matches,
        ["compiled"] = rule => @event => new Compiled.Engine(rule).Matches(@event).Count > 0,
    };

    public static IEnumerable<TheoryDataRow<string, string, string>> Entries =>
        Engines.Keys.SelectMany(engine => Suite.Keys.Select(key => new TheoryDataRow<string, string, string>(engine, key.Item1, key.Item2)));

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_holds(string engine, string file, string name)
    {
        var entry = Suite[(file, name)];
        var documents = SigmaParser.Parse(entry.Text, file);
        documents.Diagnostics.Where(diagnostic => !diagnostic.IsError).Select(diagnostic => diagnostic.Id).ShouldBe(entry.Warnings);
        var error = documents.Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError);
        if (entry.Refused is not null)
        {
            error.ShouldNotBeNull();
            $"{error.Id} {error.Line} {error.Column}".ShouldBe(entry.Refused, error.Message);
            documents.Refused.ShouldBe(1);
            documents.Rules.Count.ShouldBe(entry.Text.Split("\n---\n").Length - 1);
            return;
        }

        error.ShouldBeNull();
        var filtered = documents.Filters.Aggregate(documents.Rules.Single(), (rule, filter) => filter.Apply(rule));
        var matches = Engines[engine](filtered);
        for (var i = 0; i < entry.Match.Count; i++)
            matches(entry.Match[i]).ShouldBeTrue($"match[{i}]");
        for (var i = 0; i < entry.NoMatch.Count; i++)
        {
            matches(entry.NoMatch[i]).ShouldBeFalse($"no_match[{i}]");
            new NaiveMatcher(filtered).Evidence(entry.NoMatch[i]).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_entry_expects_something() =>
        Suite.Values.Where(entry => entry.Refused is null && entry.Match.Count + entry.NoMatch.Count + entry.Warnings.Count == 0).ShouldBeEmpty();
}
