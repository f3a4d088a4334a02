using System.Globalization;
using System.Text;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>The only way by which text from outside gets into a statement.</summary>
internal static class SqlText
{
    /// <summary>A string literal. DuckDB's plain literals know one special character, the quote; NUL ends a statement and is replaced.</summary>
    public static string Literal(string text) => "'" + SearchText.Clean(text).Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Literal(double value) => "CAST('" + value.ToString("R", CultureInfo.InvariantCulture) + "' AS DOUBLE)";

    /// <summary>An address as the UUID literal that sorts and compares like the number.</summary>
    public static string Literal(UInt128 address)
    {
        var hex = address.ToString("x32", CultureInfo.InvariantCulture);
        return $"'{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}'::UUID";
    }

    /// <summary>A LIKE pattern (escape character <c>\</c>) for pieces with wildcards between them.</summary>
    public static string LikePattern(KqlPattern pattern, bool anywhere)
    {
        var like = new StringBuilder(anywhere ? "%" : "");
        for (var i = 0; i < pattern.Pieces.Count; i++)
        {
            if (i > 0)
                like.Append('%');
            foreach (var c in pattern.Pieces[i])
                like.Append(c is '%' or '_' or '\\' ? "\\" : "").Append(c);
        }

        return like.Append(anywhere ? "%" : "").ToString();
    }
}
