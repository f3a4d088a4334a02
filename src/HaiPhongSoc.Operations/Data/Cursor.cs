using System.Globalization;

namespace HaiPhongSoc.Operations.Data;

/// <summary>Where a page of a list ended: the sort values of its last row. A cursor that somebody made up is refused, never an error.</summary>
internal static class Cursor
{
    public static string Write(params ReadOnlySpan<long> values)
    {
        var parts = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
            parts[i] = values[i].ToString(CultureInfo.InvariantCulture);
        return string.Join('.', parts);
    }

    public static bool TryRead(string? text, int count, out long[] values)
    {
        values = [];
        if (text is null)
            return true;
        var parts = text.Split('.');
        if (parts.Length != count)
            return false;
        var read = new long[count];
        for (var i = 0; i < count; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out read[i]))
                return false;
        }

        values = read;
        return true;
    }
}
