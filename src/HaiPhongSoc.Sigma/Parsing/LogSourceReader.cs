using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads <c>logsource</c>.</summary>
internal static class LogSourceReader
{
    public static LogSource? Read(YamlMappingNode document, DocumentProblems problems)
    {
        if (!document.TryGet("logsource", out var node) || node is not YamlMappingNode map)
        {
            problems.Error("logsource-missing", node ?? document, "'logsource' is missing: say category, product or service");
            return null;
        }

        var source = new LogSource(Lower(map, "category", problems), Lower(map, "product", problems), Lower(map, "service", problems))
        {
            Definition = map.Text("definition", problems),
            Custom = map.Children
                .Where(pair => pair.Key is YamlScalarNode { Value: not ("category" or "product" or "service" or "definition") } && pair.Value is YamlScalarNode)
                .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => ((YamlScalarNode)pair.Value).Value ?? "", StringComparer.Ordinal),
        };
        if (source is { Category: null, Product: null, Service: null } && source.Custom.Count == 0)
            problems.Error("logsource-missing", map, "'logsource' is empty: say category, product or service");
        return source;
    }

    private static string? Lower(YamlMappingNode map, string key, DocumentProblems problems) =>
        map.Text(key, problems)?.Trim().ToLowerInvariant() is { Length: > 0 } text ? text : null;
}
