using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Detection.Tests.Corpus;

/// <summary>The labelled positives of SigmaHQ: each rule fires on its own sample at least as often as it says.</summary>
public sealed class SigmaHqRegressionTests(ITestOutputHelper output)
{
    [Fact]
    public void All_live_rules_load_but_those_that_need_placeholders()
    {
        var rules = SigmaHq.Live;

        rules.Refused.Select(r => r.ToString()).ShouldAllBe(reason => reason.Contains("expand", StringComparison.Ordinal));
        rules.RefusedCount.ShouldBe(2);
        rules.ActiveCount.ShouldBe(3_755);
    }

    // The naive engine's answers are equal, evidence and all (EngineEqualityTests).
    [Fact]
    public void Each_labelled_sample_fires_its_rule()
    {
        var stage = SigmaHq.Stage(MatchingEngine.Compiled);
        var missed = new List<string>();
        foreach (var (ruleId, atLeast, sample) in SigmaHq.Cases)
        {
            var own = stage.Process(SigmaHq.Samples[sample], SigmaHq.Now).Count(hit => hit.Rule.Id == ruleId);
            if (own < atLeast)
                missed.Add($"{sample}: {own} of {atLeast}");
        }

        output.WriteLine($"{SigmaHq.Cases.Count - missed.Count} of {SigmaHq.Cases.Count} samples fired their rule");
        SigmaHq.Cases.Count.ShouldBe(202);
        missed.ShouldBeEmpty();
        stage.Quarantined.ShouldBeEmpty();
    }

    [Fact]
    public void Hits_of_other_rules_on_the_samples_are_those_that_were_looked_at()
    {
        var stage = SigmaHq.Stage(MatchingEngine.Compiled);
        var noise = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (ruleId, _, sample) in SigmaHq.Cases)
        {
            foreach (var hit in stage.Process(SigmaHq.Samples[sample], SigmaHq.Now).Where(hit => hit.Rule.Id != ruleId))
                noise[hit.Rule.Id] = noise.GetValueOrDefault(hit.Rule.Id) + 1;
        }

        var table = "hits  rule\n" + string.Concat(noise.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{n.Value,4}  {n.Key}\n"));

        var approved = RepositoryRoot.Of("tests", "HaiPhongSoc.Detection.Tests", "Corpus", "Noise.approved.txt");
        if (Environment.GetEnvironmentVariable("SOC_APPROVE") == "1")
            File.WriteAllText(approved, table);
        table.ShouldBe(File.ReadAllText(approved), "the noise of the rules has changed: look at it, then run again with SOC_APPROVE=1");
    }
}
