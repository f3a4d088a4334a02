using System.Text;

namespace HaiPhongSoc.Operations.Data;

/// <summary>
/// Text as every database keeps it. PostgreSQL refuses U+0000 and half characters, and both come in logs: an event that holds one may not stop the
/// corridor. They become U+FFFD.
/// </summary>
internal static class StorableText
{
    public static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal) && !HasHalfCharacter(text);

    public static string Of(string text) => IsStorable(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static bool HasHalfCharacter(string text)
    {
        var from = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = from; i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
