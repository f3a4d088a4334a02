using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Rules.Tests.Mutation;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>Each correlation, fed with sequences of records: right on its cases, and each of its mutants noticed by them.</summary>
public sealed class CorrelationTests
{
    private static readonly Lazy<Dictionary<string, string>> PathByKey = new(Index);

    public static IEnumerable<TheoryDataRow<string>> Files => RuleFiles.Theory(RuleFiles.Correlations);

    [Theory]
    [MemberData(nameof(Files))]
    public void Fires_on_the_sequences_that_it_should_and_on_no_other(string path)
    {
        var rules = new CorrelatedRules(WithWhatItNames(path));
        foreach (var test in RuleTestFile.Read(RuleFiles.Full(RuleFiles.TestOf(path))))
            (rules.Fires(Timeline.Expand(test.Sequence)) > 0).ShouldBe(test.Matches, test.Name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_mutant_is_noticed_by_a_case(string path)
    {
        var cases = RuleTestFile.Read(RuleFiles.Full(RuleFiles.TestOf(path))).Select(test => (test.Matches, Records: Timeline.Expand(test.Sequence))).ToList();
        var named = WithWhatItNames(path).Skip(1).ToList();
        var unnoticed = CorrelationMutator.Mutate(RuleFiles.Text(path))
            .Where(mutant => new CorrelatedRules([(mutant.Change, mutant.Yaml), .. named]) is var rules && cases.TrueForAll(test => rules.Fires(test.Records) > 0 == test.Matches))
            .Select(mutant => mutant.Change);
        unnoticed.ShouldBeEmpty($"{path}: no case notices these; write the missing sequence");
    }

    // The correlation first, then the rules and correlations that it names, and those that these name.
    private static List<(string Path, string Text)> WithWhatItNames(string path)
    {
        var found = new List<string> { path };
        for (var i = 0; i < found.Count; i++)
        {
            if (!YamlTree.Parse(RuleFiles.Text(found[i])).Children.TryGetValue("correlation", out var correlation))
                continue;
            foreach (var key in ((YamlSequenceNode)correlation["rules"]).Children.Select(node => node.ToString()))
            {
                PathByKey.Value.ShouldContainKey(key, $"{found[i]} names a rule that is not there");
                if (!found.Contains(PathByKey.Value[key], StringComparer.Ordinal))
                    found.Add(PathByKey.Value[key]);
            }
        }

        return found.ConvertAll(file => (file, RuleFiles.Text(file)));
    }

    private static Dictionary<string, string> Index()
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in RuleFiles.All)
        {
            var rule = YamlTree.Parse(RuleFiles.Text(path));
            index.Add(rule["id"].ToString(), path);
            if (rule.Children.TryGetValue("name", out var name))
                index.Add(name.ToString(), path);
        }

        return index;
    }
}
