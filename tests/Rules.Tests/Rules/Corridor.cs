using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Rules.Tests.Cases;
using HaiPhongSoc.Testing;
using NSubstitute;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>From raw records to hits, by the real source definitions, log source bindings, matcher and correlations. The register is empty: findings are off.</summary>
internal static class Corridor
{
    private static readonly Lazy<LogSourceBindings> Bindings = new(() => LogSourceBindings.Load(RepositoryRoot.Of("rules", "sources", "logsources.yml")));

    public static RuleSet Load(IEnumerable<string> fullPaths) => RuleSetLoader.Load(fullPaths, Bindings.Value);

    /// <summary>The hits of these records, in their order; batches of one, as slow senders give them.</summary>
    public static IReadOnlyList<RuleHit> Run(RuleSet rules, IEnumerable<RawRecord> records)
    {
        var directory = Substitute.For<ISystemDirectory>();
        directory.Current.Returns(SystemDirectorySnapshot.Empty);
        using var metrics = new DetectionMetrics();
        var stage = new DetectionStage(rules, directory, new DetectionOptions { RaiseFindings = false }, metrics);
        var reader = new EventReader();
        var hits = new List<RuleHit>();
        foreach (var record in records)
        {
            var logEvent = reader.Read(record);
            hits.AddRange(stage.Process([logEvent], logEvent.ReceivedAt));
        }

        stage.Quarantined.ShouldBeEmpty();
        return hits;
    }
}
