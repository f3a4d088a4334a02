using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>A string pattern against any value; numbers and booleans are compared as the text that stands in the event.</summary>
internal sealed class TextTest(StringPattern pattern) : SingleValueTest
{
    public StringPattern Pattern => pattern;

    public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) => kind != SigmaValueKind.Null && pattern.Matches(text);
}

/// <summary>
/// A number of a rule: equal as text ("4688"), or as a number where the event has one (4688, 4688.0). The text "4688.0" is not that number: in a log it is a
/// version or an object id.
/// </summary>
internal sealed class NumberTest(string text, decimal number) : SingleValueTest
{
    public string Text => text;

    public decimal Number => number;

    public override bool Holds(ReadOnlySpan<char> value, SigmaValueKind kind) =>
        kind != SigmaValueKind.Null
        && (value.Equals(text, StringComparison.OrdinalIgnoreCase)
            || (kind == SigmaValueKind.Number && Numbers.TryRead(value, out var other) && other == number));
}

/// <summary><c>field: null</c>: the field is absent, or present and null.</summary>
internal sealed class NullTest : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        witness = new SigmaValue("", SigmaValueKind.Null);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Kind == SigmaValueKind.Null)
                return true;
        }

        return values.Count == 0;
    }
}

/// <summary><c>exists</c>: the key is there; null and empty count as there.</summary>
internal sealed class ExistsTest(bool wanted) : ValueTest
{
    public bool Wanted => wanted;

    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        witness = values.Count > 0 ? values[0] : default;
        return values.Count > 0 == wanted;
    }
}

/// <summary>
/// <c>re</c>: unanchored search with the linear-time engine. The automaton is made when the first value asks for it: of a large rule set few are ever asked, and each takes
/// a millisecond and some 100 kB. A pattern that only the backtracking engine takes has a time-out, beyond which asking it throws.
/// </summary>
internal sealed class RegexTest(string pattern, RegexOptions options, TimeSpan? matchTimeout = null) : SingleValueTest
{
    private Regex? _regex;

    public string Pattern => pattern;

    public RegexOptions Options => options;

    /// <summary>Null where time is linear.</summary>
    public TimeSpan? MatchTimeout => matchTimeout;

    public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) => kind != SigmaValueKind.Null && (_regex ??= RegexModifiers.Make(pattern, options, matchTimeout)).IsMatch(text);
}

/// <summary><c>cidr</c>: membership; what is no address is in no network. IPv4 written as IPv6 (<c>::ffff:10.0.0.1</c>) counts as IPv4.</summary>
internal sealed class CidrTest(AddressNetwork network) : SingleValueTest
{
    public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) =>
        kind != SigmaValueKind.Null && Addresses.TryRead(text, out var address) && network.Contains(address);
}

/// <summary><c>lt lte gt gte</c>: numbers only; a value that is none fails. Hexadecimal text (<c>0x1f</c>) is a number.</summary>
internal sealed class CompareTest(Func<decimal, bool> holds) : SingleValueTest
{
    public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) =>
        kind is SigmaValueKind.Number or SigmaValueKind.Text && Numbers.TryRead(text, out var number) && holds(number);
}

/// <summary><c>minute hour day week month year</c>: a part of a date, in UTC; week is ISO 8601's.</summary>
internal sealed class TimePartTest(Func<DateTimeOffset, int> part, int wanted) : SingleValueTest
{
    public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) =>
        kind is SigmaValueKind.Number or SigmaValueKind.Text && Times.TryRead(text, out var time) && part(time) == wanted;
}

/// <summary><c>fieldref</c>: against another field of the same event; either side absent or null fails. Arrays: any pair.</summary>
internal sealed class FieldRefTest(string other, FieldRefMode mode) : ValueTest
{
    public string Other => other;

    public bool Compares(ReadOnlySpan<char> value, ReadOnlySpan<char> against) => mode switch
    {
        FieldRefMode.Contains => value.Contains(against, StringComparison.OrdinalIgnoreCase),
        FieldRefMode.StartsWith => value.StartsWith(against, StringComparison.OrdinalIgnoreCase),
        FieldRefMode.EndsWith => value.EndsWith(against, StringComparison.OrdinalIgnoreCase),
        _ => value.Equals(against, StringComparison.OrdinalIgnoreCase),
    };

    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        var others = @event.Values(other);
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            for (var j = 0; j < others.Count; j++)
            {
                var against = others[j];
                if (value.Kind != SigmaValueKind.Null && against.Kind != SigmaValueKind.Null && Compares(value.Text, against.Text))
                {
                    witness = value;
                    return true;
                }
            }
        }

        witness = default;
        return false;
    }
}

/// <summary>What one written value became when a modifier made several of it (<c>base64offset</c>, <c>expand</c>): always joined by OR, also under <c>all</c>.</summary>
internal sealed class AnyOfTest(IReadOnlyList<ValueTest> variants) : ValueTest
{
    public IReadOnlyList<ValueTest> Variants => variants;

    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        for (var i = 0; i < variants.Count; i++)
        {
            if (variants[i].Matches(@event, values, out witness))
                return true;
        }

        witness = default;
        return false;
    }
}
