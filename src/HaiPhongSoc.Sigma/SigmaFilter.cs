using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma;

/// <summary>One filter document (Sigma 2.1 filters): its condition is ANDed, as written, with those of the rules it names.</summary>
public sealed record SigmaFilter
{
    public required SigmaMetadata Metadata { get; init; }

    public required LogSource LogSource { get; init; }

    /// <summary>Ids or names of the rules it applies to; empty = every rule of a log source that it covers (pySigma: <c>rules: any</c>).</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    public required IReadOnlyDictionary<string, Detection> Detections { get; init; }

    public required Condition Condition { get; init; }

    /// <summary>True where the filter's log source covers the rule's and the filter names the rule, or names none.</summary>
    public bool AppliesTo(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return LogSource.Covers(rule.LogSource) && (Rules.Count == 0 || Rules.Any(rule.Metadata.IsReferredToBy));
    }

    /// <summary>
    /// The rule under this filter: <c>(its condition) and (the filter's condition)</c>. The filter's detections come along under names of their own
    /// (<c>title: name</c>), so they never meet those of the rule or of another filter. The rule itself where the filter does not apply.
    /// </summary>
    public SigmaRule Apply(SigmaRule rule)
    {
        if (!AppliesTo(rule))
            return rule;

        var detections = new Dictionary<string, Detection>(rule.Detections, StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, detection) in Detections)
        {
            var free = $"{Metadata.Title}: {name}";
            while (!detections.TryAdd(free, detection))
                free += "'";
            names[name] = free;
        }

        var own = rule.Conditions is [var only] ? only : new Condition.Or(rule.Conditions);
        return rule with { Detections = detections, Conditions = [new Condition.And([own, Renamed(Condition, names)])] };
    }

    private static Condition Renamed(Condition condition, Dictionary<string, string> names) => condition switch
    {
        Condition.Named named => new Condition.Named(names[named.Detection]),
        Condition.Not not => new Condition.Not(Renamed(not.Operand, names)),
        Condition.And and => new Condition.And([.. and.Operands.Select(operand => Renamed(operand, names))]),
        Condition.Or or => new Condition.Or([.. or.Operands.Select(operand => Renamed(operand, names))]),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };
}
