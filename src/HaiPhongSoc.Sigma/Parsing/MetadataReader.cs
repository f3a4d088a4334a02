using System.Collections.Frozen;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads what a document says of itself, and keeps what the specification does not know.</summary>
internal static class MetadataReader
{
    private static readonly FrozenSet<string> Specified = FrozenSet.ToFrozenSet(
        [
            "title", "id", "name", "related", "taxonomy", "status", "description", "license", "author", "references", "date", "modified", "logsource", "detection",
            "fields", "falsepositives", "level", "tags", "scope", "correlation", "filter", "generate",
        ],
        StringComparer.Ordinal);

    public static SigmaMetadata? Read(YamlMappingNode document, DocumentProblems problems)
    {
        var title = document.Text("title", problems);
        if (string.IsNullOrWhiteSpace(title))
            problems.Error("title-missing", document, "'title' is missing");
        var taxonomy = document.Text("taxonomy", problems);
        if (taxonomy is not (null or "sigma" or "ecs") && document.TryGet("taxonomy", out var node))
            problems.Error("taxonomy-unknown", node, $"the taxonomy '{taxonomy}' is not known here: use sigma or ecs, or transform the rule");

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
