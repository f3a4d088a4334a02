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

/// <summary>The public rules, their labelled samples and other recordings.</summary>
internal static class SigmaHq
{
    private static readonly string[] LiveFolders = ["rules", "rules-emerging-threats", "rules-threat-hunting", "rules-compliance"];
    private static readonly Lazy<RuleSet> Loaded = new(Load);
    private static readonly Lazy<List<(string RuleId, int AtLeast, string Sample)>> Labelled = new(ReadCases);
    private static readonly Lazy<Dictionary<string, List<LogEvent>>> Read = new(() =>
        Cases.Select(labelled => labelled.Sample).Distinct(StringComparer.Ordinal).ToDictionary(sample => sample, ReadSample, StringComparer.Ordinal));
    private static readonly SourceCatalogue Sources = SourceCatalogue.Load(RepositoryRoot.Of("rules", "sources"));

    public static long Now { get; } = UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    /// <summary>All live rules.</summary>
    public static RuleSet Live => Loaded.Value;

    public static DetectionStage Stage(MatchingEngine engine) =>
        new(Live, new NoRegister(), new DetectionOptions { RaiseFindings = false, Engine = engine }, new DetectionMetrics());

    /// <summary>The labelled positives: which rule must fire how often on which file.</summary>
    public static IReadOnlyList<(string RuleId, int AtLeast, string Sample)> Cases => Labelled.Value;

    /// <summary>The files of the labelled positives, each with its events.</summary>
    public static IReadOnlyDictionary<string, List<LogEvent>> Samples => Read.Value;

    private static List<(string RuleId, int AtLeast, string Sample)> ReadCases()
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

    // Every event of a sample can be read.
    private static List<LogEvent> ReadSample(string file)
    {
        var events = Stream(file).ToList();
        events.ShouldNotBeEmpty();
        events.ShouldAllBe(e => e.Fault == null);
        return events;
    }

    /// <summary>The events of a file or archive, one by one; with <paramref name="step"/>, one in so many.</summary>
    public static IEnumerable<LogEvent> Stream(string file, int step = 1)
    {
        var parser = new RecordParser(Sources);
        var reader = new LogFileReader(new LogFileOptions(), problem => problem.Kind.ShouldBe(FileProblemKind.Notice, problem.ToString()));
        var number = 0;
        foreach (var record in reader.Read(file))
        {
            if (number++ % step == 0)
                yield return parser.Parse(new SpooledRecord(new EventId(0, number), Now, "f", "r", EventTransport.File, null, record.Payload, record.FaultCode));
        }
    }

    /// <summary>The files that a hunt over a folder would read.</summary>
    public static IEnumerable<string> Files(string folder) =>
        new LogFileReader(new LogFileOptions(), problem => problem.Kind.ShouldBe(FileProblemKind.Notice, problem.ToString())).Files(folder).Order(StringComparer.Ordinal);

    private static RuleSet Load() => RuleSetLoader.Load(
        LiveFolders.Select(folder => Requires.Corpus("sigmahq", folder)),
        LogSourceBindings.Load(RepositoryRoot.Of("rules", "sources", "logsources.yml")));

    private sealed class NoRegister : ISystemDirectory
    {
        public SystemDirectorySnapshot Current => SystemDirectorySnapshot.Empty;
    }
}
