using CsCheck;
using HaiPhongSoc.Sigma.Linting;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Linting;

/// <summary>Each check finds what it is for, at its place, and is silent on a rule that is right.</summary>
public sealed class SigmaLinterTests
{
    private const string Right = """
        title: Somebody does something   # a comment
        id: 5b5b6a3e-0f3c-4c0e-9d55-0c7f6b0e6a11
        related:
            - id: 6b5b6a3e-0f3c-4c0e-9d55-0c7f6b0e6a11
              type: derived
        status: test
        description: Tells what is detected and why it matters
        references:
            - https://example.org/a
        author: Somebody
        date: 2025-01-02
        modified: 2025-02-03
        tags:
            - attack.execution
            - attack.t1059.001
            - cve.2021-44228
        logsource:
            category: process_creation
            product: windows
        detection:
            selection:
                Image|endswith: '\a.exe'
                CommandLine|contains|all:
                    - ' -x'
                    - ' -y'
            condition: selection
        falsepositives:
            - Unknown
        level: high
        """;

    [Fact]
    public void A_right_rule_has_no_finding() => Lint(Right).ShouldBeEmpty();

    /// <summary>What is replaced in the right rule, by what, and the finding that it must cause: id, line, and the line after the fix ("-" = it is gone, "" = none).</summary>
    public static TheoryData<string, string, string, int, string> Cases => new()
    {
        { "id: 5b5b6a3e-0f3c-4c0e-9d55-0c7f6b0e6a11\n", "", "id-missing", 1, "" },
        { "id: 5b5b6a3e", "id: x5b5b6a3e", "id-not-uuid", 2, "" },
        { "status: test\n", "", "status-missing", 1, "" },
        { "status: test", "status: Test", "status-case", 6, "status: test" },
        { "status: test", "status: unsupported", "status-unsupported", 6, "" },
        { "status: test", "status: testing", "status-unknown", 6, "" },
        { "description: Tells what is detected and why it matters\n", "", "description-missing", 1, "" },
        { "Tells what is detected and why it matters", "Too short", "description-short", 7, "" },
        { "author: Somebody\n", "", "author-missing", 1, "" },
        { "date: 2025-01-02\n", "", "date-missing", 1, "" },
        { "date: 2025-01-02", "date: 2025/01/02", "date-format", 11, "date: 2025-01-02" },
        { "date: 2025-01-02", "date: yesterday", "date-format", 11, "" },
        { "modified: 2025-02-03", "modified: 2024-02-03", "modified-before-date", 12, "" },
        { "level: high", "", "level-missing", 1, "" },
        { "level: high", "level: High # loud", "level-case", 29, "level: high # loud" },
        { "Somebody does something ", "Somebody does something. ", "title-full-stop", 1, "title: Somebody does something   # a comment" },
        { "title: Somebody does something ", "title: ' Somebody' ", "title-whitespace", 1, "title: 'Somebody'   # a comment" },
        { "title: Somebody does something ", $"title: {new string('a', 257)} ", "title-long", 1, "" },
        { "related:", "realted:", "attribute-misspelt", 3, "related:" },
        { "references:", "reference:", "attribute-misspelt", 8, "references:" },
        { "status: test", "Status: test", "attribute-case", 6, "status: test" },
        { "type: derived", "type: stolen", "related", 5, "" },
        { "id: 6b5b6a3e", "id: 6b5b", "related", 4, "" },
        { "- https://example.org/a", "- see the wiki", "reference-not-url", 9, "" },
        { "- https://example.org/a\n", "- https://example.org/a\n    - https://example.org/a\n", "references-repeated", 10, "-" },
        { "- attack.execution\n", "- attack.execution\n    - attack.execution\n", "tags-repeated", 15, "-" },
        { "attack.execution", "attack.Execution", "tag-case", 14, "    - attack.execution" },
        { "attack.execution", "attack.privilege_escalation", "tag-attack", 14, "    - attack.privilege-escalation" },
        { "attack.t1059.001", "attack.t1059.1", "tag-attack", 15, "" },
        { "attack.execution", "attackexecution", "tag-format", 14, "" },
        { "attack.execution", "mine.execution", "tag-namespace", 14, "" },
        { "cve.2021-44228", "cve.2021.44228", "tag-cve", 16, "    - cve.2021-44228" },
        { "cve.2021-44228", "cve.log4shell", "tag-cve", 16, "" },
        { "cve.2021-44228", "tlp.purple", "tag-tlp", 16, "" },
        { "cve.2021-44228", "car.2016-04", "tag-car", 16, "" },
        { "cve.2021-44228", "stp.9", "tag-stp", 16, "" },
        { "cve.2021-44228", "detection.other", "tag-detection", 16, "" },
        { "cve.2021-44228", "d3fend.d3_x", "tag-d3fend", 16, "" },
        { "product: windows", "product: Windows", "logsource-case", 19, "    product: windows" },
        { "product: windows", "product: windows\n    zone: dmz", "logsource-attribute", 20, "" },
        { "Image|endswith: '\\a.exe'", "Image: 'x**y'", "wildcard-repeated", 22, "        Image: 'x*y'" },
        { "Image|endswith: '\\a.exe'", "Image: '*\\a.exe'", "wildcard-instead-of-endswith", 22, "" },
        { "Image|endswith: '\\a.exe'", "Image: 'C:\\*'", "wildcard-escaped", 22, "" },
        { "Image|endswith: '\\a.exe'", "Image: 'C:\\\\*'", "wildcard-instead-of-startswith", 22, "" },
        { "Image|endswith: '\\a.exe'", "Image: ['*a*', '*b*']", "wildcard-instead-of-contains", 22, "" },
        { "Image|endswith: '\\a.exe'", "EventID: '4688'", "number-as-text", 22, "" },
        { "Image|endswith: '\\a.exe'", "Image: \"C:\\temp\\n\"", "value-control-character", 22, "" },
        { "Image|endswith: '\\a.exe'", "Image|endswith|endswith: '\\a.exe'", "modifier-repeated", 22, "" },
        { "Image|endswith: '\\a.exe'", "Image|base64offset: 'abcdef'", "modifier-base64offset-without-contains", 22, "" },
        { "CommandLine|contains|all", "CommandLine|all", "modifier-all-without-contains", 23, "" },
        { "- ' -y'\n", "- ' -y'\n            - ' -y'\n", "value-repeated", 26, "-" },
        { "condition: selection", "condition: all of them", "condition-all-of-them", 26, "" },
        { "condition: selection", "condition: 1 of them", "condition-them-single", 26, "" },
        { "condition: selection", "condition: NOT selection", "condition-case", 26, "    condition: not selection" },
        { "condition: selection", "condition: selection\n    other: {a: b}", "detection-unused", 27, "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_check_finds_its_mistake_and_the_fix_mends_that_alone(string part, string with, string id, int line, string fixedLine)
    {
        Right.ShouldContain(part);
        var text = Right.Replace(part, with, StringComparison.Ordinal);
        var finding = Lint(text).Where(finding => finding.Id == id).ShouldHaveSingleItem();
        finding.Line.ShouldBe(line);
        (finding.Edit is not null).ShouldBe(fixedLine.Length > 0);
        if (finding.Edit is null)
            return;

        var mended = SigmaLinter.Fix(text, SigmaLinter.Lint(text, Path));
        var expected = text.Split('\n').ToList();
        if (fixedLine == "-")
            expected.RemoveAt(line - 1);
        else
            expected[line - 1] = fixedLine;
        mended.ShouldBe(string.Join('\n', expected));
        Lint(mended).ShouldNotContain(left => left.Id == id);
    }

    [Theory]
    [InlineData("product: windows\n    service: sysmon", "EventID: 1", true)]
    [InlineData("product: windows\n    service: security", "EventID: [4688, 4624]", true)]
    [InlineData("product: windows\n    service: security", "EventID: 4624", false)]
    [InlineData("product: windows", "EventID: 1", false)]
    public void Events_that_have_a_category_are_told(string logSource, string item, bool told) =>
        Lint(Right.Replace("product: windows", logSource, StringComparison.Ordinal).Replace("Image|endswith: '\\a.exe'", item, StringComparison.Ordinal))
            .Any(finding => finding.Id == "logsource-specific").ShouldBe(told);

    [Fact]
    public void What_is_used_twice_across_files_is_told()
    {
        var files = new[] { SigmaLinter.Lint(Right, "one/somebody_does.yml"), SigmaLinter.Lint(Right, "two/somebody_does.yml") };
        SigmaLinter.Across(files).Select(finding => (finding.Id, finding.Path)).ShouldBe(
            [("filename-duplicate", "two/somebody_does.yml"), ("id-duplicate", "two/somebody_does.yml"), ("title-duplicate", "two/somebody_does.yml")]);
        SigmaLinter.Lint(Right, "a.yml").Findings.Select(finding => finding.Id).ShouldBe(["filename-length"]);
    }

    [Fact]
    public void All_fixes_of_a_file_are_made_at_once_and_line_ends_stay()
    {
        var text = Right.Replace("high", "High", StringComparison.Ordinal).Replace("attack.execution", "attack.Execution", StringComparison.Ordinal).Replace("2025-01-02", "2025/01/02", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        SigmaLinter.Fix(text, SigmaLinter.Lint(text, Path)).ShouldBe(Right.Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Fixing_broken_texts_never_throws_and_never_breaks_more()
    {
        Gen.Select(Gen.Int[0, Right.Length], Pick.From("\n", ": ", "- ", "'", "\"", "**", "High", "#", "{", "\t", "|all", "ß", "😀", "&a ")).Array[1, 4].Sample(
            changes =>
            {
                var text = Right;
                foreach (var (at, piece) in changes)
                    text = text.Insert(Math.Min(at, text.Length), piece);
                var linted = SigmaLinter.Lint(text, Path);
                var mended = SigmaLinter.Fix(text, linted);
                return linted.Findings.Count(finding => finding.Severity == LintSeverity.Error)
                    >= SigmaLinter.Lint(mended, Path).Findings.Count(finding => finding.Severity == LintSeverity.Error);
            },
            iter: 400, time: Fuzz.Seconds);
    }

    private const string Path = "rules/somebody_does_something.yml";

    private static IReadOnlyList<LintFinding> Lint(string text) => SigmaLinter.Lint(text, Path).Findings;
}
