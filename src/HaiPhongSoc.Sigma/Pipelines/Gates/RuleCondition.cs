using System.Globalization;
using HaiPhongSoc.Sigma.Modifiers;

namespace HaiPhongSoc.Sigma.Pipelines.Gates;

/// <summary>A condition on the rule as it stands at that step.</summary>
internal abstract record RuleCondition
{
    public abstract bool Holds(RuleDraft draft);

    /// <summary>What is not named here is ignored. A correlation has the log sources of its rules.</summary>
    public sealed record OfLogSource(LogSource Wanted) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) =>
            draft.Correlation is null ? Wanted.Covers(draft.LogSource) : draft.Referenced.Any(Wanted.Covers);
    }

    public sealed record ContainsField(string Field) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) => draft.Items.Any(item => string.Equals(item.Field, Field, StringComparison.Ordinal));
    }

    public sealed record ContainsItem(string Field, Operand Value) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) =>
            draft.Items.Any(item => string.Equals(item.Field, Field, StringComparison.Ordinal) && item.Values.Any(value => ItemCondition.Equal(value.Operand, Value)));
    }

    public sealed record WasApplied(string Id) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) => draft.Applied.Contains(Id);
    }

    public sealed record HasState(StateTest Test) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) => Test.Holds(draft);
    }

    public sealed record IsCorrelation(bool Wanted) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) => draft.Correlation is not null == Wanted;
    }

    public sealed record HasTag(string Tag) : RuleCondition
    {
        public override bool Holds(RuleDraft draft) => draft.Metadata.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase);
    }

    public sealed record HasAttribute(string Attribute, string Value, string Op) : RuleCondition
    {
        private static readonly string[] Levels = ["informational", "low", "medium", "high", "critical"];
        private static readonly string[] Statuses = ["unsupported", "deprecated", "experimental", "test", "stable"];

        public override bool Holds(RuleDraft draft)
        {
            var value = ValueOf(draft.Metadata);
            if (value is IReadOnlyList<object?> list)
            {
                return Op switch
                {
                    "in" => list.Contains(Value),
                    "not_in" => !list.Contains(Value),
                    "ne" => true,
                    _ => false,
                };
            }

            return value is string text && StateTest.Compare(Rank(text), Rank(Value), Op);
        }

        // Levels and statuses are ordered; the rest compares as numbers or texts.
        private string Rank(string text)
        {
            var scale = Attribute switch { "level" => Levels, "status" => Statuses, _ => [] };
            var rank = Array.FindIndex(scale, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
            return rank < 0 ? text : rank.ToString(CultureInfo.InvariantCulture);
        }

        private object? ValueOf(SigmaMetadata metadata) => Attribute switch
        {
            "title" => metadata.Title,
            "id" => metadata.Id,
            "name" => metadata.Name,
            "taxonomy" => metadata.Taxonomy ?? "sigma",
            "status" => metadata.Status,
            "description" => metadata.Description,
            "license" => metadata.License,
            "author" => metadata.Author,
            "date" => metadata.Date,
            "modified" => metadata.Modified,
#pragma warning disable CA1308 // Levels are written in lower case.
            "level" => metadata.Level.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
            "references" => Objects(metadata.References),
            "tags" => Objects(metadata.Tags),
            "fields" => Objects(metadata.Fields),
            "falsepositives" => Objects(metadata.FalsePositives),
            _ => metadata.Custom.GetValueOrDefault(Attribute),
        };

        private static IReadOnlyList<object?> Objects(IReadOnlyList<string> texts) => [.. texts];
    }
}
