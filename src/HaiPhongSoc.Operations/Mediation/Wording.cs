using System.Globalization;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>A text that a user reads, in both languages. Either may quote text from logs: never markup.</summary>
/// <param name="Vi">Vietnamese, the first language.</param>
/// <param name="En">English.</param>
public sealed record Wording(string Vi, string En)
{
    public static Wording Empty { get; } = new("", "");

    /// <summary>Of both languages in one text, as validators write them: "vi | en".</summary>
    public static Wording OfBoth(string text)
    {
        var halves = text.Split(" | ", 2);
        return new Wording(halves[0], halves[^1]);
    }

    /// <summary>The text in the language of <paramref name="culture"/>; Vietnamese for every language but English.</summary>
    public string In(CultureInfo culture) =>
        string.Equals(culture.TwoLetterISOLanguageName, "en", StringComparison.OrdinalIgnoreCase) ? En : Vi;
}
