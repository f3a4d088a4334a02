using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// Signing in again without leaving the page. An idle session goes on with one proof, as both were shown when it began; one whose length is over is replaced by
/// a new one, for which both are asked. Whatever else ended a session (signed out, other roles, another password) leads to the sign-in page.
/// </summary>
internal sealed class SessionUnlock(
    UserManager<Account> users, SignIn signIn, Passkeys passkeys, IOperations operations, IAccountSessions sessions, ConsoleSessions console, AccountPolicy policy,
    SignInGate gate, TimeProvider clock)
{
    private static readonly SessionAnswer Ended = new("ended", 0);
    private static readonly SessionAnswer Refused = new("refused", 0);

    public async Task<SessionAnswer> TryAsync(HttpContext context, UnlockProof proof)
    {
        if (KnownSession.Of(context) is not { } known || ConsoleClaims.SessionOf(known.Person) is not { } id
            || known.Standing is { State: SessionState.Ended } or { FollowedBy: not null }
            || await users.GetUserAsync(known.Person) is not { } account)
        {
            return Ended;
        }

        // Another tab was quicker.
        if (known.Standing.State == SessionState.Active)
            return SessionAnswer.Of(known.Standing, clock);
        var asked = clock.GetTimestamp();
        try
        {
            if (await ProveAsync(context, account, proof, known.Standing.State) is { } methods)
                return await OpenAsync(context, account, id, methods, known.Standing.State);
        }
        catch (Exception fault) when (DatabaseBusy.Is(fault))
        {
            // Refused as any other; the log has it from the database.
        }

        gate.Count(context, account.UserName ?? "");
        await SignIn.NotBefore(clock, asked);
        return Refused;
    }

    // The methods that were shown; null where they do not do.
    private async Task<string?> ProveAsync(HttpContext context, Account account, UnlockProof proof, SessionState state)
    {
        if (proof.Credential is { Length: > 0 } credential)
            return await passkeys.ProveAsync(context, account, credential) is null ? null : "hwk user";
        if (proof.Password is not { Length: > 0 and <= 256 } password || gate.WaitOf(account.UserName ?? "") is not null)
            return null;
        if (!await signIn.ProvesAsync(context, account, password))
            return null;
        if (state == SessionState.Locked || !policy.RequiresSecondFactor)
            return "pwd";
        var used = await operations.SendAsync(new UseTotp(await console.ActorAsync(context, account), proof.Code ?? ""), CancellationToken.None);
        return used.IsSuccess ? "pwd otp" : null;
    }

    private async Task<SessionAnswer> OpenAsync(HttpContext context, Account account, string id, string methods, SessionState state)
    {
        if (state == SessionState.Locked)
            return SessionAnswer.Of(await sessions.UnlockAsync(account.Id, id, CancellationToken.None), clock);
        if (!await console.StartAsync(context, account, methods, follows: id))
            return Refused;
        return new SessionAnswer("active", (long)policy.IdleOf(await users.GetRolesAsync(account)).TotalSeconds);
    }
}
