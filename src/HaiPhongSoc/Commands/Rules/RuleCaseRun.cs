using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using YamlDotNet.Core;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>A case that does not hold, or a test file that cannot be read.</summary>
internal sealed record FailedCase(string File, string Case, string Reason);

/// <summary>
/// Runs the cases beside rules (<c>x.yml</c>, <c>x.test.yml</c>) through the real source definitions, log source bindings and matcher: single records against the rules
/// of their file alone, sequences against the whole set, because correlations name rules of other files.
/// </summary>
internal sealed class RuleCaseRun(RuleSet all, Func<string, RuleSet> ofFile, TimeProvider clock)
{
    private readonly List<FailedCase> _failed = [];

    public IReadOnlyList<FailedCase> Failed => _failed;

    public int Cases { get; private set; }

    public static string TestOf(string ruleFile) => Path.ChangeExtension(ruleFile, null) + ".test.yml";

    /// <summary>True where every case of the file holds.</summary>
    public bool Run(string ruleFile)
    {
        var before = _failed.Count;
        try
        {
            foreach (var test in RuleTestFile.Read(TestOf(ruleFile)))
            {
                Cases++;
                if (Judge(ruleFile, test) is { } reason)
                    _failed.Add(new FailedCase(ruleFile, test.Name, reason));
            }
        }
        catch (YamlException fault)
        {
            _failed.Add(new FailedCase(TestOf(ruleFile), "", fault.Message));
        }

        return _failed.Count == before;
    }

    private string? Judge(string ruleFile, RuleCase test)
    {
        foreach (var record in test.Records.Concat(Timeline.Expand(test.Sequence)).DistinctBy(record => record.Definition, StringComparer.Ordinal))
        {
            if (!EventFiles.HasDefinition(record.Definition))
                return $"no source definition '{record.Definition}' comes with soc: name one of rules/sources";
        }

        if (test.Sequence.Count > 0)
        {
            var ids = all.Entries.Where(rule => rule.File == ruleFile).Select(rule => rule.Identity.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (ids.Count == 0)
                return "the rule is refused: soc rules lint tells why";
            var hits = Hits(all, Timeline.Expand(test.Sequence), ids);
            return hits > 0 == test.Matches ? null : test.Matches ? "the sequence should fire, and does not" : $"the sequence should not fire, and does {hits} times";
        }

        var own = ofFile(ruleFile);
        if (own.ActiveCount == 0)
            return "the rule is refused: soc rules lint tells why";
        var wrong = test.Records.Where(record => Hits(own, [record], null) > 0 != test.Matches).ToList();
        return wrong.Count == 0 ? null : $"{(test.Matches ? "does not match" : "matches")}: {wrong[0].Text}{(wrong.Count > 1 ? $" (and {wrong.Count - 1} more)" : "")}";
    }

    private int Hits(RuleSet rules, IReadOnlyList<RawRecord> records, HashSet<string>? ids)
    {
        using var metrics = new DetectionMetrics();
        var stage = new DetectionStage(rules, new NoRegister(), new DetectionOptions { RaiseFindings = false, TellContinuations = false }, metrics);
        var events = new EventFiles(clock);
        var hits = 0;
        foreach (var record in records)
        {
            var logEvent = events.Read(record);
            hits += stage.Process([logEvent], logEvent.ReceivedAt).Count(hit => ids is null || ids.Contains(hit.Rule.Id));
        }

        return hits;
    }
}

/// <summary>No system owns anything: commands over files know no register.</summary>
internal sealed class NoRegister : ISystemDirectory
{
    public SystemDirectorySnapshot Current => SystemDirectorySnapshot.Empty;
}
