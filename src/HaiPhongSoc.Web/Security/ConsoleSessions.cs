using System.Globalization;
using System.Security.Claims;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.External;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Security;

/// <summary>Begins, renames and ends sessions: the row that rules and the cookie that names it, always together.</summary>
internal sealed class ConsoleSessions(
    IOperations operations, IUserClaimsPrincipalFactory<Account> claims, ISignInJournal journal, IServiceScopeFactory scopes)
{
    // The cookie outlives the session that it names, so that whoever comes back late is asked for a proof and not for a name. The row decides what it opens.
    private static readonly TimeSpan Late = TimeSpan.FromHours(16);

    /// <summary>The account as Operations knows who asks, with the address of this request.</summary>
    public async Task<Actor> ActorAsync(HttpContext context, Account account) =>
        ConsoleClaims.ActorOf(await claims.CreateAsync(account)) with { Address = AddressText.Of(context.Connection.RemoteIpAddress) };

    /// <summary>Begins a session; false where the account may have none now.</summary>
    /// <param name="methods">What was proved, words of RFC 8176.</param>
    /// <param name="follows">The session of the same person whose open pages go on.</param>
    public async Task<bool> StartAsync(HttpContext context, Account account, string methods, string? follows = null)
    {
        var actor = await ActorAsync(context, account);
        // All that a sign-in asks was shown anew in a browser that still holds the person's older session: its open pages go on.
        follows ??= KnownSession.Of(context) is { Person: { } known } && ConsoleClaims.ActorOf(known).AccountId == account.Id ? ConsoleClaims.SessionOf(known) : null;
        var started = await operations.SendAsync(new StartSession(actor, methods, context.Request.Headers.UserAgent.ToString(), follows), context.RequestAborted);
        if (!started.IsSuccess)
            return false;
        await WriteAsync(context, account.Id, started.Value, methods);
        journal.Succeeded(actor, methods);
        return true;
    }

    /// <summary>The session of this request under a new name and with what its person may do now; false where it stands no longer.</summary>
    /// <param name="method">What was proved since; null = nothing.</param>
    public async Task<bool> RotateAsync(HttpContext context, string? method = null)
    {
        var person = context.User;
        if (ConsoleClaims.SessionOf(person) is not { } id)
            return false;
        var rotated = await operations.SendAsync(new RotateSession(ConsoleClaims.ActorOf(person), id, method), context.RequestAborted);
        if (!rotated.IsSuccess)
            return false;
        var methods = person.FindFirstValue(ConsoleClaims.Methods) ?? "";
        await WriteAsync(context, ConsoleClaims.ActorOf(person).AccountId, rotated.Value, method is null || methods.Split(' ').Contains(method, StringComparer.Ordinal) ? methods : $"{methods} {method}");
        return true;
    }

    /// <summary>Ends the session of this request: its cookie, every copy of it, its open pages.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (ConsoleClaims.SessionOf(context.User) is { } id)
        {
            await operations.SendAsync(new EndSession(ConsoleClaims.ActorOf(context.User), id), CancellationToken.None);
            journal.SignedOut(ConsoleClaims.ActorOf(context.User));
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private async Task WriteAsync(HttpContext context, string accountId, StartedSession session, string methods)
    {
        // Read afresh: the command worked in a scope of its own, and this request may hold the account as it was before.
        await using var scope = scopes.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByIdAsync(accountId)
            ?? throw new InvalidOperationException("the account of a session that has just begun is gone");
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
        var identity = (ClaimsIdentity)person.Identity!;
        if (SignOnMethods.ShowTwoFactors(methods))
            ConsoleClaims.OweNothing(identity);
        identity.AddClaim(new Claim(ConsoleClaims.Session, session.Id));
        identity.AddClaim(new Claim(ConsoleClaims.Methods, methods));
        identity.AddClaim(new Claim(SessionCheck.Until, (session.EndsAt / 1_000_000).ToString(CultureInfo.InvariantCulture)));
        await context.SignInAsync(IdentityConstants.ApplicationScheme, person, new AuthenticationProperties
        {
            IsPersistent = false,
            AllowRefresh = false,
            ExpiresUtc = UtcMicroseconds.ToDateTimeOffset(session.EndsAt).Add(Late),
        });
    }
}
