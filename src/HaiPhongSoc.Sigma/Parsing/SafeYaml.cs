using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>
/// YAML from strangers. What could grow or nest without bound (size, depth, aliases, number of nodes) is refused at the parser's events, before a tree is built of
/// it; rules need none of it, nor tags.
/// </summary>
internal static class SafeYaml
{
    private const int MaxCharacters = 4 * 1024 * 1024;
    private const int MaxDepth = 32;
    private const int MaxNodes = 400_000;

    /// <summary>The documents of a text up to the first that cannot be read, which is noted as a problem.</summary>
    public static IReadOnlyList<YamlDocument> Load(string text, DocumentProblems problems, ReadingCache? cache = null)
    {
        if (text.Length > MaxCharacters)
        {
            problems.Error("too-large", Mark.Empty, $"the text has {text.Length} characters, {MaxCharacters} are allowed: split it");
            return [];
        }

        if (cache is not null && TryPlay(text, cache) is { } played)
            return [.. played];
        var stream = new YamlStream();
        try
        {
            stream.Load(Guarded(text));
        }
        catch (RefusedYamlException refused)
        {
            problems.Error(refused.Id, refused.Start, refused.Message);
        }
        catch (YamlException fault)
        {
            problems.Error("yaml", fault.Start, $"not valid YAML: {FirstLine(fault.Message)}");
        }
        catch (Exception fault) when (IsOfText(fault))
        {
            // YamlDotNet reports some broken texts by what went wrong inside it.
            problems.Error("yaml", Mark.Empty, $"not valid YAML: {FirstLine(fault.Message)}");
        }

        return [.. stream.Documents];
    }

    /// <summary>Whether an exception tells what is wrong with a text rather than with this program.</summary>
    public static bool IsOfText(Exception fault) =>
        fault is YamlException or ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException or KeyNotFoundException;

    // The bounds hold for recordings too. What is wrong with a text is told from the text.
    private static IList<YamlDocument>? TryPlay(string text, ReadingCache cache)
    {
        try
        {
            if (cache.Events(text, () => Guarded(text)) is not { } events)
                return null;
            var stream = new YamlStream();
            stream.Load(new GuardedParser(events));
            return stream.Documents;
        }
        catch (Exception fault) when (IsOfText(fault))
        {
            cache.Forget(text);
            return null;
        }
    }

    private static GuardedParser Guarded(string text) => new(new Parser(new StringReader(text)));

    private static string FirstLine(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private sealed class RefusedYamlException(string id, Mark start, string message) : YamlException(start, start, message)
    {
        public string Id { get; } = id;
    }

    /// <summary>Passes events on until one goes beyond a bound.</summary>
    private sealed class GuardedParser(IParser inner) : IParser
    {
        private int _depth;
        private int _nodes;

        public ParsingEvent? Current => inner.Current;

        public bool MoveNext()
        {
            if (!inner.MoveNext())
                return false;
            var current = inner.Current!;
            if (current is AnchorAlias)
                throw new RefusedYamlException("alias", current.Start, "aliases (*name) are not allowed in rules: write the value out");
            if (current is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
                throw new RefusedYamlException("tag", current.Start, "tags (!name) are not allowed in rules: quote what is text");
            if (current is MappingStart or SequenceStart && ++_depth > MaxDepth)
                throw new RefusedYamlException("too-deep", current.Start, $"nested deeper than {MaxDepth}");
            if (current is MappingEnd or SequenceEnd)
                _depth--;
            if (current is NodeEvent && ++_nodes > MaxNodes)
                throw new RefusedYamlException("too-large", current.Start, $"more than {MaxNodes} values: split the rule");
            return true;
        }
    }
}
