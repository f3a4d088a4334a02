using System.Globalization;
using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Security;

/// <summary>Whether a session still stands: at every request but those for assets, and in every circuit by <see cref="SessionRevalidation"/>.</summary>
internal static class SessionCheck
{
    /// <summary>Until when the session lasts at most, in seconds of Unix time: a circuit knows its person, not its cookie.</summary>
    public const string Until = "soc:until";

    // What a page does by itself is not its person's doing.
    private static readonly string[] ByItself = ["/_blazor", Paths.StillHere, Paths.Unlock];

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var path = context.HttpContext.Request.Path;
        if (path.StartsWithSegments("/_content", StringComparison.Ordinal) || path.StartsWithSegments("/_framework", StringComparison.Ordinal))
            return;
        var isOfPerson = !ByItself.Any(own => path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));

        // The cookie is not deleted here: the answer to a late request of the old session must not take the new one's.
        if (context.Principal is not { } person
            || await StandingAsync(context.HttpContext.RequestServices, person, isOfPerson, context.HttpContext.RequestAborted) is not { } standing)
        {
            context.RejectPrincipal();
            return;
        }

        context.HttpContext.Features.Set(new KnownSession(person, standing));
        if (standing.State != SessionState.Active)
        {
            context.RejectPrincipal();
            return;
        }

        if (person.Identity is ClaimsIdentity identity)
            Put(identity, ConsoleClaims.Address, AddressText.Of(context.HttpContext.Connection.RemoteIpAddress));
    }

    /// <summary>
    /// How the person's session stands; null where the account is gone or disabled, has other roles or another organisation, or where what was signed with
    /// its stamp is void.
    /// </summary>
    /// <param name="touch">True: the person did something now.</param>
    public static async Task<SessionStanding?> StandingAsync(IServiceProvider services, ClaimsPrincipal person, bool touch, CancellationToken cancellationToken)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        if (ConsoleClaims.SessionOf(person) is not { } session || await users.GetUserAsync(person) is not { } account || services.GetRequiredService<AccountPolicy>().IsDisabled(account))
            return null;
        if (person.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) != await users.GetSecurityStampAsync(account))
            return null;
        var asked = ConsoleClaims.ActorOf(person);
        if (account.OrganisationCode != asked.OrganisationCode || !SameRoles(asked, await users.GetRolesAsync(account)))
            return null;
        var sessions = services.GetRequiredService<IAccountSessions>();
        return touch ? await sessions.TouchAsync(account.Id, session, cancellationToken) : await sessions.CheckAsync(account.Id, session, cancellationToken);
    }

    /// <summary>True where the session's length is over, or where it is not known.</summary>
    public static bool IsOver(ClaimsPrincipal person, TimeProvider clock) =>
        !long.TryParse(person.FindFirstValue(Until), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        || until <= clock.GetUtcNow().ToUnixTimeSeconds();

    private static bool SameRoles(Actor asked, IEnumerable<string> roles) => asked.Roles.ToHashSet(StringComparer.Ordinal).SetEquals(roles);

    private static void Put(ClaimsIdentity identity, string type, string value)
    {
        foreach (var old in identity.FindAll(type).ToList())
            identity.RemoveClaim(old);
        identity.AddClaim(new Claim(type, value));
    }
}

/// <summary>Who came with a cookie that is genuine, and how that session stands; also where it opens nothing any more.</summary>
internal sealed record KnownSession(ClaimsPrincipal Person, SessionStanding Standing)
{
    public static KnownSession? Of(HttpContext context) => context.Features.Get<KnownSession>();
}
