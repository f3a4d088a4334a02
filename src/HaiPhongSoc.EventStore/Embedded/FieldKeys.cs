using System.Text;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// Names of fields as keys of the stored JSON. What would need escaping in JSON or in a JSON path (<c>" \ *</c>, control characters) is written as
/// <c>%XX</c>, and so is <c>%</c> itself; the empty name is <c>%</c>. A key can therefore be looked for as plain text.
/// </summary>
internal static class FieldKeys
{
    public static string Encode(string name)
    {
        if (name.Length == 0)
            return "%";
        var clean = SearchText.Clean(name);
        return clean.AsSpan().IndexOfAnyExceptInRange('+', '~') < 0 && !clean.Contains('\\') ? clean : EncodeSlow(clean);
    }

    public static string Decode(string key)
    {
        if (key == "%")
            return "";
        if (!key.Contains('%'))
            return key;

        var name = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == '%' && i + 2 < key.Length)
            {
                name.Append((char)Convert.ToInt32(key.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                name.Append(key[i]);
            }
        }

        return name.ToString();
    }

    private static string EncodeSlow(string clean)
    {
        var key = new StringBuilder(clean.Length + 8);
        foreach (var c in clean)
        {
            if (c is '"' or '\\' or '*' or '%' or < ' ' or '\u007f')
                key.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                key.Append(c);
        }

        return key.ToString();
    }
}
