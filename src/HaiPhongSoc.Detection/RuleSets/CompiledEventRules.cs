using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma.Compiled;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>
/// The Sigma rules of a rule set compiled together, with the numbers of the library (places among the Sigma rules, fields) beside ours (places in the rule set, field
/// ids). Immutable.
/// </summary>
internal sealed class CompiledEventRules
{
    private readonly int[] _ruleOf;
    private readonly int[] _numberOf;
    private readonly int[] _slotOf;

    public CompiledEventRules(IReadOnlyList<EventRule> rules)
    {
        SigmaEventRule[] sigma = [.. rules.OfType<SigmaEventRule>()];
        Rules = CompiledRuleSet.Compile([.. sigma.Select(rule => rule.Rule)]);
        _ruleOf = [.. sigma.Select(rule => rule.Number)];
        _numberOf = new int[rules.Count];
        Array.Fill(_numberOf, -1);
        for (var number = 0; number < _ruleOf.Length; number++)
            _numberOf[_ruleOf[number]] = number;

        FieldId[] ids = [FieldId.None, .. Rules.Fields.Skip(1).Select(name => name.Length == 0 ? FieldId.None : FieldCatalogue.Intern(name))];
        _slotOf = new int[ids.Max(id => id.Value) + 1];
        for (var slot = 1; slot < ids.Length; slot++)
            _slotOf[ids[slot].Value] = slot;
        _slotOf[0] = 0;
        KnownNames = FieldCatalogue.Count;
    }

    public CompiledRuleSet Rules { get; }

    /// <summary><see cref="FieldCatalogue.Count"/> when all fields of the rules had entered it.</summary>
    public int KnownNames { get; }

    public CompiledRuleIndex IndexOf(IEnumerable<int> rules) => Rules.Index(rules.Select(rule => _numberOf[rule]).Where(number => number >= 0));

    /// <summary>The place in the rule set of a rule of the library.</summary>
    public int RuleOf(int number) => _ruleOf[number];

    /// <summary>The library's number of a rule, or −1 where it is none of its rules.</summary>
    public int NumberOf(int rule) => _numberOf[rule];

    /// <summary>The library's number of a field, or 0 where no rule asks for it.</summary>
    public int SlotOf(FieldId id) => id.Value < _slotOf.Length ? _slotOf[id.Value] : 0;
}
