using System.Diagnostics.CodeAnalysis;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Small steps over YAML nodes that every reader of documents takes.</summary>
internal static class YamlMaps
{
    public static bool TryGet(this YamlMappingNode map, string key, [NotNullWhen(true)] out YamlNode? value)
    {
        foreach (var (name, node) in map.Children)
        {
            if (name is YamlScalarNode scalar && string.Equals(scalar.Value, key, StringComparison.Ordinal))
            {
                value = node;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The text of an optional scalar; a list or map in its place is an error, null is absent.</summary>
    public static string? Text(this YamlMappingNode map, string key, DocumentProblems problems)
    {
        if (!map.TryGet(key, out var node))
            return null;
        if (node is YamlScalarNode scalar)
            return YamlScalars.IsNull(scalar) ? null : scalar.Value;
        problems.Error("type", node, $"'{key}' must be text");
        return null;
    }

    /// <summary>A list of texts; one text stands for a list of one.</summary>
    public static IReadOnlyList<string> Texts(this YamlMappingNode map, string key, DocumentProblems problems)
    {
        if (!map.TryGet(key, out var node))
            return [];
        if (node is YamlScalarNode single)
            return YamlScalars.IsNull(single) ? [] : [single.Value ?? ""];
        if (node is not YamlSequenceNode list)
        {
            problems.Error("type", node, $"'{key}' must be a list of texts");
            return [];
        }

        var texts = new List<string>(list.Children.Count);
        foreach (var item in list.Children)
        {
            if (item is YamlScalarNode { Value: { } text } scalar && !YamlScalars.IsNull(scalar))
                texts.Add(text);
            else if (item is not YamlScalarNode)
                problems.Error("type", item, $"'{key}' must be a list of texts");
        }

        return texts;
    }
}
