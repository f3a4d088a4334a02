using System.Text;

namespace HaiPhongSoc.Detection.Entities;

/// <summary>
/// The text of a value within an entity. It is part of an alert's key, so that what comes back from a database must equal what went in: half a surrogate
/// pair would come back as U+FFFD, and the key would never be found again.
/// </summary>
internal static class EntityText
{
    /// <summary>The most UTF-16 units of a value.</summary>
    public const int Longest = 256;

    /// <summary>At most <see cref="Longest"/> units, cut between characters; lone surrogates replaced by U+FFFD; lower case.</summary>
    public static string Of(string value)
    {
        var bounded = value.Length <= Longest ? value : value[..(char.IsHighSurrogate(value[Longest - 1]) ? Longest - 1 : Longest)];
        return WellFormed(bounded).ToLowerInvariant();
    }

    private static string WellFormed(string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return value;
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
            text.Append(rune.ToString());
        return text.ToString();
    }
}
