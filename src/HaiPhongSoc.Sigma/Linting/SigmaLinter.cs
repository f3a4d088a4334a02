using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>
/// Checks rules beyond what makes them unusable: the specification's schema and what pySigma's validators check, each finding with id, severity, place and, where it is
/// safe, an edit. Pure; never throws for what stands in a text.
/// </summary>
public static class SigmaLinter
{
    private const int ShortestName = 10;
    private const int LongestName = 90;

    /// <summary>All checks that need this file alone; what refuses a rule comes first.</summary>
    public static LintedFile Lint(string text, string path, PlaceholderResolver? placeholders = null, BacktrackingAllowance? backtracking = null)
    {
        var findings = SigmaParser.Parse(text, path, placeholders, backtracking: backtracking).Diagnostics.Select(Finding).ToList();
        var documents = new List<(string? Id, string? Title, int Line)>();
        foreach (var document in SafeYaml.Load(text, new DocumentProblems(path)))
        {
            if (document.RootNode is not YamlMappingNode map)
                continue;
            var linted = new LintDocument(text, path, map);
            MetadataChecks.Run(linted);
            TagChecks.Run(linted);
            DetectionChecks.Run(linted);
            ConditionChecks.Run(linted);
            findings.AddRange(linted.Findings);
            documents.Add((linted.Scalar("id")?.Value, linted.Scalar("title")?.Value, (int)Math.Max(1, map.Start.Line)));
        }

        var name = FileName(path);
        if (name.Length is < ShortestName or > LongestName)
            findings.Add(new LintFinding("filename-length", LintSeverity.Information, $"the file's name has {name.Length} characters: {ShortestName} to {LongestName} are usual", path, 1, 1));
        return new LintedFile(path, findings) { Documents = documents };
    }

    /// <summary>What only shows across files: ids, titles and names of files used twice.</summary>
    public static IReadOnlyList<LintFinding> Across(IEnumerable<LintedFile> files)
    {
        var findings = new List<LintFinding>();
        var (ids, titles, names) = (Seen(StringComparer.OrdinalIgnoreCase), Seen(StringComparer.Ordinal), Seen(StringComparer.Ordinal));
        foreach (var file in files)
        {
            if (!names.TryAdd(FileName(file.Path), file.Path))
                findings.Add(new LintFinding("filename-duplicate", LintSeverity.Information, $"another file has the same name: {names[FileName(file.Path)]}", file.Path, 1, 1));
            foreach (var (id, title, line) in file.Documents)
            {
                if (id is not null && !ids.TryAdd(id, file.Path))
                    findings.Add(new LintFinding("id-duplicate", LintSeverity.Error, $"the id {id} is already taken by {ids[id]}: give one of them a new one", file.Path, line, 1));
                if (title is not null && !titles.TryAdd(title, file.Path))
                    findings.Add(new LintFinding("title-duplicate", LintSeverity.Warning, $"another rule has the same title: {titles[title]}", file.Path, line, 1));
            }
        }

        return findings;
    }

    /// <summary>
    /// The text with every edit applied that does not meet another; nothing else changes, comments and formatting stay. The text itself where the edits would make more of
    /// it unusable than it was.
    /// </summary>
    public static string Fix(string text, LintedFile linted)
    {
        ArgumentNullException.ThrowIfNull(linted);
        var end = text.Length;
        var written = text;
        foreach (var edit in linted.Findings.Select(finding => finding.Edit).OfType<TextEdit>().Distinct().OrderByDescending(edit => edit.Start))
        {
            if (edit.Start + edit.Length > end)
                continue;
            written = string.Concat(written.AsSpan(0, edit.Start), edit.Replacement, written.AsSpan(edit.Start + edit.Length));
            end = edit.Start;
        }

        return Errors(written, linted.Path) <= Errors(text, linted.Path) ? written : text;
    }

    private static int Errors(string text, string path) => SigmaParser.Parse(text, path).Diagnostics.Count(diagnostic => diagnostic.IsError);

    private static LintFinding Finding(SigmaDiagnostic diagnostic) => new(
        diagnostic.Id, diagnostic.IsError ? LintSeverity.Error : LintSeverity.Warning, diagnostic.Message, diagnostic.Path, diagnostic.Line, diagnostic.Column);

    private static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    private static Dictionary<string, string> Seen(StringComparer comparer) => new(comparer);
}
