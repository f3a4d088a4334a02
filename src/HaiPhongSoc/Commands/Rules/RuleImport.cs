using System.Globalization;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Sigma;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>What an import does to one file.</summary>
internal sealed record ImportedRule(string Change, string File, string? Id, string? Title, string? Reason);

/// <summary>
/// Puts the rules of a release in a folder's place: first everything is read and judged, then written beside the folder, flushed and swapped in by renames. A run that is
/// broken off leaves the old folder, or moves it back at the next one.
/// </summary>
internal sealed class RuleImport(string target, RuleTreatment treatment)
{
    private readonly List<ImportedRule> _report = [];
    private readonly Dictionary<string, byte[]> _taken = new(StringComparer.Ordinal);

    private string Old => target + ".old";

    public IReadOnlyList<ImportedRule> Report => _report;

    public int Unchanged { get; private set; }

    public void Plan(RuleArchive archive)
    {
        Recover();
        var before = Directory.Exists(target) ? RuleArchive.Open(target).Files : new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var placeOf = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, content) in before)
        {
            if (Identity(name, content) is { Id: { } id })
                placeOf.TryAdd(id, name);
        }

        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, content) in archive.Files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!IsRule(name))
            {
                _taken[name] = content;
                continue;
            }

            var rule = Identity(name, content);
            // A rule that moved is the same rule.
            var old = rule.Id is { } id && placeOf.TryGetValue(id, out var place) ? place : name;
            kept.Add(old);
            if (rule.Refusal is { } refusal)
            {
                var stays = before.TryGetValue(old, out var usable) && Identity(old, usable).Refusal is null;
                if (stays)
                    _taken[old] = usable!;
                _report.Add(new ImportedRule("refused", name, rule.Id, rule.Title, stays ? $"{refusal}; the one that was there stays" : refusal));
                continue;
            }

            _taken[name] = content;
            if (!before.TryGetValue(old, out var was))
                _report.Add(new ImportedRule("added", name, rule.Id, rule.Title, null));
            else if (!was.AsSpan().SequenceEqual(content) || old != name)
                _report.Add(new ImportedRule("changed", name, rule.Id, rule.Title, old == name ? null : $"was {old}"));
            else
                Unchanged++;
        }

        foreach (var (name, content) in before.Where(pair => IsRule(pair.Key) && !kept.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var rule = Identity(name, content);
            _report.Add(new ImportedRule("removed", name, rule.Id, rule.Title, null));
        }
    }

    public void Write()
    {
        var next = target + ".new";
        if (Directory.Exists(next))
            Directory.Delete(next, recursive: true);
        foreach (var (name, content) in _taken)
        {
            var file = Path.Combine(next, name.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        if (Directory.Exists(target))
            Directory.Move(target, Old);
        Directory.Move(next, target);
        if (Directory.Exists(Old))
            Directory.Delete(Old, recursive: true);
    }

    private void Recover()
    {
        if (Directory.Exists(Old) && !Directory.Exists(target))
            Directory.Move(Old, target);
        else if (Directory.Exists(Old))
            Directory.Delete(Old, recursive: true);
    }

    private static bool IsRule(string name) => name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    private (string? Id, string? Title, string? Refusal) Identity(string name, byte[] content)
    {
        if (RuleArchive.TextOf(content) is not { } text)
            return (null, null, "no UTF-8 text");
        var documents = SigmaParser.Parse(text, name, treatment.Pipeline.Placeholders(treatment.Placeholders), forPipelines: !treatment.Pipeline.IsEmpty, backtracking: treatment.Backtracking);
        var metadata = documents.Rules.Select(rule => rule.Metadata).Concat(documents.Correlations.Select(correlation => correlation.Metadata)).Concat(documents.Filters.Select(filter => filter.Metadata)).FirstOrDefault();
        var error = documents.Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError);
        return (metadata?.Id, metadata?.Title, error is null ? (metadata is null ? "holds no rule" : null) : string.Create(CultureInfo.InvariantCulture, $"{error.Line}:{error.Column} {error.Id}: {error.Message}"));
    }
}
