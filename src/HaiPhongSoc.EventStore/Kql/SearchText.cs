using System.Globalization;
using System.Text;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>What text is made of when it is stored and asked for. The comparison itself (NFC, lower case) is the engine's.</summary>
internal static class SearchText
{
    /// <summary>Stands for NUL, which several tools behind the store cut text at. The raw bytes keep the real one.</summary>
    public const char NulSymbol = '\u2400';

    /// <summary>Text that every engine takes: no NUL, no lone surrogate.</summary>
    public static string Clean(string text)
    {
        if (text.Contains('\0'))
            text = text.Replace('\0', NulSymbol);
        return HasLoneSurrogate(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    /// <summary>True where a letter carries a mark, or is đ: then marks count in the comparison.</summary>
    public static bool HasDiacritics(string text)
    {
        if (Ascii.IsValid(text))
            return false;

        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (c is 'đ' or 'Đ' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                return true;
        }

        return false;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
