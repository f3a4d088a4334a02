using System.Text.Json;
using HaiPhongSoc.Commands.Rules;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands.Rules;

/// <summary><c>soc rules list, explain, test, coverage</c> over one small set: a Windows rule, a Linux rule, one that is refused.</summary>
public sealed class RulesCommandsTests : IDisposable
{
    private const string Whoami = """
        title: Whoami
        id: 11111111-2222-4333-8444-555555555555
        logsource: { product: windows, category: process_creation }
        detection:
          selection:
            Image|endswith: ['\whoami.exe', '\id.exe']
            CommandLine|contains|all: ['/all', '/fo']
          filter: { User: null }
          condition: selection and not filter
        level: high
        tags: [attack.discovery, attack.t1033]
        """;

    private const string Sudo = """
        title: Useradd
        id: 22222222-2222-4333-8444-555555555555
        logsource: { product: linux, service: auth }
        detection: { selection: { event.action: user_added_to_group }, condition: selection }
        tags: [attack.t1098]
        """;

    private const string Event = """{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\Windows\\whoami.exe","CommandLine":"whoami /all /fo csv","User":"city\\anna"}""";
    private const string Other = """{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\Windows\\whoami.exe","CommandLine":"whoami /all"}""";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly string _rules;

    public RulesCommandsTests()
    {
        _rules = Directory.CreateDirectory(_folder.File("rules-of-the-test")).FullName;
        File.WriteAllText(Path.Combine(_rules, "whoami.yml"), Whoami);
        File.WriteAllText(Path.Combine(_rules, "useradd.yml"), Sudo);
        File.WriteAllLines(_folder.File("events.json"), [Event, Other]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_tells_the_state_of_each_rule_and_why()
    {
        File.WriteAllText(Path.Combine(_rules, "zz.yml"), Sudo.Replace("2222-2222", "3333-2222", StringComparison.Ordinal).Replace("event.action", "event.action|nonsense", StringComparison.Ordinal));

        RulesListCommand.Run([_rules], [_folder.File("events.json")], null, isJson: true, RuleTreatment.None, _output, _errors, TimeProvider.System).ShouldBe(1);

        var rows = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (Path.GetFileName(row.GetProperty("file").GetString()), row.GetProperty("state").GetString(), row.GetProperty("reason").GetString()!)).ToList();
        rows.Count.ShouldBe(3);
        rows.ShouldContain(("whoami.yml", "active", ""));
        rows.ShouldContain(("useradd.yml", "inert", "no event of its log source"));
        rows.Single(row => row.Item2 == "refused").Item3.ShouldContain("unknown modifier 'nonsense'");
        _errors.ToString().ShouldContain("1 inert, 1 active, 1 refused");
    }

    [Fact]
    public void The_table_keeps_to_the_asked_state()
    {
        RulesListCommand.Run([_rules], [_folder.File("events.json")], "inert", isJson: false, RuleTreatment.None, _output, _errors, TimeProvider.System).ShouldBe(0);
        _output.ToString().ShouldContain("Useradd");
        _output.ToString().ShouldNotContain("Whoami");
    }

    [Fact]
    public void A_match_is_explained_down_to_field_value_and_pattern()
    {
        Explain(Path.Combine(_rules, "whoami.yml"), 0).ShouldBe(1);
        _output.ToString().ShouldBe("""
            MATCH  Whoami  (11111111-2222-4333-8444-555555555555)
              ✓ log source: the rule is about product: windows, category: process_creation; the event is of product: windows
              ✓ and
                ✓ selection
                ✓ not
                  ✗ filter

              ✓ selection:
                ✓ Image|endswith (line 6) (any of these): 'C:\Windows\whoami.exe'
                  ✓ endswith '\whoami.exe'
                  ✗ endswith '\id.exe'
                ✓ CommandLine|contains|all (line 7) (all of these): 'whoami /all /fo csv'
                  ✓ contains|all '/all'
                  ✓ contains|all '/fo'

              ✗ filter:
                ✗ User (line 8): 'city\anna'
                  ✗ null

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void What_stood_in_the_way_is_shown_first()
    {
        Explain("11111111-2222-4333-8444-555555555555", 1).ShouldBe(0);
        var text = _output.ToString();
        text.ShouldStartWith("no match  Whoami");
        text.IndexOf("✗ contains|all '/fo'", StringComparison.Ordinal).ShouldBeInRange(0, text.IndexOf("✓ contains|all '/all'", StringComparison.Ordinal));
        text.ShouldContain("✓ User (line 8): the event has no such field");
    }

    [Fact]
    public void A_rule_of_another_log_source_says_that_it_is_never_asked()
    {
        Explain(Path.Combine(_rules, "useradd.yml"), 0).ShouldBe(0);
        _output.ToString().ShouldContain("✗ log source: the rule is about product: linux, service: auth");
        _output.ToString().ShouldContain("the rule is never asked about this event");
    }

    [Fact]
    public void A_rule_or_record_that_is_not_there_is_bad_input()
    {
        Explain("nothing", 0).ShouldBe(2);
        Explain(Path.Combine(_rules, "whoami.yml"), 7).ShouldBe(2);
        File.WriteAllText(Path.Combine(_rules, "bad.yml"), Whoami.Replace("|endswith", "|endsswith", StringComparison.Ordinal));
        Explain(Path.Combine(_rules, "bad.yml"), 0).ShouldBe(2);
        _errors.ToString().ShouldContain("endsswith");
    }

    [Fact]
    public void Cases_beside_rules_hold_or_are_named()
    {
        WriteCases("match", "no match");
        Test().ShouldBe(0);
        _errors.ToString().ShouldContain("2 cases of 1 files, 0 fail; 1 files have no test");
        Test(requires: true).ShouldBe(1);
        _output.ToString().ShouldContain("whoami.yml: has no test");

        WriteCases("no match", "match");
        _output.GetStringBuilder().Clear();
        Test().ShouldBe(1);
        _output.ToString().ShouldContain("useradd.yml: one: matches: ");
        _output.ToString().ShouldContain("useradd.yml: two: does not match: ");
    }

    [Theory]
    [InlineData("cases:\n  - {it: a, source: nowhere, expect: match, records: [x]}\n", "no source definition 'nowhere'")]
    [InlineData("cases:\n  - {it: a, source: linux-auth, records: [x]}\n", "expect is missing")]
    [InlineData("cases: [", "useradd.test.yml")]
    [InlineData("", "expected one document with 'cases'")]
    [InlineData("cases:\n  - {it: a, expect: match, sequence: [{at: soon, source: linux-auth, record: x}]}\n", "\"soon\" is no time")]
    public void A_wrong_test_file_fails_with_its_mistake(string text, string reason)
    {
        File.WriteAllText(Path.Combine(_rules, "useradd.test.yml"), text);
        Test().ShouldBe(1);
        _output.ToString().ShouldContain(reason);
    }

    [Fact]
    public void Coverage_tells_mapped_fed_fired_and_proved_and_writes_a_layer()
    {
        WriteCases("match", "no match");
        var layer = _folder.File("layer.json");
        RulesCoverageCommand.Run([_rules], [_folder.File("events.json")], layer, isJson: true, RuleTreatment.None, _output, _errors, TimeProvider.System).ShouldBe(0);

        var rows = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("technique").GetString()!, row => $"{row.GetProperty("fed")} {row.GetProperty("fired")} {row.GetProperty("hits")} {row.GetProperty("proved")}", StringComparer.Ordinal);
        rows.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["T1033"] = "1 1 1 0", ["T1098"] = "0 0 0 1" }, ignoreOrder: true);
        var techniques = JsonDocument.Parse(File.ReadAllText(layer)).RootElement.GetProperty("techniques").EnumerateArray().ToList();
        techniques.Select(technique => $"{technique.GetProperty("techniqueID")} {technique.GetProperty("score")}").ShouldBe(["T1033 3", "T1098 4"]);
    }

    private int Explain(string rule, long record) =>
        RulesExplainCommand.Run(rule, _folder.File("events.json"), record, File.Exists(rule) ? [] : [_rules], isJson: false, RuleTreatment.None, _output, _errors, TimeProvider.System);

    private int Test(bool requires = false) => RulesTestCommand.Run([_rules], isJson: false, requires, RuleTreatment.None, _output, _errors, TimeProvider.System);

    private void WriteCases(string first, string second) => File.WriteAllText(Path.Combine(_rules, "useradd.test.yml"), $$"""
        cases:
          - {it: one, source: linux-auth, expect: {{first}}, records: ["<86>Nov 24 08:15:02 web-dvc-02 useradd[40213]: add 'hotro2' to group 'sudo'"]}
          - {it: two, source: linux-auth, expect: {{second}}, records: ["<86>Nov 24 08:15:02 web-dvc-02 sshd[1]: something else"]}
        """);
}
