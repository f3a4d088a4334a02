using HaiPhongSoc.Sigma.Pipelines.Gates;
using HaiPhongSoc.Sigma.Pipelines.Transformations;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>One step of a pipeline: a transformation and when it is due.</summary>
/// <param name="Id">For <c>processing_item_applied</c>; null where it has none.</param>
/// <param name="Place"><c>path:line:column</c>.</param>
internal sealed record ProcessingItem(
    string? Id, string Place, Transformation Transformation, Gate<RuleCondition> OfRule, Gate<ItemCondition> OfItem, Gate<FieldCondition> OfField)
{
    public bool Meets(RuleDraft draft) => OfRule.Holds(condition => condition.Holds(draft));

    public bool Meets(RuleDraft draft, DraftItem item) =>
        OfItem.Holds(condition => condition.Holds(draft, item)) && OfField.Holds(condition => condition.Holds(draft, item));

    public bool Meets(RuleDraft draft, string? field) => OfField.Holds(condition => condition.Holds(draft, field));
}
