using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Explaining;

/// <summary>Holds a rule against an event as <see cref="Matching.NaiveMatcher"/> does, and tells all of it instead of the verdict alone.</summary>
public static class SigmaExplainer
{
    /// <summary>Which events the rule is about (its log source) is the caller's business.</summary>
    public static RuleExplanation Explain(SigmaRule rule, ISigmaEvent @event)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(@event);
        var detections = rule.Detections.Select(pair => Explain(pair.Key, pair.Value, @event)).ToList();
        var holds = detections.ToDictionary(detection => detection.Name, detection => detection.Holds, StringComparer.Ordinal);
        var conditions = rule.Conditions.Select(condition => Explain(condition, holds)).ToList();
        return new RuleExplanation(conditions.Any(condition => condition.Holds), conditions, detections);
    }

    private static ConditionExplanation Explain(Condition condition, Dictionary<string, bool> holds)
    {
        List<ConditionExplanation> Of(IReadOnlyList<Condition> operands) => [.. operands.Select(operand => Explain(operand, holds))];
        switch (condition)
        {
            case Condition.Named named:
                return new ConditionExplanation(named.Detection, holds[named.Detection], []);
            case Condition.Not not:
                var inner = Explain(not.Operand, holds);
                return new ConditionExplanation("not", !inner.Holds, [inner]);
            case Condition.And and:
                var all = Of(and.Operands);
                return new ConditionExplanation("and", all.TrueForAll(operand => operand.Holds), all);
            case Condition.Or or:
                var any = Of(or.Operands);
                return new ConditionExplanation("or", any.Exists(operand => operand.Holds), any);
            default:
                throw new ArgumentOutOfRangeException(nameof(condition));
        }
    }

    private static DetectionExplanation Explain(string name, Detection detection, ISigmaEvent @event)
    {
        var alternatives = detection.Alternatives
            .Select(alternative => alternative.Items.Select(item => Explain(item, @event)).ToList())
            .Select(items => new AlternativeExplanation(items.TrueForAll(item => item.Holds), items))
            .ToList();
        return new DetectionExplanation(name, alternatives.Exists(alternative => alternative.Holds), alternatives);
    }

    private static ItemExplanation Explain(DetectionItem item, ISigmaEvent @event)
    {
        var values = item.Field is null ? @event.AllValues : @event.Values(item.Field);
        var patterns = new List<PatternExplanation>(item.Tests.Count);
        foreach (var test in item.Tests)
        {
            var matches = test.Matches(@event, values, out var witness);
            patterns.Add(new PatternExplanation(test.Written, matches, matches ? witness.Text ?? "" : null));
        }

        var holds = item.RequiresAll ? patterns.TrueForAll(pattern => pattern.Holds) : patterns.Exists(pattern => pattern.Holds);
        return new ItemExplanation(item.Field, item.Modifiers, item.Line, holds != item.Negated, item.RequiresAll, item.Negated, values.Count > 0, values, patterns);
    }
}
