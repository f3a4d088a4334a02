using System.Globalization;
using System.Text;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma.Explaining;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>An explanation for people: verdict, log source, condition as a tree, then every line of every detection with the event's values.</summary>
internal static class ExplanationText
{
    private const int LongestValue = 200;
    private const int MostPatterns = 12;

    public static string Write(EventExplanation explained, LogEvent logEvent)
    {
        var text = new StringBuilder();
        Line(text, 0, $"{(explained.IsHit ? "MATCH" : "no match")}  {explained.Rule.Title}  ({explained.Rule.Id})");
        Line(text, 1, $"{Mark(explained.MeetsLogSource)} log source: the rule is about {explained.RuleLogSource}; the event is of {explained.EventLogSource}{(logEvent.Fault is null ? "" : " and could not be read whole")}");
        if (!explained.MeetsLogSource)
            Line(text, 2, "the rule is never asked about this event; what follows is what it would say");
        foreach (var condition in explained.Explanation.Conditions)
            Condition(text, 1, condition);
        foreach (var detection in explained.Explanation.Detections)
            Detection(text, detection);
        return text.ToString().TrimEnd('\n');
    }

    private static void Condition(StringBuilder text, int depth, ConditionExplanation condition)
    {
        Line(text, depth, $"{Mark(condition.Holds)} {condition.Text}");
        foreach (var operand in condition.Operands)
            Condition(text, depth + 1, operand);
    }

    private static void Detection(StringBuilder text, DetectionExplanation detection)
    {
        Line(text, 0, "");
        Line(text, 1, $"{Mark(detection.Holds)} {detection.Name}:{(detection.Alternatives.Count > 1 ? $" any of {detection.Alternatives.Count.ToString(CultureInfo.InvariantCulture)}" : "")}");
        // Of many alternatives those that hold say why; where none does, the ones that came nearest.
        var shown = detection.Alternatives.Where(alternative => alternative.Holds == detection.Holds)
            .OrderByDescending(alternative => alternative.Items.Count(item => item.Holds)).Take(5).ToList();
        foreach (var alternative in shown)
        {
            if (detection.Alternatives.Count > 1)
                Line(text, 2, $"{Mark(alternative.Holds)} alternative");
            foreach (var item in alternative.Items)
                Item(text, detection.Alternatives.Count > 1 ? 3 : 2, item);
        }

        if (shown.Count < detection.Alternatives.Count)
            Line(text, 2, $"… and {detection.Alternatives.Count - shown.Count} more alternatives");
    }

    private static void Item(StringBuilder text, int depth, ItemExplanation item)
    {
        var name = string.Join('|', item.Modifiers.Prepend(item.Field ?? ""));
        var has = !item.IsPresent ? "the event has no such field"
            : item.Field is null ? "anywhere in the event"
            : string.Join(", ", item.Values.Take(5).Select(value => value.Kind == Sigma.SigmaValueKind.Null ? "null" : $"'{Output.Clean(value.Text, LongestValue)}'"));
        var wants = item.Patterns.Count > 1 ? item.RequiresAll ? " (all of these)" : item.IsNegated ? " (none of these)" : " (any of these)" : "";
        Line(text, depth, $"{Mark(item.Holds)} {(name.Length == 0 ? "keywords" : name)} (line {item.Line.ToString(CultureInfo.InvariantCulture)}){wants}: {has}");
        // What decides comes first: a match for "any", a failure for "all".
        foreach (var pattern in item.Patterns.OrderByDescending(pattern => pattern.Holds != item.RequiresAll).Take(MostPatterns))
        {
            var by = pattern.Value is { } value && (item.Values.Count > 1 || item.Field is null) ? $"  by '{Output.Clean(value, LongestValue)}'" : "";
            Line(text, depth + 1, $"{Mark(pattern.Holds)} {Output.Clean(pattern.Pattern, LongestValue)}{by}");
        }

        if (item.Patterns.Count > MostPatterns)
            Line(text, depth + 1, $"… and {item.Patterns.Count - MostPatterns} more");
    }

    private static string Mark(bool holds) => holds ? "✓" : "✗";

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', depth * 2).Append(Output.Clean(line, 2_000)).Append('\n');
}
