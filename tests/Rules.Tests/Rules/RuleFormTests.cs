using HaiPhongSoc.Detection.Cases;
using System.Text.RegularExpressions;
using HaiPhongSoc.Rules.Tests.Mutation;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>What every rule file of ours must be, whatever it detects.</summary>
public sealed partial class RuleFormTests
{
    private static readonly string[] Levels = ["informational", "low", "medium", "high", "critical"];

    private static readonly string[] Tactics =
    [
        "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation", "defense-evasion",
        "credential-access", "discovery", "lateral-movement", "collection", "command-and-control", "exfiltration", "impact",
    ];

    public static IEnumerable<TheoryDataRow<string>> Files => RuleFiles.Theory(RuleFiles.All);

    public static IEnumerable<TheoryDataRow<string>> Detections => RuleFiles.Theory(RuleFiles.Detections);

    [Theory]
    [MemberData(nameof(Files))]
    public void Says_who_wrote_it_when_and_what_it_means_in_both_languages(string path)
    {
        var rule = YamlTree.Parse(RuleFiles.Text(path));
        foreach (var key in new[] { "title", "title_vi", "description", "description_vi", "author", "date", "status" })
            Text(rule, key).ShouldNotBeNullOrWhiteSpace(key);
        Text(rule, "title").Length.ShouldBeLessThanOrEqualTo(100);
        Vietnamese().IsMatch(Text(rule, "title_vi")).ShouldBeTrue("title_vi has no Vietnamese letter");
        Vietnamese().IsMatch(Text(rule, "description_vi")).ShouldBeTrue("description_vi has no Vietnamese letter");
        Text(rule, "author").ShouldBe("HaiPhongSoc");
        Levels.ShouldContain(Text(rule, "level"), StringComparer.Ordinal);
        Guid.TryParseExact(Text(rule, "id"), "D", out _).ShouldBeTrue("id is no UUID");
        Texts(rule, "falsepositives").ShouldNotBeEmpty();
        Texts(rule, "references").ShouldAllBe(url => url.StartsWith("https://", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Names_a_tactic_a_technique_and_the_entities_of_its_alert(string path)
    {
        var rule = YamlTree.Parse(RuleFiles.Text(path));
        var tags = Texts(rule, "tags");
        tags.Count(tag => Technique().IsMatch(tag)).ShouldBeGreaterThan(0, "no attack.t… tag");
        tags.Where(tag => !Technique().IsMatch(tag)).Select(tag => tag["attack.".Length..]).Except(Tactics, StringComparer.Ordinal).ShouldBeEmpty();
        var soc = (YamlMappingNode)rule["soc"];
        soc.Children.Keys.Select(k => k.ToString()).ShouldBe(["entity", "window"]);
        Texts(soc, "entity").ShouldNotBeEmpty();
        Window().IsMatch(Text(soc, "window")).ShouldBeTrue("window is no time such as 4h");
    }

    [Theory]
    [MemberData(nameof(Detections))]
    public void Is_named_by_one_of_its_tactics(string path)
    {
        var tactics = Texts(YamlTree.Parse(RuleFiles.Text(path)), "tags")
            .Where(tag => !Technique().IsMatch(tag))
            .Select(tag => tag["attack.".Length..].Replace('-', '_'))
            .ToList();
        var name = path.Split('/')[^1];
        FileName().IsMatch(name).ShouldBeTrue($"{name} is not <tactic>_<what>.yml");
        tactics.Exists(t => name.StartsWith(t + "_", StringComparison.Ordinal)).ShouldBeTrue($"{name} begins with none of its tactics: {string.Join(", ", tactics)}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Has_at_least_two_cases_that_match_and_three_near_misses(string path)
    {
        File.Exists(RuleFiles.Full(RuleFiles.TestOf(path))).ShouldBeTrue($"{RuleFiles.TestOf(path)} is missing");
        var cases = RuleTestFile.Read(RuleFiles.Full(RuleFiles.TestOf(path)));
        Count(cases, matches: true).ShouldBeGreaterThanOrEqualTo(2, "cases that match");
        Count(cases, matches: false).ShouldBeGreaterThanOrEqualTo(3, "near misses");
        cases.Select(c => c.Name).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void No_two_rules_share_an_id_or_a_title()
    {
        var rules = RuleFiles.All.Select(path => YamlTree.Parse(RuleFiles.Text(path))).ToList();
        rules.Select(rule => Text(rule, "id")).ShouldBeUnique(StringComparer.Ordinal);
        rules.Select(rule => Text(rule, "title")).ShouldBeUnique(StringComparer.Ordinal);
        rules.Select(rule => Text(rule, "title_vi")).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_test_file_has_its_rule()
    {
        var orphans = RuleFiles.Below("rules", "detection").Concat(RuleFiles.Below("rules", "correlation"))
            .Where(path => path.EndsWith(".test.yml", StringComparison.Ordinal))
            .Where(path => !File.Exists(RuleFiles.Full(path.Replace(".test.yml", ".yml", StringComparison.Ordinal))));
        orphans.ShouldBeEmpty();
    }

    [Fact]
    public void Rules_are_where_rules_are_looked_for() => RuleFiles.All.Count().ShouldBeGreaterThanOrEqualTo(20);

    private static int Count(IEnumerable<RuleCase> cases, bool matches) =>
        cases.Where(c => c.Matches == matches).Sum(c => Math.Max(c.Records.Count, c.Sequence.Count > 0 ? 1 : 0));

    private static string Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? value.ToString() : throw new ShouldAssertException($"{key} is missing");

    private static IReadOnlyList<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? [.. ((YamlSequenceNode)value).Children.Select(n => n.ToString())] : throw new ShouldAssertException($"{key} is missing");

    [GeneratedRegex(@"^attack\.t\d{4}(\.\d{3})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Technique();

    [GeneratedRegex("^[1-9][0-9]*[mhd]$", RegexOptions.NonBacktracking)]
    private static partial Regex Window();

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)+\\.yml$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();

    [GeneratedRegex("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Vietnamese();
}
