using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Mutation;

/// <summary>
/// Makes the mutants of a detection rule: every selection taken out of the condition both ways (as if it always held, as if it never did) and
/// negated, every item of a selection dropped, every value of a list dropped. A case beside the rule has to notice each of them. Alternatives
/// within a regular expression are not touched: where they matter, they are values of a list.
/// </summary>
internal static partial class RuleMutator
{
    // A field that no source writes: absent in every event.
    private const string Nowhere = "rules.tests.absent|exists";

    public static IReadOnlyList<Mutant> Mutate(string yaml)
    {
        var rule = YamlTree.Parse(yaml);
        var detection = (YamlMappingNode)rule["detection"];
        var mutants = new List<Mutant>();
        foreach (var name in Selections(detection))
        {
            mutants.Add(Change($"selection {name} always holds", yaml, d => d.Children[name] = Constant("false")));
            mutants.Add(Change($"selection {name} never holds", yaml, d => d.Children[name] = Constant("true")));
            if (Negated(detection, name) is { } condition)
                mutants.Add(Change($"selection {name} is negated", yaml, d => d.Children["condition"] = new YamlScalarNode(condition)));
            AddInside(mutants, yaml, name, detection[name]);
        }

        return mutants;
    }

    private static void AddInside(List<Mutant> mutants, string yaml, string name, YamlNode selection)
    {
        switch (selection)
        {
            case YamlSequenceNode list:
                AddValues(mutants, yaml, name, list, d => (YamlSequenceNode)d[name]);
                for (var i = 0; i < list.Children.Count; i++)
                {
                    var index = i;
                    if (list.Children[i] is YamlMappingNode map)
                        AddItems(mutants, yaml, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), map, d => (YamlMappingNode)((YamlSequenceNode)d[name]).Children[index]);
                }

                break;
            case YamlMappingNode map:
                AddItems(mutants, yaml, name, map, d => (YamlMappingNode)d[name]);
                break;
            default:
                break;
        }
    }

    private static void AddItems(List<Mutant> mutants, string yaml, string where, YamlMappingNode map, Func<YamlMappingNode, YamlMappingNode> find)
    {
        foreach (var (key, value) in map.Children)
        {
            if (map.Children.Count > 1)
                mutants.Add(Change($"item {key} of {where} is dropped", yaml, d => find(d).Children.Remove(key)));
            if (value is YamlSequenceNode list)
                AddValues(mutants, yaml, $"{where}.{key}", list, d => (YamlSequenceNode)find(d)[key]);
        }
    }

    private static void AddValues(List<Mutant> mutants, string yaml, string where, YamlSequenceNode list, Func<YamlMappingNode, YamlSequenceNode> find)
    {
        if (list.Children.Count < 2)
            return;
        for (var i = 0; i < list.Children.Count; i++)
        {
            var index = i;
            mutants.Add(Change($"value {list.Children[i]} of {where} is dropped", yaml, d => find(d).Children.RemoveAt(index)));
        }
    }

    private static IEnumerable<string> Selections(YamlMappingNode detection) =>
        detection.Children.Keys.Select(key => key.ToString()).Where(key => key is not "condition" and not "timeframe");

    // Null where the condition names the selection through a pattern only: then it has no place of its own that could be negated.
    private static string? Negated(YamlMappingNode detection, string name)
    {
        var condition = detection["condition"].ToString();
        var changed = string.Concat(Token().Matches(condition).Select(token => token.Value == name ? $"(not {name})" : token.Value));
        return changed == condition ? null : changed;
    }

    private static YamlMappingNode Constant(string exists) =>
        new(new YamlScalarNode(Nowhere), new YamlScalarNode(exists));

    private static Mutant Change(string what, string yaml, Action<YamlMappingNode> change)
    {
        var rule = YamlTree.Parse(yaml);
        change((YamlMappingNode)rule["detection"]);
        return new Mutant(what, YamlTree.Write(rule));
    }

    // Names and patterns as one token each; everything else by itself.
    [GeneratedRegex(@"[\w*-]+|[^\w*-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
