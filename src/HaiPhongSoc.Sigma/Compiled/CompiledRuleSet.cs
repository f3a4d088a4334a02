namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Rules compiled together: their fields are numbers, and each has a witness, that is what must be true of every event that it matches. An index over some of them
/// (<see cref="Index"/>) looks an event up once and gives the few rules whose witness it holds; only those are evaluated. The answers equal those of
/// <see cref="Matching.NaiveMatcher"/>. Immutable and thread-safe.
/// </summary>
public sealed class CompiledRuleSet
{
    /// <summary>The number that stands for every value of the event (keywords).</summary>
    public const int AllValues = 0;

    private readonly CompiledCondition[][] _conditions;
    private readonly IReadOnlyList<Atom>?[] _witnesses;

    private CompiledRuleSet(IReadOnlyList<SigmaRule> rules)
    {
        Rules = rules;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var fields = new List<string> { "" };
        int NumberOf(string? field)
        {
            if (field is null)
                return AllValues;
            if (!numbers.TryGetValue(field, out var number))
            {
                numbers[field] = number = fields.Count;
                fields.Add(field);
            }

            return number;
        }

        var witnesses = new Witnesses(NumberOf);
        foreach (var rule in rules)
            witnesses.Count(rule);
        _conditions = [.. rules.Select(rule => rule.Conditions.Select(condition => CompiledCondition.Of(condition, rule.Detections, NumberOf)).ToArray())];
        _witnesses = [.. rules.Select(witnesses.Of)];
        Fields = fields;
    }

    public IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>The fields that the rules ask for, by number; <see cref="AllValues"/> has no name.</summary>
    public IReadOnlyList<string> Fields { get; }

    public static CompiledRuleSet Compile(IReadOnlyList<SigmaRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new CompiledRuleSet(rules);
    }

    /// <summary>An index over the rules of these numbers (their places in <see cref="Rules"/>): those that an event of some log source concerns.</summary>
    public CompiledRuleIndex Index(IEnumerable<int> rules) => new(this, [.. rules.Distinct().Order()]);

    /// <summary>An index over all rules.</summary>
    public CompiledRuleIndex IndexAll() => Index(Enumerable.Range(0, Rules.Count));

    internal IReadOnlyList<Atom>? WitnessOf(int rule) => _witnesses[rule];

    internal bool Holds(int rule, CompiledMatcher matcher)
    {
        foreach (var condition in _conditions[rule])
        {
            if (condition.Holds(matcher))
                return true;
        }

        return false;
    }
}
