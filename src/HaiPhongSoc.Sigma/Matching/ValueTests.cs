using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>A string pattern against any value; numbers and booleans are compared as the text that stands in the event.</summary>
internal sealed class TextTest(StringPattern pattern) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var value in values)
        {
            if (value.Kind != SigmaValueKind.Null && pattern.Matches(value.Text))
            {
                witness = value;
                return true;
            }
        }

        witness = default;
        return false;
    }
}

/// <summary>A number of a rule: equal as text, or as a number where the event has one (4688, "4688", 4688.0).</summary>
internal sealed class NumberTest(string text, decimal number) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var value in values)
        {
            if (value.Kind != SigmaValueKind.Null
                && (string.Equals(value.Text, text, StringComparison.OrdinalIgnoreCase)
                    || (value.Kind == SigmaValueKind.Number && Numbers.TryRead(value.Text, out var other) && other == number)))
            {
                witness = value;
                return true;
            }
        }

        witness = default;
        return false;
    }
}

/// <summary><c>field: null</c>: the field is absent, or present and null.</summary>
internal sealed class NullTest : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        witness = new SigmaValue("", SigmaValueKind.Null);
        return values.Count == 0 || values.Any(value => value.Kind == SigmaValueKind.Null);
    }
}

/// <summary><c>exists</c>: the key is there; null and empty count as there.</summary>
internal sealed class ExistsTest(bool wanted) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        witness = values.Count > 0 ? values[0] : default;
        return values.Count > 0 == wanted;
    }
}

/// <summary><c>re</c>: unanchored search with the linear-time engine.</summary>
internal sealed class RegexTest(Regex regex) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var value in values)
        {
            if (value.Kind != SigmaValueKind.Null && regex.IsMatch(value.Text))
            {
                witness = value;
                return true;
            }
        }

        witness = default;
        return false;
    }
}

/// <summary><c>cidr</c>: membership; what is no address is in no network. IPv4 written as IPv6 (<c>::ffff:10.0.0.1</c>) counts as IPv4.</summary>
internal sealed class CidrTest(IPNetwork network) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var value in values)
        {
            if (value.Kind != SigmaValueKind.Null && TryAddress(value.Text, out var address) && network.Contains(address))
            {
                witness = value;
                return true;
            }
        }

        witness = default;
        return false;
    }

    private static bool TryAddress(string text, out IPAddress address)
    {
        // IPAddress.TryParse takes "10" and "0x7f.1" for addresses; logs mean no such thing.
        address = IPAddress.None;
        if (!text.Contains(':', StringComparison.Ordinal) && text.AsSpan().Count('.') != 3)
            return false;
        if (!IPAddress.TryParse(text, out var parsed))
            return false;
        address = parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? parsed.MapToIPv4() : parsed;
        return true;
    }
}

/// <summary><c>lt lte gt gte</c>: numbers only; a value that is none fails. Hexadecimal text (<c>0x1f</c>) is a number.</summary>
internal sealed class CompareTest(Func<decimal, bool> holds) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var value in values)
        {
            if (value.Kind is SigmaValueKind.Number or SigmaValueKind.Text && Numbers.TryRead(value.Text, out var number) && holds(number))
            {
                witness = value;
                return true;
            }
        }

        witness = default;
        return false;
    }
}

/// <summary><c>minute hour day week month year</c>: a part of a date, in UTC; week is ISO 8601's.</summary>
internal sealed class TimePartTest(Func<DateTimeOffset, int> part, int wanted) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var value in values)
        {
            if (Times.TryRead(value.Text, out var time) && part(time) == wanted)
            {
                witness = value;
                return true;
            }
        }

        witness = default;
        return false;
    }
}

/// <summary><c>fieldref</c>: against another field of the same event; either side absent or null fails. Arrays: any pair.</summary>
internal sealed class FieldRefTest(string other, Func<string, string, bool> compares) : ValueTest
{
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        var others = @event.Values(other);
        foreach (var value in values)
        {
            foreach (var against in others)
            {
                if (value.Kind != SigmaValueKind.Null && against.Kind != SigmaValueKind.Null && compares(value.Text, against.Text))
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
    public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
    {
        foreach (var variant in variants)
        {
            if (variant.Matches(@event, values, out witness))
                return true;
        }

        witness = default;
        return false;
    }
}

/// <summary>Numbers as logs write them.</summary>
internal static class Numbers
{
    public static bool TryRead(string text, out decimal number)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var ok = ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex);
            number = hex;
            return ok;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>Times as logs write them: ISO 8601 (without a zone: UTC), seconds or milliseconds since 1970.</summary>
internal static class Times
{
    private const long MillisecondsFrom = 100_000_000_000;
    private const long Latest = 253_402_300_799_999;

    public static bool TryRead(string text, out DateTimeOffset time)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Latest)
        {
            time = number >= MillisecondsFrom ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
