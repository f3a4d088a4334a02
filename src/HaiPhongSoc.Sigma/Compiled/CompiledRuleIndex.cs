namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Some rules of a set, turned round: for each field, which literals any of them needs there, in tables that are walked once for a value whatever their number.
/// Immutable and thread-safe.
/// </summary>
public sealed class CompiledRuleIndex
{
    internal CompiledRuleIndex(CompiledRuleSet rules, int[] numbers)
    {
        Rules = rules;
        RuleCount = numbers.Length;
        var always = new List<int>();
        var rulesOf = new Dictionary<Atom, List<int>>();
        foreach (var number in numbers)
        {
            if (rules.WitnessOf(number) is not { } witness)
            {
                always.Add(number);
                continue;
            }

            foreach (var atom in witness)
            {
                if (!rulesOf.TryGetValue(atom, out var list))
                    rulesOf[atom] = list = [];
                list.Add(number);
            }
        }

        Always = [.. always];
        var entries = new List<IndexEntry>();
        Probes = [.. rulesOf.GroupBy(pair => pair.Key.Field).OrderBy(group => group.Key).Select(group => FieldProbe.Of(group.Key, group, entries))];
        EntryCount = entries.Count;
    }

    /// <summary>The set that the numbers of rules belong to.</summary>
    public CompiledRuleSet Rules { get; }

    public int RuleCount { get; }

    /// <summary>Rules that must be evaluated for every event: they may match one that holds nothing they look for.</summary>
    internal int[] Always { get; }

    internal FieldProbe[] Probes { get; }

    internal int EntryCount { get; }
}

/// <summary>A literal of one field and the rules whose witness it is.</summary>
/// <param name="Number">Its place among all entries of the index, by which a matcher remembers that it was found.</param>
internal sealed record IndexEntry(int Number, byte[] Literal, int[] Rules);
