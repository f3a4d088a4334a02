using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>
/// The ways to the provider. Both are links that are followed, not forms: <c>form-action 'self'</c> would stop a form whose answer leads to another site.
/// </summary>
internal static class SignOnEndpoints
{
    public static void MapSignOn(this IEndpointRouteBuilder group)
    {
        group.MapGet(Paths.SignOn, GoAsync).AllowAnonymous();
        group.MapGet(Paths.SignOnLeave, LeaveAsync).AllowAnonymous();
    }

    private static async Task<IResult> GoAsync(HttpContext context, SignOnOptions options, TimeProvider clock)
    {
        if (!options.IsOn)
            return TypedResults.NotFound();
        try
        {
            // Only what is local goes into the state, so that only that can come back.
            var back = LocalUrl.OrHome(context.Request.Query[Paths.ReturnParameter]);
            await context.ChallengeAsync(OidcScheme.Name, Reproof.Ask(context, back, clock));
            return TypedResults.Empty;
        }
        catch (Exception fault) when (IsOfProvider(fault))
        {
            return TypedResults.LocalRedirect(Paths.SignOnRefusedFor(SignOnFault.Provider));
        }
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, SignOnOptions options, IOptionsMonitor<OpenIdConnectOptions> oidc)
    {
        if (!options.IsOn)
            return TypedResults.NotFound();
        try
        {
            var manager = oidc.Get(OidcScheme.Name).ConfigurationManager;
            if (manager is null || (await manager.GetConfigurationAsync(context.RequestAborted)).EndSessionEndpoint is not { Length: > 0 })
                return TypedResults.LocalRedirect(Paths.SignIn);
            await context.SignOutAsync(OidcScheme.Name, new AuthenticationProperties { RedirectUri = Paths.SignIn });
            return TypedResults.Empty;
        }
        catch (Exception fault) when (IsOfProvider(fault))
        {
            return TypedResults.LocalRedirect(Paths.SignOnRefusedFor(SignOnFault.Provider));
        }
    }

    // Discovery that fails is wrapped into an InvalidOperationException (IDX20803).
    private static bool IsOfProvider(Exception fault) => fault is InvalidOperationException or HttpRequestException or IOException;
}
