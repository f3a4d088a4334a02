using HaiPhongSoc.Operations.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace HaiPhongSoc.Web.Frame;

/// <summary>What a person chose for this browser: language, theme and density, each in a cookie that holds nothing else.</summary>
internal static class Preferences
{
    public const string LanguageCookie = "soc-language";
    public const string ThemeCookie = "soc-theme";
    public const string DensityCookie = "soc-density";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>Rows as close as they can be read: for who scans lists.</summary>
    public const string Compact = "compact";
    public const string Roomy = "roomy";

    /// <summary>Read from across the room.</summary>
    public const string Wall = "wall";

    private static readonly string[] AtNight = [RoleNames.Analyst, RoleNames.ShiftLead, RoleNames.Responder, RoleNames.Kiosk];

    public static IReadOnlyList<string> Densities { get; } = [Compact, Roomy, Wall];

    /// <summary>The theme chosen; otherwise dark for those who sit in the centre at night and before anybody signed in, light for everybody else.</summary>
    public static string ThemeOf(HttpContext? context) => context?.Request.Cookies[ThemeCookie] switch
    {
        Light => Light,
        Dark => Dark,
        _ => context?.User is { Identity.IsAuthenticated: true } person && !Array.Exists(AtNight, person.IsInRole) ? Light : Dark,
    };

    public static string DensityOf(HttpContext? context) =>
        context?.Request.Cookies[DensityCookie] is { } chosen && Densities.Contains(chosen, StringComparer.Ordinal) ? chosen : Compact;

    public static void Keep(HttpContext context, string? language, string? theme, string? density)
    {
        if (language is "vi" or "en")
            Write(context, LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        if (theme is Light or Dark)
            Write(context, ThemeCookie, theme);
        if (density is not null && Densities.Contains(density, StringComparer.Ordinal))
            Write(context, DensityCookie, density);
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
