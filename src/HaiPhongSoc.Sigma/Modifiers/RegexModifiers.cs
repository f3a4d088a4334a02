using System.Text.RegularExpressions;

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
    public static Regex Compile(Operand.Pattern pattern)
    {
        if (pattern.Value.Length > MaxLength)
            throw TooLarge();
        const RegexOptions Always = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        try
        {
#pragma warning disable MA0009 // NonBacktracking is always set (the analyzer sees constants only): linear in time, so no time-out is needed.
            var regex = new Regex(pattern.Value, pattern.Options | Always);
            return pattern.AtStart || pattern.AtEnd // only a pattern that is right by itself may be wrapped
                ? new Regex($"{(pattern.AtStart ? "\\A" : "")}(?:{pattern.Value}){(pattern.AtEnd ? "\\z" : "")}", pattern.Options | Always)
                : regex;
#pragma warning restore MA0009
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

    private static ModifierException TooLarge() =>
        new("regex-too-large", "the pattern unfolds to too many states: shorten it or lower its counted repetitions ({n,m})");
}
