using System.Text.Json;
using HaiPhongSoc.Bench;
using HaiPhongSoc.Commands;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands;

/// <summary>What <c>soc bench detect</c> measures is what <c>soc hunt</c> does.</summary>
public sealed class BenchDetectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_matches_are_the_hits_of_a_hunt_rule_by_rule()
    {
        Directory.CreateDirectory(_folder.File("rules"));
        File.WriteAllText(_folder.File("rules/own.yml"), """
            title: Lines
            id: 11111111-2222-4333-8444-555555555551
            logsource: { product: linux, service: sshd }
            detection: { selection: { event.outcome: failure }, condition: selection }
            ---
            title: Negations alone
            id: 11111111-2222-4333-8444-555555555552
            logsource: { product: azure, service: signinlogs }
            detection: { selection: { no.such.field: x }, condition: not selection }
            ---
            title: Keywords
            id: 11111111-2222-4333-8444-555555555553
            logsource: { product: azure, service: signinlogs }
            detection: { selection: [ nobody ], condition: selection }
            """);
        Directory.CreateDirectory(_folder.File("events"));
        File.WriteAllLines(_folder.File("events/auth.log"), Enumerable.Range(0, 9).Select(i => $"Nov 24 10:00:{i:00} web sshd[{i + 1}]: Failed password for root from 203.0.113.77 port 5{i:000} ssh2"));
        File.WriteAllText(_folder.File("events/a.json"), "{\"x\":\"of nobody\"}\n{\n  \"y\": \"over\\nlines, of nobody\"\n}\n{\"z\":1}\n");
        string[] rules = [Requires.Corpus("sigmahq", "rules", "windows", "registry", "registry_delete"), _folder.File("rules")];
        string[] events = [Requires.Corpus("sigmahq", "regression_data", "rules", "windows", "registry", "registry_delete"), _folder.File("events")];

        var hunted = Hunt(events, rules);

        var set = RuleSetLoader.Load(rules, LogSourceBindings.Load(new DetectionOptions().EffectiveLogSourcesFile));
        var recorded = RecordedEvents.Load(events, int.MaxValue, problem => problem.ShouldBeNull());
        var bench = new DetectBench(recorded, set, rounds: 1);
        bench.Run();
        bench.Matches.ShouldBe(hunted.Values.Sum());
        var matched = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (parser, matcher) = (RecordedEvents.Parser(), new EventMatcher(set));
        for (var i = 0; i < recorded.Records.Count; i++)
            matcher.Match(parser.Parse(recorded[i]), rule => matched[rule.Id] = matched.GetValueOrDefault(rule.Id) + 1);
        matched.ShouldBe(hunted);
        hunted.Count.ShouldBeGreaterThan(6);
        (hunted["11111111-2222-4333-8444-555555555551"], hunted["11111111-2222-4333-8444-555555555553"]).ShouldBe((9, 2));
        hunted.ShouldNotContainKey("11111111-2222-4333-8444-555555555552");
    }

    private static SortedDictionary<string, int> Hunt(string[] events, string[] rules)
    {
        using StringWriter output = new(), errors = new();
        new HuntRun(events, rules, isJson: true, MatchingEngine.Compiled, output, errors, TimeProvider.System).Run().ShouldBe(ExitCodes.Found, errors.ToString());
        var hits = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var id = JsonDocument.Parse(line).RootElement.GetProperty("rule_id").GetString()!;
            hits[id] = hits.GetValueOrDefault(id) + 1;
        }

        return hits;
    }
}
