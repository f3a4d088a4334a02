using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Web.Language;

/// <summary>Refusals come as clauses, lower case and without a full stop; a reader meets them as sentences.</summary>
internal static class Sentences
{
    public static string Of(Wording wording)
    {
        var text = wording.In(CultureInfo.CurrentUICulture).Trim();
        if (text.Length == 0)
            return text;
        var end = text[^1] is '.' or '!' or '?' ? "" : ".";
        return string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1), end);
    }
}
