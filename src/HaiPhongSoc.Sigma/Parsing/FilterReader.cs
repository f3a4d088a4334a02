using HaiPhongSoc.Sigma.Conditions;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads a filter document. Its condition is ANDed as written (pySigma), so one without <c>not</c> narrows a rule to what it was meant to exclude.</summary>
internal static class FilterReader
{
    public static SigmaFilter? Read(YamlMappingNode map, YamlNode node, SigmaMetadata metadata, DocumentProblems problems, DetectionReader reader)
    {
        var logSource = LogSourceReader.Read(map, problems);
        if (node is not YamlMappingNode filter)
        {
            problems.Error("type", node, "'filter' must be a map with rules, a selection and a condition");
            return null;
        }

        var rules = filter.Texts("rules", problems);
        if (!filter.TryGet("rules", out _))
            problems.Error("filter-rules-missing", filter, "'rules' is missing: list ids or names, or write any");
        var (detections, conditions) = reader.Read(filter, "rules");
        if (problems.HasErrors || logSource is null)
            return null;
        var condition = conditions is [var only] ? only : new Condition.Or(conditions);
        if (!Negates(condition))
            problems.Warning("filter-without-not", filter, "the condition is ANDed as written: to exclude what the selection describes, write 'not selection'");
        return new SigmaFilter
        {
            Metadata = metadata,
            LogSource = logSource,
            Rules = rules is ["any"] ? [] : rules,
            Detections = detections,
            Condition = condition,
        };
    }

    private static bool Negates(Condition condition) => condition switch
    {
        Condition.Not => true,
        Condition.And and => and.Operands.Any(Negates),
        Condition.Or or => or.Operands.Any(Negates),
        _ => false,
    };
}
