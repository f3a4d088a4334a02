using System.Globalization;
using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>What a document says of itself: the specification's schema and pySigma's metadata validators.</summary>
internal static class MetadataChecks
{
    private const int LongestTitle = 256;
    private const int ShortestDescription = 16;

    private static readonly string[] Relations = ["derived", "obsolete", "obsoletes", "merged", "renamed", "similar"];
    private static readonly string[] Statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];
    private static readonly string[] Levels = ["informational", "low", "medium", "high", "critical"];

    public static void Run(LintDocument document)
    {
        Missing(document);
        Title(document);
        Words(document);
        Dates(document);
        Keys(document);
        Related(document);
        foreach (var key in (ReadOnlySpan<string>)["references", "tags", "falsepositives", "fields", "scope"])
            Repeated(document, key);
        foreach (var reference in document.Scalars("references"))
        {
            if (!Uri.TryCreate(reference.Value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                document.Inform("reference-not-url", reference, "a reference should be a whole URL (https://…)");
        }
    }

    private static void Missing(LintDocument document)
    {
        foreach (var (key, severity) in (ReadOnlySpan<(string, LintSeverity)>)[
            ("id", LintSeverity.Warning), ("status", LintSeverity.Information), ("description", LintSeverity.Warning), ("author", LintSeverity.Information),
            ("date", LintSeverity.Information), ("level", LintSeverity.Warning)])
        {
            if (document.Has(key) || (key == "level" && document.Has("filter")))
                continue;
            var message = key == "level" ? "'level' is missing: medium is assumed" : $"'{key}' is missing";
            if (severity == LintSeverity.Warning)
                document.Warn($"{key}-missing", document.Map, message);
            else
                document.Inform($"{key}-missing", document.Map, message);
        }

        if (document.Scalar("description") is { Value: { } description } node && description.Trim().Length < ShortestDescription)
            document.Inform("description-short", node, $"the description has fewer than {ShortestDescription} characters: say what is detected and why it matters");
        if (document.Scalar("status") is { Value: "unsupported" } status)
            document.Warn("status-unsupported", status, "the rule says itself that it cannot be used");
    }

    private static void Title(LintDocument document)
    {
        if (document.Scalar("title") is not { Value: { } title } node)
            return;
        if (title.Length > LongestTitle)
            document.Warn("title-long", node, $"the title has {title.Length} characters, the schema allows {LongestTitle}");
        if (title.Trim().Length != title.Length)
            document.Inform("title-whitespace", node, "the title begins or ends with a blank", document.Replacing(node, title.Trim()));
        if (title.EndsWith('.'))
            document.Inform("title-full-stop", node, "a title is no sentence: remove the full stop", document.Replacing(node, title.TrimEnd('.')));
    }

    // "High" and "Test" are understood or nearly so; other tools are stricter.
    private static void Words(LintDocument document)
    {
        foreach (var (key, words) in (ReadOnlySpan<(string, string[])>)[("level", Levels), ("status", Statuses)])
        {
            if (document.Scalar(key) is { Value: { } word } node && Array.Find(words, known => string.Equals(known, word, StringComparison.OrdinalIgnoreCase)) is { } right && right != word)
                document.Warn($"{key}-case", node, $"'{word}' is written '{right}'", document.Replacing(node, right));
        }
    }

    private static void Dates(LintDocument document)
    {
        var dates = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var key in (ReadOnlySpan<string>)["date", "modified"])
        {
            if (document.Scalar(key) is not { Value: { } text } node)
                continue;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates[key] = date;
            else if (DateOnly.TryParseExact(text, ["yyyy/MM/dd", "yyyy/M/d", "yyyy.MM.dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
                document.Warn("date-format", node, $"'{key}' is written 2026-11-24", document.Replacing(node, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            else
                document.Warn("date-format", node, $"'{key}' is no date such as 2026-11-24");
        }

        if (dates.TryGetValue("date", out var made) && dates.TryGetValue("modified", out var modified) && modified < made)
            document.Warn("modified-before-date", document.Scalar("modified")!, "'modified' lies before 'date'");
    }

    private static void Keys(LintDocument document)
    {
        foreach (var key in document.Map.Children.Keys.OfType<YamlScalarNode>())
        {
            if (key.Value is not { Length: > 0 } name || MetadataReader.Specified.Contains(name))
                continue;
#pragma warning disable CA1308 // Attributes are written in lower case.
            var lower = name.ToLowerInvariant();
#pragma warning restore CA1308
            if (MetadataReader.Specified.Contains(lower))
                document.Warn("attribute-case", key, $"the attribute '{name}' is written '{lower}'", document.Has(lower) ? null : document.Replacing(key, lower));
            else if (MetadataReader.Specified.FirstOrDefault(known => known.Length > 3 && IsNear(known, lower)) is { } near)
                document.Warn("attribute-misspelt", key, $"'{name}' is no attribute of the specification: did you mean '{near}'?", document.Has(near) ? null : document.Replacing(key, near));
        }
    }

    private static void Related(LintDocument document)
    {
        if (!document.Map.TryGet("related", out var related))
            return;
        if (related is not YamlSequenceNode list)
        {
            document.Warn("related", related, "'related' must be a list of maps with 'id' and 'type'");
            return;
        }

        foreach (var node in list.Children)
        {
            if (node is not YamlMappingNode map || !map.TryGet("id", out var id) || !map.TryGet("type", out var type))
                document.Warn("related", node, "an entry of 'related' must have 'id' and 'type'");
            else if (!Guid.TryParseExact(id.ToString(), "D", out _))
                document.Warn("related", id, "the id of a related rule must be a UUID");
            else if (!Relations.Contains(type.ToString(), StringComparer.Ordinal))
                document.Warn("related", type, $"unknown relation '{type}': {string.Join(", ", Relations)} are");
        }
    }

    private static void Repeated(LintDocument document, string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in document.Scalars(key))
        {
            if (entry.Value is { } value && !seen.Add(value))
                document.Warn($"{key}-repeated", entry, $"'{key}' names '{value}' twice", document.Removing(entry));
        }
    }

    /// <summary>One letter more, less, other, or two changed places.</summary>
    private static bool IsNear(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
            return false;
        var start = 0;
        while (start < Math.Min(a.Length, b.Length) && a[start] == b[start])
            start++;
        var (restA, restB) = (a[start..], b[start..]);
        return a.Length == b.Length
            ? restA[1..] == restB[1..] || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..] == restB[2..])
            : restA.Length > restB.Length ? restA[1..] == restB : restB[1..] == restA;
    }
}
