using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>All rules together, as the product loads them.</summary>
public sealed class RuleSetTests
{
    private static string[] Shipped => [RepositoryRoot.Of("rules", "detection"), RepositoryRoot.Of("rules", "correlation")];

    public static IEnumerable<TheoryDataRow<string>> Detections => RuleFiles.Theory(RuleFiles.Detections);

    [Fact]
    public void All_are_in_use()
    {
        var rules = Corridor.Load(Shipped);
        rules.Refused.ShouldBeEmpty();
        rules.ActiveCount.ShouldBe(RuleFiles.All.Count());
    }

    [Theory]
    [MemberData(nameof(Detections))]
    public void A_rule_meets_the_records_of_its_own_log_source(string path)
    {
        var rules = Corridor.Load([RuleFiles.Full(path)]);
        var records = RuleTestFile.Read(RuleFiles.Full(RuleFiles.TestOf(path))).SelectMany(test => test.Records.Select(record => (test, record))).ToList();
        foreach (var (test, record) in records)
            (Corridor.Run(rules, [record]).Count > 0).ShouldBe(test.Matches, $"{test.Name}: {record.Text}");
    }

    [Fact]
    public void Informational_rules_that_correlations_build_on_are_silent_even_where_those_generate()
    {
        var uploads = Timeline.Expand([new SequenceStep("web-combined", TimeSpan.Zero, 1, TimeSpan.Zero, AttackRecords.Upload)]);
        Corridor.Run(Corridor.Load(Shipped), uploads).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_that_are_more_than_informational_speak_for_themselves_although_a_correlation_builds_on_them()
    {
        var hits = Corridor.Run(Corridor.Load(Shipped), Timeline.Expand([new SequenceStep("web-combined", TimeSpan.Zero, 1, TimeSpan.Zero, AttackRecords.WebShell)]));
        hits.Select(hit => hit.Rule.Title).ShouldBe(["Command to a Script on the Web Server", "Script Answers From an Upload Folder"], ignoreOrder: true);
    }
}
