using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>The keys of a transformation or condition. Whatever is missing, of a wrong kind or never asked for is an error with its place.</summary>
internal sealed class Parameters(YamlMappingNode map, DocumentProblems problems, params ReadOnlySpan<string> known)
{
    private readonly HashSet<string> _known = new([.. known], StringComparer.Ordinal);

    public YamlMappingNode Node => map;

    public DocumentProblems Problems => problems;

    public string? Text(string key)
    {
        _known.Add(key);
        return map.Text(key, problems);
    }

    public string Required(string key)
    {
        var text = Text(key);
        if (text is null && !map.TryGet(key, out _))
            Fault(map, $"'{key}' is missing");
        return text ?? "";
    }

    public string OneOf(string key, string otherwise, params ReadOnlySpan<string> allowed)
    {
        var text = Text(key) ?? otherwise;
        if (!allowed.Contains(text) && map.TryGet(key, out var node))
            Fault(node, $"'{key}' must be one of {string.Join(", ", allowed.ToArray())}");
        return text;
    }

    public bool Flag(string key)
    {
        _known.Add(key);
        if (!map.TryGet(key, out var node))
            return false;
        if (node is YamlScalarNode scalar && YamlScalars.TryBoolean(scalar, out var value))
            return value;
        Fault(node, $"'{key}' must be true or false");
        return false;
    }

    /// <summary>A node of any kind, read by the caller.</summary>
    public YamlNode? Any(string key)
    {
        _known.Add(key);
        if (map.TryGet(key, out var node))
            return node;
        Fault(map, $"'{key}' is missing");
        return null;
    }

    public IReadOnlyList<string> Texts(string key, bool isRequired = true)
    {
        _known.Add(key);
        if (isRequired && !map.TryGet(key, out _))
            Fault(map, $"'{key}' is missing");
        return map.Texts(key, problems);
    }

    /// <summary>A map of text to one text or several. The key null (keywords) is <c>""</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Mapping(string key)
    {
        var mapping = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (Map(key) is not { } inner)
            return mapping;
        foreach (var (name, value) in inner.Children)
        {
            if (name is not YamlScalarNode scalar)
                Fault(name, "a name must be text");
            else if (value is YamlMappingNode)
                Fault(value, $"'{scalar.Value}' must be mapped to a text or a list of texts");
            else
                mapping[YamlScalars.IsNull(scalar) ? "" : scalar.Value ?? ""] = value is YamlScalarNode one ? [one.Value ?? ""] : [.. ((YamlSequenceNode)value).Children.OfType<YamlScalarNode>().Select(item => item.Value ?? "")];
        }

        return mapping;
    }

    public YamlMappingNode? Map(string key)
    {
        _known.Add(key);
        if (!map.TryGet(key, out var node))
            Fault(map, $"'{key}' is missing");
        else if (node is YamlMappingNode inner)
            return inner;
        else
            Fault(node, $"'{key}' must be a map");
        return null;
    }

    /// <summary>A typed value as a rule would have it, without modifiers.</summary>
    public Operand Value(string key)
    {
        _known.Add(key);
        if (map.TryGet(key, out var node) && node is YamlScalarNode scalar)
            return YamlScalars.Read(scalar);
        Fault(node ?? map, $"'{key}' must be a text, a number, true, false or null");
        return new Operand.Null();
    }

    public PythonRegex? Regex(string key) => Regex(Required(key), key);

    public PythonRegex? Regex(string pattern, string key)
    {
        if (PythonRegex.TryRead(pattern, out var regex, out var fault))
            return regex;
        map.TryGet(key, out var node);
        Fault(node ?? map, fault);
        return null;
    }

    /// <summary>Called last: keys that nobody asked for are mistakes.</summary>
    public void RefuseOthers(string what)
    {
        foreach (var key in map.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_known.Contains(name))
                Fault(key, $"'{(key as YamlScalarNode)?.Value}' is no key of {what}");
        }
    }

    public void Fault(YamlNode at, string message) => problems.Error("pipeline", at, message);
}
