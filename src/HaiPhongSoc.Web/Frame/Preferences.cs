using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace HaiPhongSoc.Web.Frame;

/// <summary>What a person chose for this browser: language and theme, each in a cookie that holds nothing else.</summary>
internal static class Preferences
{
    public const string LanguageCookie = "soc-language";
    public const string ThemeCookie = "soc-theme";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>The theme chosen, or dark: the console is used at night.</summary>
    public static string ThemeOf(HttpContext? context) =>
        context?.Request.Cookies[ThemeCookie] == Light ? Light : Dark;

    public static void Keep(HttpContext context, string? language, string? theme)
    {
        if (language is "vi" or "en")
            Write(context, LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        if (theme is Light or Dark)
            Write(context, ThemeCookie, theme);
    }

    private static void Write(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
}
