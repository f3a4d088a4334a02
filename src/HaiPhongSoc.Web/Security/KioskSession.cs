using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// A wall screen's session: a cookie of its own, good for the board and the circuit under it, ended within half a minute of being revoked. Where a person
/// is signed in, the person counts.
/// </summary>
internal static class KioskSession
{
    public const string Scheme = "kiosk";
    public const string Screen = "soc:kiosk";
    public const string Stamp = "soc:kiosk-stamp";

    public static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "__Host-soc-board";
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";
        cookie.SlidingExpiration = false;
    }

    public static bool Is(ClaimsPrincipal person) => person.HasClaim(c => c.Type == Screen);

    public static async Task<bool> IsCurrentAsync(IKioskScreens screens, ClaimsPrincipal screen, CancellationToken cancellationToken) =>
        await screens.FindAsync(screen.FindFirstValue(Screen) ?? "", screen.FindFirstValue(Stamp) ?? "", "", cancellationToken) is not null;

    /// <summary>After the sign-in of people.</summary>
    public static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (context.User.Identity?.IsAuthenticated != true
            && (path == Paths.Board || path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
            && await context.AuthenticateAsync(Scheme) is { Succeeded: true, Principal: { } screen }
            && await IsCurrentAsync(context.RequestServices.GetRequiredService<IKioskScreens>(), screen, context.RequestAborted))
        {
            context.User = screen;
        }

        await next(context);
    }

    /// <summary>The link: opened once, exchanged for the cookie, and gone from the address.</summary>
    public static RouteHandlerBuilder MapKioskLink(this IEndpointRouteBuilder routes) => routes.MapGet(Paths.BoardOpen + "/{text}", OpenAsync).AllowAnonymous();

    private static async Task<RedirectHttpResult> OpenAsync(string text, IOperations operations, HttpContext context)
    {
        var address = AddressText.Of(context.Connection.RemoteIpAddress);
        var opened = await operations.SendAsync(new OpenKiosk(Actor.Program, text, address), context.RequestAborted);
        if (opened.Value is not { } screen)
            return TypedResults.LocalRedirect(Paths.BoardOpen);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, $"kiosk:{screen.Id}"), new Claim(ConsoleClaims.DisplayName, screen.Name), new Claim(Screen, screen.Id), new Claim(Stamp, screen.Stamp)],
            Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            IsPersistent = true,
            ExpiresUtc = HaiPhongSoc.Events.UtcMicroseconds.ToDateTimeOffset(screen.ExpiresAt),
        });
        return TypedResults.LocalRedirect(Paths.Board);
    }
}
