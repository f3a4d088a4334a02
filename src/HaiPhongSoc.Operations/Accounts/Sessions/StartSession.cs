using System.Security.Cryptography;
using HaiPhongSoc.Operations.Accounts.External;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

/// <summary>
/// A session of a person who has proved all that this sign-in asks. Forgets failures. The caller has checked the proofs; a locked or disabled account is
/// refused all the same.
/// </summary>
/// <param name="Methods">Words of RFC 8176: <c>pwd otp</c>.</param>
/// <param name="Agent">What the browser says it is.</param>
/// <param name="Follows">An own session whose place it takes; open pages of that one go on.</param>
public sealed record StartSession(Actor Actor, string Methods, string Agent, string? Follows = null) : ICommand<StartedSession>;

/// <param name="Id">For the cookie.</param>
/// <param name="EndsAt">UTC microseconds.</param>
public sealed record StartedSession(string Id, long EndsAt);

internal sealed class StartSessionHandler(UserManager<Account> accounts, OperationsDbContext database, AccountPolicy policy, CityTime time)
    : IRequestHandler<StartSession, Outcome<StartedSession>>
{
    public async Task<Outcome<StartedSession>> Handle(StartSession request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account || policy.IsLocked(account) || policy.IsDisabled(account))
            return Faults.Refused("account.closed", "tài khoản này hiện không đăng nhập được", "this account cannot sign in now");
        var roles = await accounts.GetRolesAsync(account);
        var hasPasskey = (await accounts.GetPasskeysAsync(account)).Count > 0;
        if (!SignOnMethods.ShowTwoFactors(request.Methods) && policy.PasskeyOwedUntil(account, roles, hasPasskey) is not null)
            account.PasskeyOwedSince ??= time.Now;
        (account.LastSignInAt, account.AccessFailedCount, account.LockoutEnd) = (time.Now, 0, null);
        var session = new SessionRecord
        {
            Id = NewId(),
            AccountId = account.Id,
            StartedAt = time.Now,
            SeenAt = time.Now,
            EndsAt = time.Now + policy.LengthOf(roles).Microseconds(),
            Idle = policy.IdleOf(roles).Microseconds(),
            Methods = request.Methods,
            Address = AuditText.Bounded(request.Actor.Address, 64),
            Agent = AuditText.Bounded(request.Agent, 256),
        };
        database.Add(session);
        if (request.Follows is { } old)
            await FollowAsync(database, account.Id, old, session.Id, time.Now, cancellationToken);
        return new StartedSession(session.Id, session.EndsAt);
    }

    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>One session takes another's place; only of the same account, and never that of one which was ended on purpose.</summary>
    internal static async Task FollowAsync(OperationsDbContext database, string accountId, string old, string next, long now, CancellationToken cancellationToken)
    {
        if (await database.Sessions.FirstOrDefaultAsync(s => s.Id == old && s.AccountId == accountId && s.EndedAt == null, cancellationToken) is { } session)
            (session.EndedAt, session.FollowedBy) = (now, next);
    }
}
