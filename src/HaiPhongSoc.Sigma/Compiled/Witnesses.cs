using HaiPhongSoc.Sigma.Conditions;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Finds for each rule what must be true of every event that it matches: of things joined by AND the rarest one, of things joined by OR all of them, of a negation
/// nothing. The cost of an atom is a guess at how often events hold it: short literals more often than long ones, and what many rules look for more often than what
/// one looks for.
/// </summary>
internal sealed class Witnesses(Func<string?, int> field)
{
    /// <summary>Beyond it, looking at the presence of the field is the cheaper witness.</summary>
    private const int MostAtoms = 8_000;

    private readonly Dictionary<Atom, int> _rulesOf = [];

    /// <summary>Counts what a rule looks for; to be called for all rules before the first witness is asked for.</summary>
    public void Count(SigmaRule rule)
    {
        var seen = new HashSet<Atom>();
        foreach (var item in rule.Detections.Values.SelectMany(d => d.Alternatives).SelectMany(a => a.Items))
        {
            foreach (var test in item.Tests)
            {
                foreach (var atom in OfTest(test, field(item.Field)) ?? [])
                {
                    if (seen.Add(atom))
                        _rulesOf[atom] = _rulesOf.GetValueOrDefault(atom) + 1;
                }
            }
        }
    }

    /// <summary>Null where the rule may match an event that holds nothing it looks for.</summary>
    public IReadOnlyList<Atom>? Of(SigmaRule rule) => AnyOf(rule.Conditions.Select(condition => Of(condition, rule, negated: false)));

    private IReadOnlyList<Atom>? Of(Condition condition, SigmaRule rule, bool negated) => condition switch
    {
        Condition.Not not => Of(not.Operand, rule, !negated),
        Condition.And both => Joined(both.Operands, rule, negated, isAnd: !negated),
        Condition.Or either => Joined(either.Operands, rule, negated, isAnd: negated),
        Condition.Named named when !negated => AnyOf(rule.Detections[named.Detection].Alternatives.Select(alternative => BestOf(alternative.Items.Select(OfItem)))),
        _ => null,
    };

    private IReadOnlyList<Atom>? Joined(IReadOnlyList<Condition> operands, SigmaRule rule, bool negated, bool isAnd)
    {
        var witnesses = operands.Select(operand => Of(operand, rule, negated));
        return isAnd ? BestOf(witnesses) : AnyOf(witnesses);
    }

    private IReadOnlyList<Atom>? OfItem(DetectionItem item)
    {
        if (item.Negated || item.Tests.Count == 0)
            return null;
        var tests = item.Tests.Select(test => OfTest(test, field(item.Field)));
        return item.RequiresAll ? BestOf(tests) : AnyOf(tests);
    }

    private static IReadOnlyList<Atom>? OfTest(ValueTest test, int number) => test switch
    {
        TextTest text => [OfPattern(text.Pattern, number)],
        NumberTest equal => OfNumber(equal, number),
        RegexTest regex => [Atom.Of(number, AtomKind.Contains, RegexLiteral.In(regex.Pattern, regex.Options))],
        ExistsTest exists => exists.Wanted ? [Atom.Present(number)] : null,
        NullTest => null,
        AnyOfTest any => AnyOf(any.Variants.Select(variant => OfTest(variant, number))),
        _ => [Atom.Present(number)],
    };

    private static Atom OfPattern(StringPattern pattern, int number) => pattern.Kind switch
    {
        StringPattern.Shape.Equal => Atom.Of(number, AtomKind.Exact, pattern.Text),
        StringPattern.Shape.Starts => Atom.Of(number, AtomKind.Prefix, pattern.Text),
        StringPattern.Shape.Ends => Atom.Of(number, AtomKind.Suffix, pattern.Text),
        StringPattern.Shape.Contains => Atom.Of(number, AtomKind.Contains, pattern.Text),
        StringPattern.Shape.General => Atom.Of(number, AtomKind.Contains, LongestLiteral(pattern)),
        _ => Atom.Present(number),
    };

    private static string LongestLiteral(StringPattern pattern)
    {
        var longest = "";
        foreach (var part in pattern.Parts)
        {
            if (part.Kind == SigmaString.PartKind.Literal && part.Text.Length > longest.Length)
                longest = part.Text;
        }

        return longest;
    }

    // As text, and as the one writing of its value by which the matcher also looks for numbers.
    private static IReadOnlyList<Atom> OfNumber(NumberTest test, int number)
    {
        Span<char> canonical = stackalloc char[64];
        var length = Numbers.WriteCanonical(test.Number, canonical);
        if (length == 0)
            return [Atom.Present(number)];
        var asText = Atom.Of(number, AtomKind.Exact, test.Text);
        var asValue = Atom.Of(number, AtomKind.Exact, canonical[..length].ToString());
        return asText == asValue ? [asText] : [asText, asValue];
    }

    // One without a witness leaves the whole without one.
    private static IReadOnlyList<Atom>? AnyOf(IEnumerable<IReadOnlyList<Atom>?> choices)
    {
        var union = new HashSet<Atom>();
        foreach (var choice in choices)
        {
            if (choice is null)
                return null;
            union.UnionWith(choice);
        }

        return union.Count == 0 ? null : [.. union];
    }

    private IReadOnlyList<Atom>? BestOf(IEnumerable<IReadOnlyList<Atom>?> choices)
    {
        var (best, least) = ((IReadOnlyList<Atom>?)null, double.MaxValue);
        foreach (var choice in choices)
        {
            if (choice is null)
                continue;
            var cost = choice.Count > MostAtoms ? double.MaxValue / 2 : choice.Sum(CostOf);
            if (cost >= least)
                continue;
            (best, least) = (choice, cost);
        }

        return best;
    }

    private double CostOf(Atom atom)
    {
        var rules = _rulesOf.GetValueOrDefault(atom, 1);
        var rarity = atom.Kind == AtomKind.Present ? 10_000 : 4_000 / Math.Pow(atom.Literal.Length, atom.Kind == AtomKind.Contains ? 2 : 2.5);
        if (atom.Kind == AtomKind.Exact)
            rarity = Math.Min(rarity, 100);
        // Every field of the event is looked at for a keyword.
        return (1 + rarity) * rules * (atom.Field == CompiledRuleSet.AllValues ? 5 : 1);
    }
}
