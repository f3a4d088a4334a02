using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>
/// YAML from strangers. A first pass over the parser's events refuses what could grow or nest without bound (size, depth, aliases, number of nodes) before any tree
/// is built; rules need none of it.
/// </summary>
internal static class SafeYaml
{
    private const int MaxCharacters = 4 * 1024 * 1024;
    private const int MaxDepth = 32;
    private const int MaxNodes = 400_000;

    /// <summary>The documents of a text; an empty list and a problem where it cannot be read.</summary>
    public static IReadOnlyList<YamlDocument> Load(string text, DocumentProblems problems)
    {
        if (text.Length > MaxCharacters)
        {
            problems.Error("too-large", Mark.Empty, $"the text has {text.Length} characters, {MaxCharacters} are allowed: split it");
            return [];
        }

        try
        {
            if (!IsHarmless(text, problems))
                return [];
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return [.. stream.Documents];
        }
        catch (YamlException fault)
        {
            problems.Error("yaml", fault.Start, $"not valid YAML: {FirstLine(fault.Message)}");
            return [];
        }
        catch (ArgumentException fault)
        {
            // YamlDotNet reports a duplicate key of an odd shape this way.
            problems.Error("yaml", Mark.Empty, $"not valid YAML: {FirstLine(fault.Message)}");
            return [];
        }
    }

    private static bool IsHarmless(string text, DocumentProblems problems)
    {
        var parser = new Parser(new StringReader(text));
        var (depth, nodes) = (0, 0);
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case AnchorAlias alias:
                    problems.Error("alias", alias.Start, "aliases (*name) are not allowed in rules: write the value out");
                    return false;
                case MappingStart or SequenceStart when ++depth > MaxDepth:
                    problems.Error("too-deep", parser.Current.Start, $"nested deeper than {MaxDepth}");
                    return false;
                case MappingEnd or SequenceEnd:
                    depth--;
                    break;
                case Scalar when ++nodes > MaxNodes:
                    problems.Error("too-large", parser.Current.Start, $"more than {MaxNodes} values: split the rule");
                    return false;
            }
        }

        return true;
    }

    private static string FirstLine(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
