using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary><c>re</c> and its flags <c>i m s</c> (also by their long names).</summary>
internal static class RegexModifiers
{
    private const int MaxLength = 10_000;

    public static Operand Flag(Operand operand, RegexOptions flag, string modifier) =>
        operand is Operand.Pattern pattern
            ? pattern with { Options = pattern.Options | flag }
            : throw new ModifierException("modifier-order", $"'{modifier}' is a flag of 're': put it after 're'");

    /// <summary>Case-sensitive by default, unanchored, linear in time whatever the pattern and the value; backtracking under a time-out only where the rule is allowed to.</summary>
    public static RegexTest ToTest(Operand.Pattern pattern, string written, ReadingCache? cache)
    {
        if (pattern.Value.Length > MaxLength)
            throw TooLarge();
        try
        {
            var timeout = Try(pattern.Value, pattern, cache);
            if (!pattern.AtStart && !pattern.AtEnd)
                return new RegexTest(pattern.Value, pattern.Options, timeout) { Written = written };
            // Only a pattern that is right by itself may be wrapped.
            var wrapped = $"{(pattern.AtStart ? "\\A" : "")}(?:{pattern.Value}){(pattern.AtEnd ? "\\z" : "")}";
            return new RegexTest(wrapped, pattern.Options, Try(wrapped, pattern, cache)) { Written = written };
        }
        catch (RegexParseException fault)
        {
            throw new ModifierException("regex", $"not a valid regular expression: {fault.Message}");
        }
        catch (NotSupportedException fault) when (IsTooLarge(fault))
        {
            throw TooLarge();
        }
        catch (NotSupportedException)
        {
            throw new ModifierException(
                "regex-backtracking", "the pattern needs backtracking (look-around, back-reference, atomic group), which has no bound in time: rewrite it without, or allow this rule by name");
        }
    }

    // The automaton tells what is wrong with the pattern, and is thrown away. Null where it takes the pattern, else the time-out of the other engine.
    private static TimeSpan? Try(string pattern, Operand.Pattern of, ReadingCache? cache)
    {
        if (cache?.Takes(pattern, of.Options) == true)
            return null;
        try
        {
            Make(pattern, of.Options, backtracking: null);
        }
        catch (NotSupportedException fault) when (of.Backtracking is not null && !IsTooLarge(fault))
        {
            return of.Backtracking;
        }

        cache?.Learn(pattern, of.Options);
        return null;
    }

    /// <summary>What runs a pattern that <see cref="ToTest"/> has looked at.</summary>
    public static Regex Make(string pattern, RegexOptions options, TimeSpan? backtracking) => backtracking is { } timeout
        ? new Regex(pattern, options | RegexOptions.CultureInvariant, timeout)
#pragma warning disable MA0009 // NonBacktracking is always set (the analyzer sees constants only): linear in time, so no time-out is needed.
        : new Regex(pattern, options | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
#pragma warning restore MA0009

    // The engine's own limit on the size of what a counted repetition unfolds to.
    private static bool IsTooLarge(NotSupportedException fault) => fault.Message.Contains("automata", StringComparison.Ordinal);

    private static ModifierException TooLarge() =>
        new("regex-too-large", "the pattern unfolds to too many states: shorten it or lower its counted repetitions ({n,m})");
}
