using System.Globalization;
using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Security;

/// <summary>Whether a session still stands: at every request but those for assets, and in every circuit by <see cref="SessionRevalidation"/>.</summary>
internal static class SessionCheck
{
    /// <summary>Until when the cookie holds, in seconds of Unix time: a circuit knows its person, not its cookie.</summary>
    public const string Until = "soc:until";

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var path = context.HttpContext.Request.Path;
        if (path.StartsWithSegments("/_content", StringComparison.Ordinal) || path.StartsWithSegments("/_framework", StringComparison.Ordinal))
            return;
        var users = context.HttpContext.RequestServices.GetRequiredService<UserManager<Account>>();
        // The cookie is not deleted here: the answer to a late request of the old session must not take the new one's.
        if (context.Principal is not { } person || !await IsCurrentAsync(users, person))
        {
            context.RejectPrincipal();
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
        if (context.Principal?.Identity is ClaimsIdentity identity && context.Properties.ExpiresUtc is { } until)
        {
            Put(identity, Until, until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            Put(identity, ConsoleClaims.Address, AddressText.Of(context.HttpContext.Connection.RemoteIpAddress));
        }
    }

    private static void Put(ClaimsIdentity identity, string type, string value)
    {
        foreach (var old in identity.FindAll(type).ToList())
            identity.RemoveClaim(old);
        identity.AddClaim(new Claim(type, value));
    }

    /// <summary>False where the account is gone or locked, or where its sessions were ended since this one began.</summary>
    public static async Task<bool> IsCurrentAsync(UserManager<Account> users, ClaimsPrincipal person)
    {
        if (await users.GetUserAsync(person) is not { } account || await users.IsLockedOutAsync(account))
            return false;
        return person.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(account);
    }

    /// <summary>True where the session's length is over, or where it is not known.</summary>
    public static bool IsOver(ClaimsPrincipal person, TimeProvider clock) =>
        !long.TryParse(person.FindFirstValue(Until), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        || until <= clock.GetUtcNow().ToUnixTimeSeconds();
}
