using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests.Hostile;

/// <summary>Patterns that linear time cannot run: refused, or run under a time-out where the rule is allowed to.</summary>
public sealed class BacktrackingTests
{
    private const string Id = "6f3e2987-db24-4c78-a860-b4f4095a7095";

    // Of a run of a with something after it, exponential on an engine that backtracks.
    private const string Catastrophic = "^(?!b)(a+)+$";

    private static readonly MapEvent Hostile = new(("f", new string('a', 60) + "!"));
    private static readonly BacktrackingAllowance Allowed = new([Id], TimeSpan.FromSeconds(1));

    [Fact]
    public void Such_a_pattern_is_refused_unless_its_own_rule_is_allowed()
    {
        Read(Catastrophic, null).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("regex-backtracking");
        Read(Catastrophic, Allowed with { Rules = ["another"] }).Refused.ShouldBe(1);
        Read(Catastrophic, Allowed with { Rules = ["its_name"] }).Refused.ShouldBe(0);
        var allowed = Read(Catastrophic, Allowed with { Rules = [Id.ToUpperInvariant()] });
        allowed.Refused.ShouldBe(0);
        allowed.Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(
            "r.yml:8:11: warning regex-backtracking: the pattern needs backtracking, which this rule is allowed: it is left out once a value takes it longer than 1000 ms");
    }

    [Theory]
    [InlineData("^pass(?!word)", "passport", "password")]
    [InlineData(@"(?i)(ab)\1$", "xABab", "xabba")]
    [InlineData("(?<=cmd )/c", "CMD cmd /c", "cmd.exe /c")]
    [InlineData("(?>a+)b", "aab", "aac")]
    public void Where_it_is_allowed_both_engines_give_its_answer(string pattern, string matches, string other)
    {
        var rule = Read(pattern, Allowed).Rules.Single();
        var compiled = new Compiled.Engine(rule);
        foreach (var (text, expected) in new[] { (matches, true), (other, false) })
        {
            var @event = new MapEvent(("f", text));
            new NaiveMatcher(rule).Matches(@event).ShouldBe(expected);
            (compiled.Matches(@event).Count > 0).ShouldBe(expected);
            (compiled.MatchesUtf8(@event).Count > 0).ShouldBe(expected);
        }
    }

    [Fact]
    public void A_value_that_would_take_for_ever_ends_with_the_time_out()
    {
        var rule = Read(Catastrophic, Allowed with { MatchTimeout = TimeSpan.FromMilliseconds(20) }).Rules.Single();
        Should.Throw<RegexMatchTimeoutException>(() => new NaiveMatcher(rule).Matches(Hostile));
        Should.Throw<RegexMatchTimeoutException>(() => new Compiled.Engine(rule).Matches(Hostile));
    }

    [Fact]
    public void Of_an_allowed_rule_what_linear_time_can_run_still_runs_in_linear_time()
    {
        var rule = Read("^(a+)+$", Allowed with { MatchTimeout = TimeSpan.FromMilliseconds(1) });
        rule.Diagnostics.ShouldBeEmpty();
        new NaiveMatcher(rule.Rules.Single()).Matches(Hostile).ShouldBeFalse();
        Read("(a{1,500}){1,500}", Allowed).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("regex-too-large");
    }

    private static SigmaDocuments Read(string pattern, BacktrackingAllowance? allowance) => SigmaParser.Parse(
        $"title: T\nid: {Id}\nname: its_name\nlogsource:\n  category: c\ndetection:\n  selection:\n    f|re: '{pattern}'\n  condition: selection\n",
        "r.yml",
        backtracking: allowance);
}
