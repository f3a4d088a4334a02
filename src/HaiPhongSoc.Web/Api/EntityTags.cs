using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace HaiPhongSoc.Web.Api;

/// <summary>
/// ETags: <c>"VERSION-HASH"</c>, strong. The hash is of the body, so that If-None-Match tells every difference; the version counts what people change, and
/// If-Match compares it alone, so that an attack that goes on (counts, times, alerts that join) makes no edit a conflict. A change answers <c>"VERSION"</c>.
/// </summary>
internal static class EntityTags
{
    public const string JsonType = "application/json";

    public static string OfVersion(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>False for anything that is not one strong tag of ours: <c>*</c> and weak tags say nothing of a version.</summary>
    public static bool TryReadVersion(StringValues header, out long version)
    {
        version = 0;
        if (header is not [{ Length: > 2 } tag] || tag[0] != '"' || tag[^1] != '"')
            return false;
        var text = tag.AsSpan(1, tag.Length - 2);
        var dash = text.IndexOf('-');
        return long.TryParse(dash < 0 ? text : text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    public static bool Includes(StringValues header, string tag) =>
        header.SelectMany(h => (h ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Any(t => t == "*" || (t.StartsWith("W/", StringComparison.Ordinal) ? t[2..] : t) == tag);
}

/// <summary>Cursors as clients see them: opaque.</summary>
internal static class PageCursor
{
    private const int Longest = 512;

    public static string Write(string cursor) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cursor));

    public static bool TryRead(string text, out string cursor)
    {
        cursor = "";
        if (text.Length is 0 or > Longest || !Base64Url.IsValid(text))
            return false;
        cursor = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        return !cursor.Contains('\0', StringComparison.Ordinal);
    }
}
