using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Pipelines.Transformations;

/// <summary>What concerns the rule as a whole: <c>change_logsource set_state set_custom_attribute add_field remove_field set_field</c>.</summary>
internal sealed class RuleTransformation(Action<RuleDraft> change) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step) => change(draft);
}

/// <summary><c>add_condition</c>: a further detection, ANDed with every condition of the rule. It meets the later steps as the rule's own detections do.</summary>
/// <param name="detectionOf">The detection for a log source (<c>template: true</c> writes it into values).</param>
internal sealed class AddConditionTransformation(string? name, Func<LogSource, Detection> detectionOf, bool isNegated) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step)
    {
        if (draft.Correlation is not null)
            return;
        var free = name ?? "_cond_pipeline";
        for (var i = 1; draft.Detections.ContainsKey(free); i++)
            free = $"{name ?? "_cond_pipeline"}_{i}";
        var added = new DraftDetection(detectionOf(draft.LogSource));
        foreach (var items in added.Alternatives)
            Mark(step, items);
        draft.Detections[free] = added;
        var own = new Condition.Named(free);
        for (var i = 0; i < draft.Conditions.Count; i++)
            draft.Conditions[i] = new Condition.And([isNegated ? new Condition.Not(own) : own, draft.Conditions[i]]);
    }
}

/// <summary><c>rule_failure detection_item_failure strict_field_mapping_failure</c>: rules that must not be used under this pipeline.</summary>
/// <param name="refuses">The message, or null where the item is fine. Asked without an item for the rule as a whole.</param>
internal sealed class FailureTransformation(Func<DraftItem?, string?> refuses) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step)
    {
        if (refuses(null) is { } ofRule)
            throw new PipelineRefusal(ofRule);
        foreach (var item in draft.Items)
        {
            if (step.Meets(draft, item) && refuses(item) is { } ofItem)
                throw new PipelineRefusal(ofItem);
        }
    }
}

/// <summary><c>value_placeholders wildcard_placeholders</c>: placeholders are replaced while a rule is read, so this does nothing to a rule that was read.</summary>
internal sealed class PlaceholderTransformation(bool isWildcard, IReadOnlyList<string> include, IReadOnlyList<string> exclude) : Transformation
{
    public IReadOnlyList<string>? Values(string name, IReadOnlyDictionary<string, IReadOnlyList<string>> variables)
    {
        if ((include.Count > 0 && !include.Contains(name, StringComparer.Ordinal)) || exclude.Contains(name, StringComparer.Ordinal))
            return null;
        return isWildcard ? ["*"] : variables.GetValueOrDefault(name);
    }

    protected override void Apply(RuleDraft draft, ProcessingItem step)
    {
    }
}
