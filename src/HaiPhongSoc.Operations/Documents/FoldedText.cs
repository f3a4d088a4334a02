using System.Globalization;
using System.Text;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>Text as it is searched: without case and without diacritics, so that <c>cong dich vu</c> finds «Cổng dịch vụ».</summary>
public static class FoldedText
{
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var folded = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is null)
                continue;
            foreach (var c in part.Normalize(NormalizationForm.FormD))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                    folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
            }

            folded.Append('\n');
        }

        return folded.ToString().TrimEnd('\n');
    }
}
