using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Web.Accounts.SignOn;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// Forms of the frame, each a POST with an antiforgery token; and what scripts of ours ask by fetch: those take JSON or nothing, which no other site's form can
/// send, beside the check of the origin that stands before every POST.
/// </summary>
internal static class AccountEndpoints
{
    public static RouteGroupBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        group.MapPost(Paths.SignOut, SignOutAsync).RequireAuthorization(ConsoleServices.SignedIn);
        group.MapPost(Paths.Preferences, Keep).AllowAnonymous();
        group.MapPost(Paths.SignInChallenge, ChallengeAsync).AllowAnonymous();
        group.MapPost(Paths.NewPasskeyChallenge, NewPasskeyAsync).RequireAuthorization(ConsoleServices.SignedIn);
        group.MapPost(Paths.StillHere, StillHereAsync).AllowAnonymous();
        group.MapPost(Paths.Unlock, UnlockAsync).AllowAnonymous();
        group.MapSignOn();
        return group;
    }

    // Reading the form is what makes the framework demand the antiforgery token.
    private static async Task<RedirectHttpResult> SignOutAsync([FromForm] string? reason, ConsoleSessions sessions, SignOnOptions signOn, HttpContext context)
    {
        _ = reason;
        // The provider's own session stands on: the person is told, and may end that as well.
        var isOfProvider = signOn.IsOn && ConsoleClaims.IsOfProvider(context.User);
        await sessions.EndAsync(context);
        return TypedResults.LocalRedirect(isOfProvider ? Paths.SignedOut : Paths.SignIn);
    }

    private static RedirectHttpResult Keep([FromForm] string? language, [FromForm] string? theme, [FromForm] string? density, HttpContext context)
    {
        Preferences.Keep(context, language, theme, density);
        return TypedResults.LocalRedirect(LocalUrl.FromReferer(context.Request.Headers.Referer, context.Request.Host.Value ?? ""));
    }

    // For the second step and to unlock it is known whose passkey it must be; at the door whoever it says.
    private static async Task<ContentHttpResult> ChallengeAsync(
        [FromQuery(Name = "cho")] string? use, Passkeys passkeys, HalfSignIn half, UserManager<Account> users, HttpContext context)
    {
        var account = use switch
        {
            "buoc-hai" => await half.AccountAsync(context),
            "mo-khoa" when KnownSession.Of(context) is { } known => await users.GetUserAsync(known.Person),
            _ => null,
        };
        return TypedResults.Content(await passkeys.BeginEnteringAsync(context, account), "application/json");
    }

    private static async Task<Results<ContentHttpResult, ForbidHttpResult>> NewPasskeyAsync(Passkeys passkeys, UserManager<Account> users, HttpContext context) =>
        await users.GetUserAsync(context.User) is { } account && !ConsoleClaims.MustChange(context.User)
            ? TypedResults.Content(await passkeys.BeginAddingAsync(context, account), "application/json")
            : TypedResults.Forbid();

    // What the page's own clock goes by: the seconds until it must ask for a proof.
    private static async Task<Ok<SessionAnswer>> StillHereAsync([FromQuery] bool? touch, IAccountSessions sessions, TimeProvider clock, HttpContext context)
    {
        if (KnownSession.Of(context) is not { } known || ConsoleClaims.SessionOf(known.Person) is not { } id)
            return TypedResults.Ok(SessionAnswer.Of(null, clock));
        var standing = known.Standing.State == SessionState.Active && touch == true
            ? await sessions.TouchAsync(ConsoleClaims.ActorOf(known.Person).AccountId, id, context.RequestAborted)
            : known.Standing;
        return TypedResults.Ok(SessionAnswer.Of(standing, clock));
    }

    private static async Task<Ok<SessionAnswer>> UnlockAsync([FromBody] UnlockProof proof, SessionUnlock unlock, HttpContext context) =>
        TypedResults.Ok(await unlock.TryAsync(context, proof));
}

/// <summary>How the session stands, for the script in the page.</summary>
/// <param name="State"><c>active</c>, <c>locked</c> (a password or a passkey opens it), <c>over</c> (the code as well), <c>ended</c> (by the sign-in page only), <c>refused</c>.</param>
/// <param name="Seconds">For <c>active</c>: how long from now.</param>
internal sealed record SessionAnswer(string State, long Seconds)
{
    public static SessionAnswer Of(SessionStanding? standing, TimeProvider clock) => standing?.State switch
    {
        SessionState.Active => new SessionAnswer("active", Math.Max(0, (standing.ActiveUntil - UtcMicroseconds.Now(clock)) / 1_000_000)),
        SessionState.Locked => new SessionAnswer("locked", 0),
        SessionState.Over when standing.FollowedBy is null => new SessionAnswer("over", 0),
        _ => new SessionAnswer("ended", 0),
    };
}

/// <summary>What a person shows to go on: a password (and a code), or a passkey.</summary>
internal sealed record UnlockProof(string? Password = null, string? Code = null, string? Credential = null)
{
    // Secrets stay out of logs.
    public override string ToString() => nameof(UnlockProof);
}
