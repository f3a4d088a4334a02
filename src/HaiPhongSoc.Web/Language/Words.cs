using System.Globalization;
using System.Resources;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Web.Language;

/// <summary>
/// Every text of the console, by key, in the language of the current user interface culture: Vietnamese is the neutral language, English the
/// second file. A key that is missing is a bug; a test finds it before a user does.
/// </summary>
public sealed class Words
{
    private static readonly ResourceManager Texts = new("HaiPhongSoc.Web.Language.Words", typeof(Words).Assembly);

    public string this[string key] =>
        Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new KeyNotFoundException($"no text {key} in Words.resx");

    /// <summary>The text, or null where there is none: for names that come from records.</summary>
    public static string? Find(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>The text with its places filled. Values are texts already: figures and times are written by <see cref="Figures"/> and <see cref="LocalTime"/>.</summary>
    public string this[string key, params ReadOnlySpan<string> values] => Fill(this[key], values);

    /// <summary>The text in one language, whatever the current one is.</summary>
    public static string In(string language, string key, params ReadOnlySpan<string> values) =>
        Fill(Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? throw new KeyNotFoundException($"no text {key} in Words.resx"), values);

    /// <summary>The word for a member of an enumeration, under <c>Type.Member</c>.</summary>
    public string Of<T>(T member)
        where T : struct, Enum => this[$"{typeof(T).Name}.{member}"];

    /// <summary>A count of a long list, which is exact up to <see cref="ListPage.CountCap"/>.</summary>
    public string Count(long counted) => counted > ListPage.CountCap ? this["List.MoreThan", Figures.Of(ListPage.CountCap)] : Figures.Of(counted);

    private static string Fill(string text, ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            text = text.Replace($"{{{i}}}", values[i], StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>True where the current language is English.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
