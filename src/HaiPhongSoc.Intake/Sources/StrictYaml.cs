using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>
/// Reads a YAML mapping key by key and remembers which keys were asked for: what nobody asked for is an error with its place, so that a
/// misspelt key is never silently without effect. Problems are collected, not first-only.
/// </summary>
internal sealed class StrictYaml
{
    private readonly string _file;
    private readonly List<SourceProblem> _problems;
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private StrictYaml(string file, List<SourceProblem> problems, YamlMappingNode node)
    {
        _file = file;
        _problems = problems;
        _node = node;
    }

    /// <summary>The one document of a text, or null where it is no mapping.</summary>
    public static StrictYaml? Parse(string file, string text, List<SourceProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException fault)
        {
            problems.Add(new SourceProblem(file, (int)fault.Start.Line, (int)fault.Start.Column, $"not readable as YAML: {fault.Message}"));
            return null;
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            return new StrictYaml(file, problems, root);
        problems.Add(new SourceProblem(file, 1, 1, "expected one document that is a mapping"));
        return null;
    }

    public void Problem(YamlNode? at, string message)
    {
        var mark = (at ?? _node).Start;
        _problems.Add(new SourceProblem(_file, (int)mark.Line, (int)mark.Column, message));
    }

    public YamlNode? Node(string key)
    {
        _asked.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    public string? Text(string key) => Node(key) is { } node ? Scalar(node, key) : null;

    public string Required(string key)
    {
        if (Text(key) is { Length: > 0 } text)
            return text;
        if (Node(key) is null)
            Problem(null, $"'{key}' is missing");
        return "";
    }

    public int Number(string key, int otherwise)
    {
        if (Node(key) is not { } node)
            return otherwise;
        if (int.TryParse(Scalar(node, key), System.Globalization.CultureInfo.InvariantCulture, out var number))
            return number;
        Problem(node, $"'{key}' must be a whole number");
        return otherwise;
    }

    public bool Flag(string key) => Choice(key, "false", "true", "false") == "true";

    public string Choice(string key, string otherwise, params string[] allowed)
    {
        if (Node(key) is not { } node)
            return otherwise;
        var text = Scalar(node, key);
        if (allowed.Contains(text, StringComparer.Ordinal))
            return text;
        Problem(node, $"'{key}' is '{text}', expected one of {string.Join(", ", allowed)}");
        return otherwise;
    }

    /// <summary>A scalar or a list of scalars.</summary>
    public string[] Texts(string key) => Node(key) is { } node ? TextsOf(node, key) : [];

    public string[] TextsOf(YamlNode node, string key) =>
        node is YamlSequenceNode list ? [.. list.Select(item => Scalar(item, key))] : [Scalar(node, key)];

    /// <summary>Keys that the writer chose, each with a scalar or a list of scalars.</summary>
    public List<(string Key, string[] Values, YamlNode Place)> Pairs(string key)
    {
        var pairs = new List<(string, string[], YamlNode)>();
        if (Node(key) is not { } node)
            return pairs;
        if (node is not YamlMappingNode map)
        {
            Problem(node, $"'{key}' must be a mapping");
            return pairs;
        }

        foreach (var (name, value) in map.Children)
            pairs.Add((Scalar(name, key), TextsOf(value, key), value));
        return pairs;
    }

    public StrictYaml? Map(string key)
    {
        if (Node(key) is not { } node)
            return null;
        if (node is YamlMappingNode map)
            return new StrictYaml(_file, _problems, map);
        Problem(node, $"'{key}' must be a mapping");
        return null;
    }

    public List<StrictYaml> Maps(string key)
    {
        var maps = new List<StrictYaml>();
        if (Node(key) is not { } node)
            return maps;
        foreach (var item in node as YamlSequenceNode ?? new YamlSequenceNode(node))
        {
            if (item is YamlMappingNode map)
                maps.Add(new StrictYaml(_file, _problems, map));
            else
                Problem(item, $"each entry of '{key}' must be a mapping");
        }

        return maps;
    }

    /// <summary>The same reader for a mapping found by hand.</summary>
    public StrictYaml At(YamlMappingNode map) => new(_file, _problems, map);

    /// <summary>To be called when everything was asked for: reports the keys that are left.</summary>
    public void Close()
    {
        foreach (var key in _node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_asked.Contains(name))
                Problem(key, $"unknown key '{key}', expected one of {string.Join(", ", _asked)}");
        }
    }

    private string Scalar(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value: { } text })
            return text;
        Problem(node, $"'{key}' expects plain text here");
        return "";
    }
}
