using HaiPhongSoc.Events;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Detection.LogSources;

/// <summary>Reads <c>logsources.yml</c> strictly: an unknown key or a wrong shape is an error with its place.</summary>
internal static class LogSourceBindingsReader
{
    public static LogSourceBindings Read(string file, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
                throw new YamlException("expected one document that is a mapping");
            Allow(root, "strict", "bindings");
            var bindings = List(Child(root, "bindings")).Select(ReadBinding).ToList();
            return new LogSourceBindings(bindings, Texts(Child(root, "strict")) ?? []);
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"{file}:{fault.Start.Line}:{fault.Start.Column}: {fault.Message}", fault);
        }
    }

    private static LogSourceBinding ReadBinding(YamlNode node)
    {
        var map = Map(node);
        Allow(map, "logsource", "events");
        var logSource = Map(Child(map, "logsource") ?? throw Wrong(map, "a binding needs 'logsource'"));
        Allow(logSource, "product", "category", "service");
        return new LogSourceBinding(
            new RuleLogSource(Text(logSource, "product"), Text(logSource, "category"), Text(logSource, "service")),
            [.. List(Child(map, "events") ?? throw Wrong(map, "a binding needs 'events'")).Select(ReadCondition)]);
    }

    private static EventCondition ReadCondition(YamlNode node)
    {
        var map = Map(node);
        Allow(map, "channel", "provider", "event_id", "product", "category", "service", "where");
        return new EventCondition
        {
            Channels = Texts(Child(map, "channel")),
            Providers = Texts(Child(map, "provider")),
            EventIds = Texts(Child(map, "event_id")),
            Products = Texts(Child(map, "product")),
            Categories = Texts(Child(map, "category")),
            Services = Texts(Child(map, "service")),
            Where = Child(map, "where") is { } where
                ? [.. Map(where).Children.Select(c => new FieldCondition(FieldCatalogue.Intern(Scalar(c.Key)), Texts(c.Value)!))]
                : [],
        };
    }

    private static void Allow(YamlMappingNode map, params string[] keys)
    {
        foreach (var key in map.Children.Keys)
        {
            if (!keys.Contains(Scalar(key), StringComparer.Ordinal))
                throw Wrong(key, $"unknown key '{key}', expected one of {string.Join(", ", keys)}");
        }
    }

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static string? Text(YamlMappingNode map, string key) => Child(map, key) is { } node ? Scalar(node) : null;

    private static string[]? Texts(YamlNode? node) => node switch
    {
        null => null,
        YamlSequenceNode list => [.. list.Select(Scalar)],
        _ => [Scalar(node)],
    };

    private static YamlSequenceNode List(YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode list => list,
        _ => throw Wrong(node, "expected a list here"),
    };

    private static YamlMappingNode Map(YamlNode node) => node as YamlMappingNode ?? throw Wrong(node, "expected a mapping here");

    private static string Scalar(YamlNode node) => node is YamlScalarNode { Value: { } text } ? text : throw Wrong(node, "expected plain text here");

    private static SemanticErrorException Wrong(YamlNode at, string message) => new(at.Start, at.End, message);
}
