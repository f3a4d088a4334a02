namespace HaiPhongSoc.Sigma.Pipelines.Transformations;

/// <summary>What one step of a pipeline does to a rule for which its rule conditions hold.</summary>
internal abstract class Transformation
{
    public virtual void ApplyTo(RuleDraft draft, ProcessingItem step)
    {
        if (!step.Meets(draft))
            return;
        Apply(draft, step);
        if (step.Id is { } id)
            draft.Applied.Add(id);
    }

    protected abstract void Apply(RuleDraft draft, ProcessingItem step);

    /// <summary>Notes that the step changed these items.</summary>
    protected static IReadOnlyList<DraftItem> Mark(ProcessingItem step, IReadOnlyList<DraftItem> items)
    {
        if (step.Id is { } id)
        {
            foreach (var item in items)
                item.Applied.Add(id);
        }

        return items;
    }
}

/// <summary><c>nest</c>: steps within a step, taken in order where its conditions hold.</summary>
internal sealed class NestTransformation(IReadOnlyList<ProcessingItem> items) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step)
    {
        foreach (var item in items)
            item.Transformation.ApplyTo(draft, item);
    }
}
