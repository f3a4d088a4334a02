using HaiPhongSoc.Sigma.Modifiers;

namespace HaiPhongSoc.Sigma.Pipelines.Gates;

/// <summary>A condition on the name of a field; null for keywords.</summary>
internal abstract record FieldCondition
{
    public abstract bool Holds(RuleDraft draft, string? field);

    /// <summary>Of an item: its field, or a field that one of its values refers to.</summary>
    public virtual bool Holds(RuleDraft draft, DraftItem item) =>
        Holds(draft, item.Field) || item.Values.Any(value => value.Operand is Operand.FieldRef reference && Holds(draft, reference.Field));

    public sealed record Include(IReadOnlySet<string> Fields, IReadOnlyList<PythonRegex> Patterns, bool Negated) : FieldCondition
    {
        public override bool Holds(RuleDraft draft, string? field) =>
            (field is not null && (Fields.Contains(field) || Patterns.Any(pattern => pattern.MatchesFromStart(field)))) != Negated;
    }

    public sealed record WasApplied(string Id) : FieldCondition
    {
        public override bool Holds(RuleDraft draft, string? field) =>
            field is not null && draft.FieldOrigins.TryGetValue(field, out var origins) && origins.Contains(Id);

        public override bool Holds(RuleDraft draft, DraftItem item) => item.Applied.Contains(Id);
    }

    public sealed record HasState(StateTest Test) : FieldCondition
    {
        public override bool Holds(RuleDraft draft, string? field) => Test.Holds(draft);
    }
}
