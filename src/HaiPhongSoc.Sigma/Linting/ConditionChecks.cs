using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>Conditions beyond their grammar: pySigma's condition validators.</summary>
internal static class ConditionChecks
{
    private static readonly string[] Keywords = ["and", "or", "not", "of", "them", "all", "any"];

    public static void Run(LintDocument document)
    {
        var detections = document.Map.TryGet("detection", out var node) && node is YamlMappingNode map ? map.Children.Count - 1 : 0;
        foreach (var condition in document.Conditions())
        {
            var words = (condition.Value ?? "").Split([' ', '(', ')', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Contains("them", StringComparer.Ordinal) && detections == 1)
                document.Inform("condition-them-single", condition, "'them' means a single detection: name it");
            for (var i = 0; i + 2 < words.Length; i++)
            {
                if (words[i..(i + 3)] is ["all", "of", "them"])
                    document.Inform("condition-all-of-them", condition, "'all of them' takes in detections that are added later: write 'all of selection_*'");
            }

            Case(document, condition);
        }
    }

    private static void Case(LintDocument document, YamlScalarNode condition)
    {
        var text = condition.Value ?? "";
        for (var from = 0; from < text.Length;)
        {
            var to = from;
            while (to < text.Length && (char.IsAsciiLetterOrDigit(text[to]) || text[to] is '_' or '-' or '*'))
                to++;
            var word = text[from..to];
            if (Array.Find(Keywords, keyword => string.Equals(keyword, word, StringComparison.OrdinalIgnoreCase)) is { } right && right != word)
            {
                document.Warn("condition-case", condition, $"'{word}' is written '{right}': other tools read it as the name of a detection", document.Replacing(condition, from, to - from, right));
            }

            from = Math.Max(to, from + 1);
        }
    }
}
