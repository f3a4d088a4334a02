using HaiPhongSoc.Sigma.Conditions;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>A condition with numbers for the names of fields; immutable, shared by all matchers.</summary>
internal sealed class CompiledCondition
{
    public required BoundKind Kind { get; init; }

    /// <summary>Of a detection: its alternatives.</summary>
    public CompiledItem[][] Alternatives { get; init; } = [];

    public CompiledCondition[] Operands { get; init; } = [];

    public static CompiledCondition Of(Condition condition, IReadOnlyDictionary<string, Detection> detections, Func<string?, int> field) => Of(BoundCondition.Bind(condition, detections), field);

    private static CompiledCondition Of(BoundCondition bound, Func<string?, int> field) => new()
    {
        Kind = bound.Kind,
        Alternatives = [.. (bound.Detection?.Alternatives ?? []).Select(alternative => ItemsOf(alternative, field))],
        Operands = [.. bound.Operands.Select(operand => Of(operand, field))],
    };

    public bool Holds(CompiledMatcher matcher)
    {
        switch (Kind)
        {
            case BoundKind.Detection:
                foreach (var items in Alternatives)
                {
                    if (AllHold(items, matcher))
                        return true;
                }

                return false;
            case BoundKind.Not:
                return !Operands[0].Holds(matcher);
            default:
                var isAnd = Kind == BoundKind.And;
                foreach (var operand in Operands)
                {
                    if (operand.Holds(matcher) != isAnd)
                        return !isAnd;
                }

                return isAnd;
        }
    }

    private static bool AllHold(CompiledItem[] items, CompiledMatcher matcher)
    {
        foreach (var item in items)
        {
            if (!item.Holds(matcher))
                return false;
        }

        return true;
    }

    // All of them must hold, so the cheapest may decide first.
    private static CompiledItem[] ItemsOf(DetectionAlternative alternative, Func<string?, int> field) =>
        [.. alternative.Items.Select(item => new CompiledItem(item, field)).OrderBy(item => item.Cost)];
}
