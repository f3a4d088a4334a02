using System.Text;
using System.Text.Json;
using HaiPhongSoc.Commands.Rules;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands.Rules;

/// <summary><c>soc rules lint</c> as a script sees it: exit codes, lines, files after <c>--fix</c>.</summary>
public sealed class RulesLintRunTests : IDisposable
{
    private const string Rule = "title: Somebody does something\nid: 11111111-2222-4333-8444-555555555555\nstatus: test # keep me\ndescription: Says what it is about\nauthor: A\ndate: 2025/01/02\n"
        + "logsource:\n    category:   process_creation\ndetection:\n    selection: {f|expand: '%admins%'}\n    condition: selection\nlevel: High\n";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fixing_changes_only_what_is_wrong_byte_for_byte()
    {
        var file = _folder.File("somebody_does.yml");
        File.WriteAllBytes(file, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Rule)]);
        var placeholders = RuleTreatment.Load([], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["admins"] = ["anna"] });

        Lint(placeholders, fixes: true).ShouldBe(0);

        File.ReadAllBytes(file).ShouldBe([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Rule.Replace("2025/01/02", "2025-01-02", StringComparison.Ordinal).Replace("High", "high", StringComparison.Ordinal))]);
        _errors.ToString().ShouldContain("2 findings fixed in 1 files");
    }

    [Fact]
    public void A_rule_whose_placeholder_has_no_values_is_refused_with_its_place()
    {
        File.WriteAllText(_folder.File("somebody_does.yml"), Rule);

        Lint(RuleTreatment.None, fixes: false, format: "json").ShouldBe(1);

        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var refused = lines.Single(line => line.GetProperty("severity").GetString() == "error");
        refused.GetProperty("code").GetString().ShouldBe("expand-unresolved");
        refused.GetProperty("line").GetInt32().ShouldBe(10);
        lines.Single(line => line.GetProperty("code").GetString() == "date-format").GetProperty("fixable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Warnings_end_with_1_only_when_asked_for()
    {
        File.WriteAllText(_folder.File("somebody_does.yml"), Rule.Replace("|expand", "", StringComparison.Ordinal));
        Lint(RuleTreatment.None, fixes: false).ShouldBe(0);
        Lint(RuleTreatment.None, fixes: false, isStrict: true).ShouldBe(1);
        Lint(RuleTreatment.None, fixes: false, format: "table").ShouldBe(0);
        _output.ToString().ShouldContain("date-format");
    }

    [Fact]
    public void A_wrong_pipeline_file_is_told_with_its_place_before_any_rule()
    {
        var file = _folder.File("p.yml");
        File.WriteAllText(file, "transformations:\n- type: nonsense\n");
        Should.Throw<InvalidDataException>(() => RuleTreatment.Load([file], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)))
            .Message.ShouldBe($"{file}:2:9: error pipeline: unknown transformation 'nonsense'");
    }

    [Fact]
    public void What_a_pipeline_refuses_is_an_error_of_the_rule()
    {
        File.WriteAllText(_folder.File("somebody_does.yml"), Rule.Replace("|expand", "", StringComparison.Ordinal));
        var file = Directory.CreateDirectory(_folder.File("pipelines")).FullName + "/p.txt";
        File.WriteAllText(file, "transformations:\n- {type: rule_failure, message: not on this system}\n");

        Lint(RuleTreatment.Load([file], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)), fixes: false).ShouldBe(1);

        _output.ToString().ShouldContain("not on this system");
    }

    private int Lint(RuleTreatment treatment, bool fixes, string format = "text", bool isStrict = false) =>
        new RulesLintRun(format, "warning", isStrict, fixes, treatment, _output, _errors).Run([_folder.Path]);
}
