using System.Globalization;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>From field, operator and value to a node, by the field's type. Gives a code of <see cref="KqlErrorCodes"/> where the value does not fit.</summary>
internal static class KqlMeaning
{
    public static KqlNode FreeText(KqlPattern pattern) => pattern.IsAnything ? new KqlEverything() : new KqlFreeText(pattern);

    public static (KqlNode? Node, string? Code) Equal(string field, KqlPattern pattern, bool quoted)
    {
        if (pattern.IsAnything)
            return (new KqlExists(field), null);

        switch (KqlFieldTypes.Of(field))
        {
            case KqlFieldType.Time:
                return !pattern.HasWildcard && TimeLiteral.TryParse(pattern.Text, out var from, out var to)
                    ? (new KqlTime(field, from, to), null)
                    : (null, KqlErrorCodes.TimeValue);
            case KqlFieldType.Text:
                return (new KqlContains(field, pattern), null);
            case KqlFieldType.Address when !pattern.HasWildcard:
                if (AddressBlock.TryParseAddress(pattern.Text, out var address))
                    return (new KqlAddress(field, address, address), null);
                if (!quoted && AddressBlock.TryParse(pattern.Text, out var low, out var high, out var valid))
                    return valid ? (new KqlAddress(field, low, high), null) : (null, KqlErrorCodes.Cidr);
                break;
        }

        return (new KqlKeyword(field, pattern), null);
    }

    public static (KqlNode? Node, string? Code) Range(string field, KqlComparison comparison, KqlPattern pattern)
    {
        var type = KqlFieldTypes.Of(field);
        if (pattern.HasWildcard)
            return (null, KqlErrorCodes.RangeValue);
        if (type == KqlFieldType.Time)
            return TimeLiteral.TryParse(pattern.Text, out var from, out var to) ? (TimeRange(field, comparison, from, to), null) : (null, KqlErrorCodes.TimeValue);
        if (type == KqlFieldType.Address && AddressBlock.TryParseAddress(pattern.Text, out var address))
            return (AddressRange(field, comparison, address), null);
        return IsNumber(pattern.Text)
            ? (new KqlNumber(field, comparison, double.Parse(pattern.Text, NumberStyles.Float, CultureInfo.InvariantCulture)), null)
            : (new KqlTextOrder(field, comparison, pattern.Text), null);
    }

    /// <summary>Digits with an optional sign, fraction and exponent; nothing else counts as a number, in queries and in events.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var i = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(text, ref i);
        if (whole && i < text.Length && text[i] == '.')
        {
            i++;
            whole = Digits(text, ref i);
        }

        if (whole && i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
                i++;
            whole = Digits(text, ref i);
        }

        return whole && i == text.Length;
    }

    private static bool Digits(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i > start;
    }

    private static KqlTime TimeRange(string field, KqlComparison comparison, long from, long to) => comparison switch
    {
        KqlComparison.Less => new KqlTime(field, long.MinValue, from),
        KqlComparison.LessOrEqual => new KqlTime(field, long.MinValue, to),
        KqlComparison.Greater => new KqlTime(field, to, long.MaxValue),
        _ => new KqlTime(field, from, long.MaxValue),
    };

    private static KqlNode AddressRange(string field, KqlComparison comparison, UInt128 address) => comparison switch
    {
        KqlComparison.Less => address == 0 ? new KqlNot(new KqlEverything()) : new KqlAddress(field, 0, address - 1),
        KqlComparison.LessOrEqual => new KqlAddress(field, 0, address),
        KqlComparison.Greater => address == UInt128.MaxValue ? new KqlNot(new KqlEverything()) : new KqlAddress(field, address + 1, UInt128.MaxValue),
        _ => new KqlAddress(field, address, UInt128.MaxValue),
    };
}
