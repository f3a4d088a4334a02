using System.Collections.Concurrent;
using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>A rule that broke while it judged an event, and is not asked again until the rule set is loaded anew.</summary>
public sealed record QuarantinedRule(string RuleId, string File, string Reason, long Since);

/// <summary>The rules that broke. A broken rule costs its own hits, never the stage.</summary>
internal sealed class RuleQuarantine
{
    private readonly ConcurrentDictionary<int, QuarantinedRule> _rules = new();

    public IReadOnlyList<QuarantinedRule> Rules => [.. _rules.Values.OrderBy(rule => rule.RuleId, StringComparer.Ordinal)];

    public int Count => _rules.Count;

    public bool Holds(EventRule rule) => !_rules.IsEmpty && _rules.ContainsKey(rule.Number);

    public void Add(EventRule rule, Exception fault, long now) =>
        _rules.TryAdd(rule.Number, new QuarantinedRule(rule.Identity.Id, rule.File, $"{fault.GetType().Name}: {fault.Message}", now));
}
