using System.Globalization;
using System.Text.Json;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Commands;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands;

/// <summary><c>soc regulation lint, diff</c>: what a writer of profiles reads, and what a script goes by.</summary>
public sealed class RegulationCommandsTests : IDisposable
{
    private static readonly string Current = RepositoryRoot.Of("rules", "regulation", "vn-2026.yml");
    private static readonly string Legacy = RepositoryRoot.Of("rules", "regulation", "vn-2023-plan40.yml");
    private static readonly string WorkingDays = RepositoryRoot.Of("rules", "regulation", "vn-working-days.yml");
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_files_are_fine()
    {
        RegulationCommands.Lint([Current, Legacy, WorkingDays], _output, _errors).ShouldBe(0);

        _output.ToString().ShouldBeEmpty();
        _errors.ToString().ShouldContain($"{Current}: vn-2026, ");
        _errors.ToString().ShouldContain($"{WorkingDays}: working days, holidays of 2023");
        _errors.ToString().ShouldEndWith("3 files are fine, 0 refused\n");
    }

    [Fact]
    public async Task A_faulty_file_is_told_with_line_column_and_reason_and_the_command_ends_with_1()
    {
        var (bad, line) = Edited("    confidence: verified", "    confidence: certain");

        var (exitCode, output, errors) = await SocProcess.RunAsync(TimeSpan.FromMinutes(4), _folder.Path, "regulation", "lint", Current, bad);

        exitCode.ShouldBe(1, errors);
        output.TrimEnd().ShouldBe($"{bad}:{line}:17: incident_clocks[0].confidence is \"certain\": write one of verified, secondary, to-be-confirmed");
        errors.TrimEnd().ShouldEndWith("1 files are fine, 1 refused");
    }

    [Fact]
    public void A_file_that_is_not_there_and_one_that_is_no_profile_are_refused()
    {
        File.WriteAllText(_folder.File("text.yml"), "- a list\n");

        RegulationCommands.Lint([_folder.File("none.yml"), _folder.File("text.yml")], _output, _errors).ShouldBe(1);

        var told = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        told.Length.ShouldBe(2);
        told[0].ShouldStartWith($"{_folder.File("none.yml")}: cannot be read");
        told[1].ShouldBe($"{_folder.File("text.yml")}:1:1: one mapping of keys is expected");
    }

    [Fact]
    public void Nothing_differs_from_itself()
    {
        RegulationCommands.Diff(Current, Current, isJson: false, Vietnamese, _output, _errors).ShouldBe(0);

        _output.ToString().ShouldBeEmpty();
        _errors.ToString().ShouldBe("vn-2026 → vn-2026: 0 added, 0 changed, 0 removed\n");
    }

    [Fact]
    public async Task What_a_later_profile_says_otherwise_is_told_row_by_row_and_the_command_ends_with_1()
    {
        var (later, _) = Edited("    months: 6\n", "    months: 9\n");

        var (exitCode, output, errors) = await SocProcess.RunAsync(TimeSpan.FromMinutes(4), _folder.Path, "regulation", "diff", Current, later);

        exitCode.ShouldBe(1, errors);
        output.ShouldBe("~ log_retention/security-logs [4]: Lưu trữ nhật ký an ninh mạng (TCVN 14423:2026, x.8.2.1)\n    months: 6 tháng → 9 tháng\n");
        errors.ShouldBe("vn-2026 → vn-2026: 0 added, 1 changed, 0 removed\n");
    }

    [Fact]
    public void Every_change_is_one_line_of_json_for_a_script()
    {
        RegulationCommands.Diff(Legacy, Current, isJson: true, Vietnamese, _output, _errors).ShouldBe(1);

        var changes = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        changes.Count.ShouldBeGreaterThan(50);
        changes.Select(c => c.GetProperty("kind").GetString()).Distinct(StringComparer.Ordinal).ShouldBe(["added", "changed", "removed"], ignoreOrder: true);
    }

    [Fact]
    public void A_profile_that_is_refused_is_compared_with_nothing()
    {
        var (bad, line) = Edited("    confidence: verified", "    confidence: certain");

        RegulationCommands.Diff(Current, bad, isJson: false, Vietnamese, _output, _errors).ShouldBe(2);

        _output.ToString().ShouldBeEmpty();
        _errors.ToString().ShouldStartWith($"{bad}:{line}:17: ");
    }

    // The first place alone.
    private (string File, int Line) Edited(string good, string bad)
    {
        var shipped = File.ReadAllText(Current);
        var at = shipped.IndexOf(good, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0);
        File.WriteAllText(_folder.File("edited.yml"), shipped[..at] + bad + shipped[(at + good.Length)..]);
        return (_folder.File("edited.yml"), shipped[..at].Count(c => c == '\n') + 1);
    }
}
