using System.Collections.Frozen;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads what a document says of itself, and keeps what the specification does not know.</summary>
internal static class MetadataReader
{
    /// <summary>The attributes that the specification knows, of every kind of document.</summary>
    public static readonly FrozenSet<string> Specified = FrozenSet.ToFrozenSet(
        [
            "title", "id", "name", "related", "taxonomy", "status", "description", "license", "author", "references", "date", "modified", "logsource", "detection",
            "fields", "falsepositives", "level", "tags", "scope", "correlation", "filter", "generate",
        ],
        StringComparer.Ordinal);

    /// <summary>Taxonomies whose names of fields events have here.</summary>
    public static readonly FrozenSet<string> Taxonomies = FrozenSet.ToFrozenSet(["sigma", "ecs"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Statuses =
        FrozenSet.ToFrozenSet(["stable", "test", "experimental", "deprecated", "unsupported"], StringComparer.Ordinal);

    /// <param name="isTransformed">A pipeline will see to taxonomies that are not known here.</param>
    public static SigmaMetadata? Read(YamlMappingNode document, DocumentProblems problems, bool isTransformed)
    {
        var title = document.Text("title", problems);
        if (string.IsNullOrWhiteSpace(title))
            problems.Error("title-missing", document, "'title' is missing");
        var taxonomy = document.Text("taxonomy", problems);
        if (!isTransformed && !Taxonomies.Contains(taxonomy ?? "sigma") && document.TryGet("taxonomy", out var node))
            problems.Error("taxonomy-unknown", node, $"the taxonomy '{taxonomy}' is not known here: use sigma or ecs, or transform the rule");

        Lint(document, problems);
        return new SigmaMetadata
        {
            Path = problems.Path,
            Line = (int)Math.Max(1, document.Start.Line),
            Title = title ?? "",
            Id = document.Text("id", problems),
            Name = document.Text("name", problems),
            Taxonomy = taxonomy,
            Status = document.Text("status", problems),
            Description = document.Text("description", problems),
            License = document.Text("license", problems),
            Author = document.Text("author", problems),
            Date = document.Text("date", problems),
            Modified = document.Text("modified", problems),
            Level = Level(document, problems),
            References = document.Texts("references", problems),
            Tags = document.Texts("tags", problems),
            Fields = document.Texts("fields", problems),
            FalsePositives = document.Texts("falsepositives", problems),
            Custom = document.Children
                .Where(pair => pair.Key is YamlScalarNode { Value: { } key } && !Specified.Contains(key))
                .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ToObject(pair.Value), StringComparer.Ordinal),
        };
    }

    private static void Lint(YamlMappingNode document, DocumentProblems problems)
    {
        if (document.TryGet("id", out var id) && id is YamlScalarNode { Value: { } text } && !Guid.TryParseExact(text, "D", out _))
            problems.Warning("id-not-uuid", id, "'id' should be a UUID, such as 5b5b6a3e-0f3c-4c0e-9d55-0c7f6b0e6a11");
        if (document.TryGet("status", out var status) && status is YamlScalarNode { Value: { } word } && !Statuses.Contains(word))
            problems.Warning("status-unknown", status, $"unknown status '{word}': stable, test, experimental, deprecated or unsupported");
    }

    private static SigmaLevel Level(YamlMappingNode document, DocumentProblems problems)
    {
        var text = document.Text("level", problems);
        switch (text?.ToLowerInvariant())
        {
            case null:
                return SigmaLevel.Medium;
            case "informational":
                return SigmaLevel.Informational;
            case "low":
                return SigmaLevel.Low;
            case "medium":
                return SigmaLevel.Medium;
            case "high":
                return SigmaLevel.High;
            case "critical":
                return SigmaLevel.Critical;
            default:
                document.TryGet("level", out var node);
                problems.Error("level-unknown", node!, $"unknown level '{text}': informational, low, medium, high or critical");
                return SigmaLevel.Medium;
        }
    }

    // The tree is at most as deep as SafeYaml lets through.
    private static object? ToObject(YamlNode node) => node switch
    {
        YamlScalarNode scalar => YamlScalars.IsNull(scalar) ? null : scalar.Value,
        YamlSequenceNode list => list.Children.Select(ToObject).ToList(),
        YamlMappingNode map => map.Children
            .Where(pair => pair.Key is YamlScalarNode)
            .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => ToObject(pair.Value), StringComparer.Ordinal),
        _ => null,
    };
}
