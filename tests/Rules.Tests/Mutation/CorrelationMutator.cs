using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Mutation;

/// <summary>
/// Makes the mutants of a correlation: the threshold one lower and one higher, the time halved and doubled, every field of group-by dropped, every
/// rule of several dropped.
/// </summary>
internal static class CorrelationMutator
{
    public static IReadOnlyList<Mutant> Mutate(string yaml)
    {
        var correlation = (YamlMappingNode)YamlTree.Parse(yaml)["correlation"];
        var mutants = new List<Mutant>();
        foreach (var key in new[] { "rules", "group-by" })
        {
            var list = (YamlSequenceNode)correlation[key];
            for (var i = 0; i < list.Children.Count; i++)
            {
                var index = i;
                if (list.Children.Count > 1)
                    mutants.Add(Change($"{list.Children[i]} of {key} is dropped", yaml, c => ((YamlSequenceNode)c[key]).Children.RemoveAt(index)));
                else if (key == "group-by")
                    mutants.Add(Change($"{key} is dropped", yaml, c => c.Children.Remove(key)));
            }
        }

        var timespan = correlation["timespan"].ToString();
        mutants.Add(Change($"timespan {timespan} is halved", yaml, c => c.Children["timespan"] = new YamlScalarNode(Seconds(timespan, 0.5))));
        mutants.Add(Change($"timespan {timespan} is doubled", yaml, c => c.Children["timespan"] = new YamlScalarNode(Seconds(timespan, 2))));
        if (correlation.Children.TryGetValue("condition", out var condition) && condition is YamlMappingNode operators)
        {
            foreach (var (key, value) in operators.Children)
            {
                var threshold = int.Parse(value.ToString(), CultureInfo.InvariantCulture);
                mutants.Add(Threshold(yaml, key, threshold, threshold - 1));
                mutants.Add(Threshold(yaml, key, threshold, threshold + 1));
            }
        }

        return mutants;
    }

    private static Mutant Threshold(string yaml, YamlNode key, int old, int changed) =>
        Change(
            string.Create(CultureInfo.InvariantCulture, $"{key} {old} becomes {changed}"),
            yaml,
            c => ((YamlMappingNode)c["condition"]).Children[key] = new YamlScalarNode(changed.ToString(CultureInfo.InvariantCulture)));

    private static string Seconds(string timespan, double factor)
    {
        var unit = timespan[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => throw new FormatException($"timespan {timespan}: unknown unit") };
        var seconds = int.Parse(timespan[..^1], CultureInfo.InvariantCulture) * unit * factor;
        return ((int)seconds).ToString(CultureInfo.InvariantCulture) + "s";
    }

    private static Mutant Change(string what, string yaml, Action<YamlMappingNode> change)
    {
        var rule = YamlTree.Parse(yaml);
        change((YamlMappingNode)rule["correlation"]);
        return new Mutant(what, YamlTree.Write(rule));
    }
}
