namespace HaiPhongSoc.Rules.Tests.Mutation;

public sealed class RuleMutatorTests
{
    private const string Rule =
        """
        title: A Rule
        detection:
          tool:
            Image|endswith:
              - /rm
              - /shred
            User: root
          by_words:
            - one
            - two
          known:
            - Path: /tmp
              Size: 0
            - Path: /var
          condition: tool and 1 of by_* and not known
        """;

    private const string Correlation =
        """
        title: A Correlation
        correlation:
          type: event_count
          rules: [a]
          group-by: [source.ip, host.name]
          timespan: 5m
          condition:
            gte: 20
        """;

    [Fact]
    public void Every_selection_item_and_value_is_touched_once() =>
        RuleMutator.Mutate(Rule).Select(m => m.Change).ShouldBe(
        [
            "selection tool always holds",
            "selection tool never holds",
            "selection tool is negated",
            "item Image|endswith of tool is dropped",
            "value /rm of tool.Image|endswith is dropped",
            "value /shred of tool.Image|endswith is dropped",
            "item User of tool is dropped",
            "selection by_words always holds",
            "selection by_words never holds",
            "value one of by_words is dropped",
            "value two of by_words is dropped",
            "selection known always holds",
            "selection known never holds",
            "selection known is negated",
            "value { { Path, /tmp }, { Size, 0 } } of known is dropped",
            "value { { Path, /var } } of known is dropped",
            "item Path of known[0] is dropped",
            "item Size of known[0] is dropped",
        ]);

    [Fact]
    public void A_negated_selection_is_negated_where_it_stands_and_nowhere_else() =>
        ConditionOf(Mutant("selection known is negated")).ShouldBe("tool and 1 of by_* and not (not known)");

    [Fact]
    public void A_dropped_value_leaves_its_neighbours()
    {
        var tool = Mutant("value /rm of tool.Image|endswith is dropped")["detection"]["tool"];
        tool["Image|endswith"].ToString().ShouldBe("[ /shred ]");
        tool["User"].ToString().ShouldBe("root");
    }

    [Fact]
    public void No_mutant_is_the_rule_itself()
    {
        var original = YamlTree.Write(YamlTree.Parse(Rule));
        RuleMutator.Mutate(Rule).ShouldAllBe(m => m.Yaml != original);
        RuleMutator.Mutate(Rule).Select(m => m.Yaml).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void A_correlation_is_moved_by_one_in_threshold_time_and_group()
    {
        CorrelationMutator.Mutate(Correlation).Select(m => m.Change).ShouldBe(
        [
            "source.ip of group-by is dropped",
            "host.name of group-by is dropped",
            "timespan 5m is halved",
            "timespan 5m is doubled",
            "gte 20 becomes 19",
            "gte 20 becomes 21",
        ]);
        YamlTree.Parse(CorrelationMutator.Mutate(Correlation).Single(m => m.Change == "timespan 5m is halved").Yaml)["correlation"]["timespan"].ToString().ShouldBe("150s");
    }

    private static YamlDotNet.RepresentationModel.YamlMappingNode Mutant(string change) =>
        YamlTree.Parse(RuleMutator.Mutate(Rule).Single(m => m.Change == change).Yaml);

    private static string ConditionOf(YamlDotNet.RepresentationModel.YamlMappingNode rule) => rule["detection"]["condition"].ToString();
}
