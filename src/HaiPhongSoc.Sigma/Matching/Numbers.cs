using System.Globalization;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>Numbers as logs write them.</summary>
internal static class Numbers
{
    public static bool TryRead(ReadOnlySpan<char> text, out decimal number)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var ok = ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex);
            number = hex;
            return ok;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A whole number as usually written: digits alone, no zero before others.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0');

    /// <summary>
    /// One writing for each value, the plain one for whole numbers; 0 where it does not fit.
    /// </summary>
    public static int WriteCanonical(decimal number, Span<char> text)
    {
        if (number == 0)
        {
            text[0] = '0';
            return 1;
        }

        return number.TryFormat(text, out var length, "G29", CultureInfo.InvariantCulture) ? length : 0;
    }
}
