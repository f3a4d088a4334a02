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

    /// <summary>Case-sensitive by default, unanchored, linear in time whatever the pattern and the value.</summary>
    public static RegexTest ToTest(Operand.Pattern pattern, string written, ReadingCache? cache)
    {
        if (pattern.Value.Length > MaxLength)
            throw TooLarge();
        try
        {
            Try(pattern.Value, pattern.Options, cache);
            if (!pattern.AtStart && !pattern.AtEnd)
                return new RegexTest(pattern.Value, pattern.Options) { Written = written };
            // Only a pattern that is right by itself may be wrapped.
            var wrapped = $"{(pattern.AtStart ? "\\A" : "")}(?:{pattern.Value}){(pattern.AtEnd ? "\\z" : "")}";
            Try(wrapped, pattern.Options, cache);
            return new RegexTest(wrapped, pattern.Options) { Written = written };
        }
        catch (RegexParseException fault)
        {
            throw new ModifierException("regex", $"not a valid regular expression: {fault.Message}");
        }
        catch (NotSupportedException fault) when (fault.Message.Contains("automata", StringComparison.Ordinal))
        {
            // The engine's own limit on the size of what a counted repetition unfolds to.
            throw TooLarge();
        }
        catch (NotSupportedException)
        {
            throw new ModifierException("regex-backtracking", "the pattern needs backtracking (look-around, back-reference, atomic group), which has no bound in time: rewrite it without");
        }
    }

    // The automaton tells what is wrong with the pattern, and is thrown away.
    private static void Try(string pattern, RegexOptions options, ReadingCache? cache)
    {
        if (cache?.Takes(pattern, options) == true)
            return;
        Make(pattern, options);
        cache?.Learn(pattern, options);
    }

#pragma warning disable MA0009 // NonBacktracking is always set (the analyzer sees constants only): linear in time, so no time-out is needed.
    /// <summary>The automaton of a pattern that <see cref="ToTest"/> has looked at.</summary>
    public static Regex Make(string pattern, RegexOptions options) => new(pattern, options | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
#pragma warning restore MA0009

    private static ModifierException TooLarge() =>
        new("regex-too-large", "the pattern unfolds to too many states: shorten it or lower its counted repetitions ({n,m})");
}
