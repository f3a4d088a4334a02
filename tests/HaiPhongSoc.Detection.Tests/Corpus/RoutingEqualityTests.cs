using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;
using YamlDotNet.RepresentationModel;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests.Corpus;

/// <summary>
/// Every log source that public rules name, against events of every kind: the compiled engine on its routes gives what the naive one gives, and both give what the
/// bindings say rule by rule, without routes.
/// </summary>
public sealed class RoutingEqualityTests(ITestOutputHelper output)
{
    private static readonly string BindingsFile = RepositoryRoot.Of("rules", "sources", "logsources.yml");
    private static readonly LogSourceBindings Bindings = LogSourceBindings.Load(BindingsFile);

    // One that nearly every event fulfils, one with a field, and one of negations, which has nothing to be looked up by.
    private static readonly string[] Detections =
        ["a: [e]\n  condition: a", "a: { EventID: [1, 3, 11, 12, 13, 4104, 4688] }\n  condition: a", "a: { no.such.field: x }\n  condition: not a"];

    [Fact]
    public void Each_log_source_meets_the_same_events_in_both_engines()
    {
        RuleLogSource[] sources = [.. SigmaHq.Live.EventRules.Select(rule => rule.LogSource).Distinct()];
        var rules = Load(sources);
        var (naive, compiled) = (new EventMatcher(rules, MatchingEngine.Naive), new EventMatcher(rules));
        var (events, matches, unmet) = (0, 0, rules.EventRules.Select(rule => rule.Identity.Title).ToHashSet(StringComparer.Ordinal));
        foreach (var logEvent in Events(sources))
        {
            List<string> byNaive = [], byCompiled = [];
            naive.Match(logEvent, rule => byNaive.Add(rule.Title));
            compiled.Match(logEvent, rule => byCompiled.Add(rule.Title));

            byCompiled.ShouldBe(byNaive, logEvent.LogSource.ToString());
            byNaive.ShouldBe(WithoutRoutes(rules, logEvent), logEvent.LogSource.ToString());
            unmet.ExceptWith(byNaive);
            (events, matches) = (events + 1, matches + byNaive.Count);
        }

        output.WriteLine($"{sources.Length} log sources, {events} events, {matches} matches, equal");
        sources.Length.ShouldBeGreaterThan(100);
        events.ShouldBeGreaterThan(sources.Length + 100);
        unmet.Where(title => title.StartsWith("0 ", StringComparison.Ordinal)).ShouldBeEmpty("a log source that no event met");
    }

    private static RuleSet Load(RuleLogSource[] sources)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("rules.yml"), string.Join("---\n", sources.SelectMany(source => Detections.Select((detection, i) =>
            $"title: {i} {source.Product}/{source.Category}/{source.Service}\nlogsource:\n{Line("product", source.Product)}{Line("category", source.Category)}{Line("service", source.Service)}detection:\n  {detection}\n"))));
        var rules = RuleSetLoader.Load([folder.Path], Bindings);
        rules.Refused.ShouldBeEmpty();
        return rules;
    }

    private static string Line(string key, string? value) => value is null ? "" : $"  {key}: {value}\n";

    // Each log source by its own name, each binding as it says, one of the labelled samples of each kind, and lines that the parsers of the corridor read.
    private static IEnumerable<LogEvent> Events(RuleLogSource[] sources) =>
        sources.Select(source => AnEvent().Of(source.Product, source.Category, source.Service).Raw("seen").Build())
            .Append(AnEvent().Raw("seen").Build())
            .Concat(Bound())
            .Concat(SigmaHq.Samples.Values.SelectMany(sample => sample).DistinctBy(EventKind.Of))
            .Concat(Lines());

    private static IEnumerable<LogEvent> Bound()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(BindingsFile)));
        foreach (var entry in ((YamlSequenceNode)yaml.Documents[0].RootNode["bindings"]).SelectMany(binding => (YamlSequenceNode)binding["events"]).Cast<YamlMappingNode>())
        {
            string? First(string key) => entry.Children.TryGetValue(key, out var node) ? (node is YamlSequenceNode list ? list[0] : node).ToString() : null;
            var twin = AnEvent().Of(First("product") ?? "windows", First("category"), First("service")).Raw("seen");
            foreach (var (field, value) in new[] { ("Channel", First("channel")), ("EventID", First("event_id") ?? "7"), ("Provider_Name", First("provider")) })
                _ = value is null ? twin : twin.With(field, value);
            yield return twin.Build();
            if (!entry.Children.TryGetValue("where", out var where))
                continue;
            foreach (var (field, value) in ((YamlMappingNode)where).Children)
                twin.With(field.ToString(), (value is YamlSequenceNode list ? list[0] : value).ToString());
            yield return twin.Build();
        }
    }

    private static List<LogEvent> Lines()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("lines.log"),
        [
            "<86>2025-11-03T10:00:00Z web-01 sshd[77]: Failed password for root from 203.0.113.7 port 5022 ssh2",
            "<86>2025-11-03T10:00:00Z web-01 sudo: lan : TTY=pts/0 ; PWD=/home/lan ; USER=root ; COMMAND=/usr/bin/id",
            "203.0.113.7 - - [03/Nov/2025:10:00:00 +0700] \"GET /index.php HTTP/1.1\" 200 12 \"-\" \"curl/8\"",
        ]);
        File.WriteAllLines(folder.File("events.json"),
        [
            """{"EventTime":"2025-11-03T10:00:00Z","Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\Windows\\cmd.exe"}""",
            """{"EventTime":"2025-11-03T10:00:00Z","Channel":"Microsoft-Windows-Sysmon/Operational","EventID":11,"TargetFilename":"C:\\a.txt"}""",
            """{"EventTime":"2025-11-03T10:00:00Z","Channel":"Application","EventID":77,"SourceName":"x","Message":"some text"}""",
            """{"x":"of nobody","e":1}""",
        ]);
        return [.. new[] { "lines.log", "events.json" }.SelectMany(file => SigmaHq.Stream(folder.File(file)))];
    }

    private static IEnumerable<string> WithoutRoutes(RuleSet rules, LogEvent logEvent)
    {
        var view = new LogEventView();
        view.Show(logEvent);
        return rules.EventRules.Where(rule => Meets(rule.LogSource, logEvent) && rule.Matches(view) && !rule.IsForeign(view)).Select(rule => rule.Identity.Title);
    }

    private static bool Meets(RuleLogSource rule, LogEvent logEvent) =>
        Bindings.Meets(rule, EventKind.Of(logEvent)) is { } groups && (groups.Length == 0 || groups.Any(group => group.All(condition => condition.Holds(logEvent.Fields))));
}
