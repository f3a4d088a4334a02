using HaiPhongSoc.Rules.Tests.Mutation;
using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>Each rule over single events: read without a complaint, right on its cases, and each of its mutants noticed by them.</summary>
public sealed class DetectionRuleTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => RuleFiles.Theory(RuleFiles.Detections);

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_read_without_a_complaint(string path)
    {
        var documents = SigmaParser.Parse(RuleFiles.Text(path), path);
        documents.Diagnostics.ShouldBeEmpty();
        documents.Rules.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_right_on_every_record_of_its_cases(string path)
    {
        var matcher = new NaiveMatcher(SigmaParser.Parse(RuleFiles.Text(path), path).Rules.Single());
        foreach (var record in JudgedRecord.Of(path))
        {
            matcher.Matches(record.Event).ShouldBe(record.Matches, $"{record.Case}: {record.Text}");
            (matcher.Evidence(record.Event).Count > 0).ShouldBe(record.Matches, $"{record.Case}: evidence");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_mutant_is_noticed_by_a_case(string path)
    {
        var records = JudgedRecord.Of(path);
        var unnoticed = RuleMutator.Mutate(RuleFiles.Text(path)).Where(mutant => !IsNoticed(mutant, path, records)).Select(mutant => mutant.Change);
        unnoticed.ShouldBeEmpty($"{path}: no case notices these; write the missing record or drop what does nothing");
    }

    private static bool IsNoticed(Mutant mutant, string path, IReadOnlyList<JudgedRecord> records)
    {
        var documents = SigmaParser.Parse(mutant.Yaml, path);
        documents.Rules.Count.ShouldBe(1, $"mutant \"{mutant.Change}\" is no rule: {string.Join("; ", documents.Diagnostics)}");
        var matcher = new NaiveMatcher(documents.Rules[0]);
        return records.Any(record => matcher.Matches(record.Event) != record.Matches);
    }
}
