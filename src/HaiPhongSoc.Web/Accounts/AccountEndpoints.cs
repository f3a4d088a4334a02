using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>Forms of the frame: every one is a POST with an antiforgery token.</summary>
internal static class AccountEndpoints
{
    public static RouteGroupBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        group.MapPost(Paths.SignOut, SignOutAsync).RequireAuthorization(ConsoleServices.SignedIn);
        group.MapPost(Paths.Preferences, Keep).AllowAnonymous();
        return group;
    }

    // Reading the form is what makes the framework demand the antiforgery token.
    private static async Task<RedirectHttpResult> SignOutAsync([FromForm] string? reason, SignInManager<Account> sessions, HttpContext context)
    {
        _ = reason;
        // Ends what else carries this session: other tabs, and a copy of its cookie.
        if (await sessions.UserManager.GetUserAsync(context.User) is { } account)
            await sessions.UserManager.UpdateSecurityStampAsync(account);
        await sessions.SignOutAsync();
        return TypedResults.LocalRedirect(Paths.SignIn);
    }

    private static RedirectHttpResult Keep([FromForm] string? language, [FromForm] string? theme, [FromForm] string? density, HttpContext context)
    {
        Preferences.Keep(context, language, theme, density);
        return TypedResults.LocalRedirect(LocalUrl.FromReferer(context.Request.Headers.Referer, context.Request.Host.Value ?? ""));
    }
}
