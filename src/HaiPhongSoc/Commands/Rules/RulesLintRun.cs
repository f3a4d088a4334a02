using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Sigma.Linting;
using Spectre.Console;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>One run of <c>soc rules lint</c>.</summary>
internal sealed class RulesLintRun(string format, string level, bool isStrict, bool fixes, RuleTreatment treatment, TextWriter output, TextWriter errors)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public int Run(IReadOnlyList<string> folders) => Guarded.OverFiles(() => Lint(RuleFlags.FoldersOf(folders)), errors);

    private int Lint(IReadOnlyList<string> folders)
    {
        var placeholders = treatment.Pipeline.Placeholders(treatment.Placeholders);
        var files = new List<LintedFile>();
        var (fixedFiles, fixedFindings) = (0, 0);
        foreach (var file in RuleSetLoader.Files(folders))
        {
            var text = File.ReadAllText(file);
            var linted = SigmaLinter.Lint(text, file, placeholders, treatment.Backtracking);
            if (fixes && SigmaLinter.Fix(text, linted) is var better && !string.Equals(better, text, StringComparison.Ordinal) && TryReplace(file, text, better))
            {
                var after = SigmaLinter.Lint(better, file, placeholders, treatment.Backtracking);
                fixedFiles++;
                fixedFindings += linted.Findings.Count - after.Findings.Count;
                linted = after;
            }

            files.Add(linted);
        }

        // What only shows when rules are loaded together: correlations without their rules, what a pipeline refuses, settings of ours.
        var rules = RuleFlags.Load(folders, treatment, errors);
        var findings = Joined(files, rules);
        Write(findings);
        if (fixes)
            errors.WriteLine($"{fixedFindings} findings fixed in {fixedFiles} files");
        errors.WriteLine(Summary(findings, rules));
        return rules.RefusedCount > 0 || (isStrict && findings.Any(finding => finding.Severity == LintSeverity.Warning)) ? ExitCodes.Found : ExitCodes.Ok;
    }

    private static List<LintFinding> Joined(List<LintedFile> files, RuleSet rules)
    {
        var findings = files.SelectMany(file => file.Findings).Concat(SigmaLinter.Across(files)).ToList();
        var known = findings.Select(finding => (finding.Path, finding.Line, finding.Id)).ToHashSet();
        findings.AddRange(rules.Refused
            .Where(refused => !known.Contains((refused.File, refused.Line, refused.Code)))
            .Select(refused => new LintFinding(refused.Code, LintSeverity.Error, refused.Reason, refused.File, refused.Line, refused.Column)));
        return [.. findings.OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }

    private void Write(List<LintFinding> findings)
    {
        var least = level switch { "error" => LintSeverity.Error, "warning" => LintSeverity.Warning, _ => LintSeverity.Information };
        var shown = findings.Where(finding => finding.Severity >= least);
        if (format == "table")
        {
            WriteTable(shown);
            return;
        }

        foreach (var finding in shown)
        {
            output.WriteLine(format == "json"
                ? JsonSerializer.Serialize(new Line(finding.Path, finding.Line, finding.Column, LintFinding.Word(finding.Severity), finding.Id, finding.Message, finding.Edit is not null), Output.Json)
                : Output.Clean(finding.ToString(), 1_000));
        }
    }

    private void WriteTable(IEnumerable<LintFinding> shown)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("severity", "id", "place", "finding", "fix");
        var here = Directory.GetCurrentDirectory();
        foreach (var finding in shown)
        {
            table.AddRow(
                Output.Plain(LintFinding.Word(finding.Severity), 20), Output.Plain(finding.Id, 60), Output.Plain($"{Path.GetRelativePath(here, finding.Path)}:{finding.Line}:{finding.Column}", 240),
                Output.Plain(finding.Message, 500), Output.Plain(finding.Edit is null ? "" : "--fix", 10));
        }

        if (table.Rows.Count > 0)
            Output.Console(output).Write(table);
    }

    private string Summary(List<LintFinding> findings, RuleSet rules)
    {
        int Count(LintSeverity severity) => findings.Count(finding => finding.Severity == severity);
        var hidden = findings.Count(finding => finding.Severity == LintSeverity.Information);
        return $"{rules.ActiveCount} rules can be used, {rules.RefusedCount} are refused; {Count(LintSeverity.Warning)} warnings, {hidden} notes{(hidden > 0 && level != "info" ? " (--level info shows them)" : "")}, "
            + $"{findings.Count(finding => finding.Edit is not null)} can be fixed (--fix)";
    }

    // Byte for byte what it was but for the edits; a crash in between leaves the old file. False where the file is no clean UTF-8.
    private static bool TryReplace(string file, string old, string text)
    {
        var bytes = File.ReadAllBytes(file);
        var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        if (!bytes.AsSpan(mark).SequenceEqual(Strict.GetBytes(old)))
            return false;
        File.WriteAllBytes(file + ".new", [.. bytes.AsSpan(0, mark), .. Strict.GetBytes(text)]);
        File.Move(file + ".new", file, overwrite: true);
        return true;
    }

    private sealed record Line(string File, [property: JsonPropertyName("line")] int At, int Column, string Severity, string Code, string Reason, bool Fixable);
}
