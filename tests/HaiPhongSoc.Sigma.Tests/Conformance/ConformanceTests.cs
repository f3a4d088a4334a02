using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Sigma.Tests.Conformance;

/// <summary>Runs each entry of the suite as one test.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<(string, string), ConformanceCase> Suite = ConformanceCase.All().ToDictionary(entry => (entry.File, entry.Case.Name), entry => entry.Case);

    /// <summary>Every way to hold a rule against an event, by name. One line each.</summary>
    private static readonly Dictionary<string, Func<SigmaRule, Predicate<ISigmaEvent>>> Engines = new(StringComparer.Ordinal)
    {
        ["naive"] = rule => new NaiveMatcher(rule).Matches,
        ["compiled"] = rule => OfBothReaders(new Compiled.Engine(rule)),
    };

    public static IEnumerable<TheoryDataRow<string, string, string>> Entries =>
        Engines.Keys.SelectMany(engine => Suite.Keys.Select(key => new TheoryDataRow<string, string, string>(engine, key.Item1, key.Item2)));

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_holds(string engine, string file, string name)
    {
        var entry = Suite[(file, name)];
        var documents = SigmaParser.Parse(entry.Text, file, entry.Placeholders.GetValueOrDefault);
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
        SigmaRule[] filtered = [.. documents.Rules.Select(rule => documents.Filters.Aggregate(rule, (so, filter) => filter.Apply(so)))];
        if (entry.Stream is null)
            SingleEvents(entry, filtered.Single(), Engines[engine]);
        else
            Stream(entry, [.. filtered.Select(rule => (rule.Metadata, Engines[engine](rule)))], documents.Correlations);
    }

    [Fact]
    public void Every_entry_expects_something() =>
        Suite.Values.Where(entry => entry.Refused is null && entry.Stream is null && entry.Match.Count + entry.NoMatch.Count + entry.Warnings.Count == 0).ShouldBeEmpty();

    [Fact]
    public void Every_row_is_covered_and_every_entry_names_rows_that_there_are()
    {
        var rows = File.ReadLines(Path.Combine(ConformanceCase.Folder, "rows.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(line => line.Split(' ')[0], line => line.Split(" -> ").ElementAtOrDefault(1), StringComparer.Ordinal);
        var named = Suite.Values.SelectMany(entry => entry.Covers).ToHashSet(StringComparer.Ordinal);
        named.Except(rows.Keys, StringComparer.Ordinal).ShouldBeEmpty("no such row");
        rows.Where(row => row.Value is null).Select(row => row.Key).Except(named, StringComparer.Ordinal).ShouldBeEmpty("no entry covers it");
        rows.Values.OfType<string>().Where(test => !File.Exists(RepositoryRoot.Of(test))).ShouldBeEmpty("no such test");
    }

    // An event that holds texts, and one that holds bytes, as those of a log do.
    private static Predicate<ISigmaEvent> OfBothReaders(Compiled.Engine engine) => @event =>
    {
        var found = engine.Matches(@event).Count > 0;
        (engine.MatchesUtf8(@event).Count > 0).ShouldBe(found, "the same as UTF-8");
        return found;
    };

    private static void SingleEvents(ConformanceCase entry, SigmaRule rule, Func<SigmaRule, Predicate<ISigmaEvent>> engine)
    {
        var matches = engine(rule);
        for (var i = 0; i < entry.Match.Count; i++)
            matches(entry.Match[i]).ShouldBeTrue($"match[{i}]");
        for (var i = 0; i < entry.NoMatch.Count; i++)
        {
            matches(entry.NoMatch[i]).ShouldBeFalse($"no_match[{i}]");
            new NaiveMatcher(rule).Evidence(entry.NoMatch[i]).ShouldBeEmpty();
        }
    }

    private static void Stream(ConformanceCase entry, (SigmaMetadata Metadata, Predicate<ISigmaEvent> Matches)[] rules, IReadOnlyList<SigmaCorrelation> correlations)
    {
        var engine = new CorrelationEngine<int>(correlations, [.. rules.Select(rule => rule.Metadata)], new CorrelationOptions());
        engine.NotRun.Select(pair => $"{pair.Correlation.Metadata.Name} {pair.Reason.Id}").ShouldBe(entry.NotRun);
        var (alerts, raised) = (new List<string>(), new List<CorrelationFire<int>>());
        for (var i = 0; i < entry.Stream!.Count; i++)
        {
            var (time, @event) = (entry.Stream[i].Second * 1_000_000L, entry.Stream[i].Event);
            raised.Clear();
            foreach (var (rule, _) in rules.Where(rule => rule.Matches(@event)))
            {
                var key = rule.Id ?? rule.Name!;
                if (!engine.IsSilenced(key))
                    alerts.Add($"{i} {rule.Name}");
                engine.Feed(new CorrelationInput<int>(key, time, i, field => @event.Values(field) is [var value, ..] ? value.Text : null), time, raised);
            }

            alerts.AddRange(raised.Where(fire => !fire.IsContinuation && !fire.IsSilenced).Select(fire => $"{i} {fire.Correlation.Metadata.Name}"));
        }

        alerts.ShouldBe(entry.Alerts);
    }
}
