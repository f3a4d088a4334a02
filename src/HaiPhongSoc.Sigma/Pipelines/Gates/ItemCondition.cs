using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Pipelines.Gates;

/// <summary>A condition on one detection item.</summary>
internal abstract record ItemCondition
{
    public abstract bool Holds(RuleDraft draft, DraftItem item);

    /// <summary>A value in general; <paramref name="All"/>: every value of the item, else any.</summary>
    public abstract record OfValues(bool All) : ItemCondition
    {
        public sealed override bool Holds(RuleDraft draft, DraftItem item)
        {
            var values = item.Values.SelectMany(value => Flat(value.Operand));
            return All ? values.All(Fits) : values.Any(Fits);
        }

        protected abstract bool Fits(Operand value);
    }

    public sealed record MatchesText(bool All, PythonRegex Pattern, bool Negated) : OfValues(All)
    {
        protected override bool Fits(Operand value) => (value is Operand.Text text && Pattern.MatchesFromStart(PipelineText.Write(text.Value))) != Negated;
    }

    public sealed record IsValue(bool All, Operand Value) : OfValues(All)
    {
        protected override bool Fits(Operand value) => Equal(value, Value);
    }

    public sealed record HasWildcard(bool All) : OfValues(All)
    {
        protected override bool Fits(Operand value) => value is Operand.Text { Value.HasWildcards: true };
    }

    public sealed record IsNull(bool All) : OfValues(All)
    {
        protected override bool Fits(Operand value) => value is Operand.Null;
    }

    public sealed record WasApplied(string Id) : ItemCondition
    {
        public override bool Holds(RuleDraft draft, DraftItem item) => item.Applied.Contains(Id);
    }

    public sealed record HasState(StateTest Test) : ItemCondition
    {
        public override bool Holds(RuleDraft draft, DraftItem item) => Test.Holds(draft);
    }

    public static bool Equal(Operand left, Operand right) => (left, right) switch
    {
        (Operand.Text a, Operand.Text b) => SameText(a.Value, b.Value),
        (Operand.Number a, Operand.Number b) => a.Value == b.Value,
        (Operand.Boolean a, Operand.Boolean b) => a.Value == b.Value,
        (Operand.Null, Operand.Null) => true,
        (Operand.Variants a, _) => a.Items.Any(item => Equal(item, right)),
        _ => false,
    };

    private static bool SameText(SigmaString a, SigmaString b) => string.Equals(PipelineText.Write(a), PipelineText.Write(b), StringComparison.Ordinal);

    private static IEnumerable<Operand> Flat(Operand operand) => operand is Operand.Variants variants ? variants.Items.SelectMany(Flat) : [operand];
}
