using System.Globalization;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Files;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Detection.Tests.Corpus;

/// <summary>The labelled positives of SigmaHQ: each rule fires on its own sample at least as often as it says.</summary>
public sealed class SigmaHqRegressionTests(ITestOutputHelper output)
{
    private static readonly string[] LiveFolders = ["rules", "rules-emerging-threats", "rules-threat-hunting", "rules-compliance"];
    private static readonly Lazy<RuleSet> Live = new(Load);
    private static readonly SourceCatalogue Sources = SourceCatalogue.Load(RepositoryRoot.Of("rules", "sources"));
    private static readonly long Now = UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void All_live_rules_load_but_those_that_need_placeholders()
    {
        var rules = Live.Value;

        rules.Refused.Select(r => r.ToString()).ShouldAllBe(reason => reason.Contains("expand", StringComparison.Ordinal));
        rules.RefusedCount.ShouldBe(2);
        rules.ActiveCount.ShouldBe(3_755);
    }

    [Fact]
    public void Each_labelled_sample_fires_its_rule()
    {
        var stage = new DetectionStage(Live.Value, new NoRegister(), new DetectionOptions { RaiseFindings = false }, new DetectionMetrics());
        var cases = Cases();
        var missed = new List<string>();
        var noise = new Dictionary<string, int>(StringComparer.Ordinal);

        foreach (var (ruleId, atLeast, sample) in cases)
        {
            var hits = stage.Process(Read(sample), Now);
            var own = hits.Count(hit => hit.Rule.Id == ruleId);
            if (own < atLeast)
                missed.Add($"{sample}: {own} of {atLeast}");
            foreach (var hit in hits.Where(hit => hit.Rule.Id != ruleId))
                noise[hit.Rule.Title] = noise.GetValueOrDefault(hit.Rule.Title) + 1;
        }

        output.WriteLine($"{cases.Count - missed.Count} of {cases.Count} samples fired their rule; {noise.Values.Sum()} hits of {noise.Count} other rules:");
        foreach (var (title, count) in noise.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Take(15))
            output.WriteLine($"  {count,3} {title}");
        cases.Count.ShouldBe(202);
        missed.ShouldBeEmpty();
        stage.Quarantined.ShouldBeEmpty();
    }

    private static RuleSet Load() => RuleSetLoader.Load(
        LiveFolders.Select(folder => Requires.Corpus("sigmahq", folder)),
        LogSourceBindings.Load(RepositoryRoot.Of("rules", "sources", "logsources.yml")));

    private static List<(string RuleId, int AtLeast, string Sample)> Cases()
    {
        var root = Requires.Corpus("sigmahq");
        var cases = new List<(string, int, string)>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "regression_data"), "info.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(File.ReadAllText(file)));
            var info = (YamlMappingNode)yaml.Documents[0].RootNode;
            if (!info.Children.TryGetValue("regression_tests_info", out var tests) || tests is not YamlSequenceNode list)
                continue;
            var ruleId = ((YamlScalarNode)info["rule_metadata"][0]["id"]).Value!;
            foreach (var test in list.Cast<YamlMappingNode>())
            {
                var count = test.Children.TryGetValue("match_count", out var node) ? int.Parse(((YamlScalarNode)node).Value!, CultureInfo.InvariantCulture) : 1;
                var evtx = ((YamlScalarNode)test["path"]).Value!;
                cases.Add((ruleId, count, Path.Combine(root, Path.ChangeExtension(evtx, ".json"))));
            }
        }

        return cases;
    }

    private static List<LogEvent> Read(string file)
    {
        var parser = new RecordParser(Sources);
        var reader = new LogFileReader(new LogFileOptions(), problem => Assert.Fail(problem.ToString()));
        var events = reader.Read(file)
            .Select((record, i) => parser.Parse(new SpooledRecord(new EventId(0, i), Now, "f", "r", EventTransport.File, null, record.Payload, record.FaultCode)))
            .ToList();
        events.ShouldNotBeEmpty();
        events.ShouldAllBe(e => e.Fault == null);
        return events;
    }

    private sealed class NoRegister : ISystemDirectory
    {
        public SystemDirectorySnapshot Current => SystemDirectorySnapshot.Empty;
    }
}
