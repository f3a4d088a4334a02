using HaiPhongSoc.Rules.Tests.Mutation;
using HaiPhongSoc.Rules.Tests.Rules;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Playbooks;

/// <summary>What every playbook of ours must be, beyond its schema (which Operations checks at start).</summary>
public sealed class PlaybookTests
{
    private static readonly string[] PhasesInOrder = ["identify", "preserve", "contain", "analyse", "eradicate", "recover", "lessons"];

    public static IEnumerable<TheoryDataRow<string>> Files =>
        RuleFiles.Theory(RuleFiles.Below("playbooks").Where(path => path.EndsWith(".yml", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Names_rules_and_techniques_that_rules_of_ours_have(string path)
    {
        var applies = (YamlMappingNode)Read(path)["applies"];
        var rules = RuleFiles.All.Select(file => YamlTree.Parse(RuleFiles.Text(file))).ToList();
        Texts(applies, "rules").Except(rules.Select(rule => rule["id"].ToString()), StringComparer.Ordinal).ShouldBeEmpty();
        var techniques = rules.SelectMany(rule => Texts(rule, "tags")).Select(tag => tag["attack.".Length..].ToUpperInvariant()).ToList();
        Texts(applies, "attack").Where(technique => !techniques.Exists(tag => tag == technique || tag.StartsWith(technique + ".", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Goes_through_the_phases_in_the_order_of_the_decree(string path)
    {
        var phases = Tasks(path).Select(task => Array.IndexOf(PhasesInOrder, task["phase"].ToString())).ToList();
        phases.ShouldBeInOrder();
        new[] { 0, 1, 2, 3, 6 }.Except(phases).ShouldBeEmpty("identify, preserve, contain, analyse and lessons are never left out");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Gives_less_time_for_level_3_and_less_again_for_level_4(string path)
    {
        foreach (var task in Tasks(path))
        {
            var due = (YamlMappingNode)task["due"];
            Minutes(due["3"]).ShouldBeLessThan(Minutes(due["default"]), task["id"].ToString());
            Minutes(due["4"]).ShouldBeLessThan(Minutes(due["3"]), task["id"].ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Evidence_is_kept_no_later_than_it_could_be_destroyed(string path)
    {
        var keep = Tasks(path).Where(task => task["phase"].ToString() == "preserve").Min(task => Minutes(task["due"]["3"]));
        var contain = Tasks(path).Where(task => task["phase"].ToString() == "contain" && task["needs_approval"].ToString() == "true").Min(task => Minutes(task["due"]["3"]));
        keep.ShouldBeLessThanOrEqualTo(contain);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Says_the_clocks_of_the_law_and_cites_them(string path)
    {
        var classify = Tasks(path).Single(task => task["id"].ToString() == "classify");
        foreach (var language in new[] { "vi", "en" })
        {
            foreach (var clock in new[] { "24", "72" })
                classify["guide"][language].ToString().ShouldContain(clock);
        }

        Texts(Read(path), "references").ShouldContain(reference => reference.Contains("331/2026/NĐ-CP", StringComparison.Ordinal));
    }

    private static YamlMappingNode Read(string path) => YamlTree.Parse(RuleFiles.Text(path));

    private static IEnumerable<YamlNode> Tasks(string path) => ((YamlSequenceNode)Read(path)["tasks"]).Children;

    private static IEnumerable<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? ((YamlSequenceNode)value).Children.Select(node => node.ToString()) : [];

    private static int Minutes(YamlNode due)
    {
        var text = due.ToString();
        var number = int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture);
        return text[^1] switch { 'm' => number, 'h' => number * 60, 'd' => number * 1_440, _ => throw new FormatException(text) };
    }
}
