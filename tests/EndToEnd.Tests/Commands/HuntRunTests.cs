using System.Text.Json;
using HaiPhongSoc.Commands;
using HaiPhongSoc.Commands.Rules;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands;

/// <summary><c>soc hunt</c> and <c>soc rules lint</c> as a script sees them: exit codes and lines.</summary>
public sealed class HuntRunTests : IDisposable
{
    private const string Rule = """
        title: Whoami
        id: 11111111-2222-4333-8444-555555555555
        status: test
        logsource: { product: windows, category: process_creation }
        detection:
          selection:
            Image|endswith: '\whoami.exe'
            CommandLine|contains: '/all'
          condition: selection
        level: high
        author: Somebody
        tags: [attack.discovery, attack.t1033]
        """;

    private const string Event = """{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","UtcTime":"2026-11-24 03:00:00.5","Image":"C:\\Windows\\whoami.exe","CommandLine":"whoami /all"}""";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hit_is_one_json_object_a_line_and_exit_code_1()
    {
        File.WriteAllText(_folder.File("a.json"), $"{{\"x\":1}}\n{Event}\n");

        Hunt(isJson: true).ShouldBe(1);

        var line = _output.ToString().TrimEnd('\n');
        line.ShouldNotContain("\n");
        var hit = JsonDocument.Parse(line).RootElement;
        hit.GetProperty("rule_id").GetString().ShouldBe("11111111-2222-4333-8444-555555555555");
        hit.GetProperty("rule_title").GetString().ShouldBe("Whoami");
        hit.GetProperty("level").GetString().ShouldBe("high");
        hit.GetProperty("file").GetString().ShouldBe(_folder.File("a.json"));
        hit.GetProperty("record").GetInt64().ShouldBe(1);
        hit.GetProperty("time").GetString().ShouldBe("2026-11-24T03:00:00.500000Z");
        var matched = hit.GetProperty("matched").EnumerateArray().ToDictionary(m => m.GetProperty("field").GetString()!, StringComparer.Ordinal);
        matched["Image"].GetProperty("value").GetString().ShouldBe(@"C:\Windows\whoami.exe");
        matched["CommandLine"].GetProperty("pattern").GetString()!.ShouldContain("/all");
    }

    [Fact]
    public void The_table_names_rule_and_record()
    {
        File.WriteAllText(_folder.File("a.json"), Event);

        Hunt(isJson: false).ShouldBe(1);

        _output.ToString().ShouldContain("Whoami");
        _output.ToString().ShouldContain("a.json:0");
    }

    [Fact]
    public void Log_text_cannot_speak_to_the_terminal()
    {
        File.WriteAllText(_folder.File("a.json"), Event.Replace("whoami /all", "\\u001b[31m[red]whoami[/] /all", StringComparison.Ordinal));

        Hunt(isJson: false).ShouldBe(1);

        _output.ToString().ShouldNotContain('\u001b');
        _output.ToString().ShouldContain("[red]");
    }

    [Fact]
    public void Nothing_found_is_exit_code_0_with_no_output()
    {
        File.WriteAllText(_folder.File("a.json"), "{\"x\":1}\n");

        Hunt(isJson: true).ShouldBe(0);

        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_record_is_exit_code_2_with_file_and_position()
    {
        File.WriteAllText(_folder.File("a.json"), "{\"x\":1}\n{\"y\":\n");

        Hunt(isJson: true).ShouldBe(2);

        _errors.ToString().ShouldContain($"{_folder.File("a.json")} at byte 13: record 1: ");
    }

    [Fact]
    public void A_path_or_rule_folder_that_is_not_there_is_exit_code_2()
    {
        Run(_folder.File("nowhere"), RulesFolder(), true).ShouldBe(2);
        File.WriteAllText(_folder.File("a.json"), Event);
        Run(_folder.File("a.json"), _folder.File("norules"), true).ShouldBe(2);
    }

    [Fact]
    public void A_correlation_over_log_lines_is_one_hit_that_counts_its_events()
    {
        File.WriteAllLines(_folder.File("auth.log"), Enumerable.Range(0, 9).Select(i => $"Nov 24 10:00:{i:00} web sshd[{i + 1}]: Failed password for root from 203.0.113.77 port 5{i:000} ssh2"));
        var folder = Directory.CreateDirectory(_folder.File("rules-of-the-test")).FullName;
        File.WriteAllText(Path.Combine(folder, "guessing.yml"), """
            title: Failed
            name: failed
            logsource: { product: linux, service: sshd }
            detection: { selection: { event.outcome: failure }, condition: selection }
            ---
            title: Guessing
            id: 22222222-2222-4333-8444-555555555555
            correlation: { type: event_count, rules: [failed], group-by: [source.ip], timespan: 1m, condition: { gte: 5 } }
            level: high
            """);

        Hunt(isJson: true).ShouldBe(1);

        var hit = JsonDocument.Parse(_output.ToString()).RootElement;
        hit.GetProperty("rule_title").GetString().ShouldBe("Guessing");
        hit.GetProperty("record").GetInt64().ShouldBe(4);
        hit.GetProperty("events").GetInt64().ShouldBe(5);
    }

    [Fact]
    public void Lint_tells_place_and_reason_of_each_refused_rule()
    {
        var folder = RulesFolder();
        File.WriteAllText(Path.Combine(folder, "bad.yml"), Rule.Replace("|endswith", "|endsswith", StringComparison.Ordinal).Replace("1111-2222", "2222-2222", StringComparison.Ordinal));

        Lint(folder).ShouldBe(1);

        _output.ToString().ShouldStartWith(Path.Combine(folder, "bad.yml") + ":7:");
        _output.ToString().ShouldContain("endsswith");
        File.Delete(Path.Combine(folder, "bad.yml"));
        Lint(folder).ShouldBe(0);
    }

    private int Lint(string folder) => new RulesLintRun("text", "error", isStrict: false, fixes: false, RuleTreatment.None, _output, _errors).Run([folder]);

    private int Hunt(bool isJson) => Run(_folder.Path, RulesFolder(), isJson);

    private int Run(string path, string rules, bool isJson) => new HuntRun([path], [rules], isJson, HaiPhongSoc.Detection.MatchingEngine.Compiled, _output, _errors, TimeProvider.System).Run();

    private string RulesFolder()
    {
        var folder = Directory.CreateDirectory(_folder.File("rules-of-the-test")).FullName;
        File.WriteAllText(Path.Combine(folder, "whoami.yml"), Rule);
        return folder;
    }
}
