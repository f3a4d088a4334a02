using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

/// <summary>Ends one own session: its cookie, every copy of it and its open pages.</summary>
public sealed record EndSession(Actor Actor, string SessionId) : ICommand<Changed>;

/// <summary>Ends all own sessions and calendar links; whatever was signed with the account's security stamp is void as well.</summary>
public sealed record EndAllSessions(Actor Actor) : ICommand<Changed>;

internal sealed class EndSessionHandler(OperationsDbContext database, CityTime time) : IRequestHandler<EndSession, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(EndSession request, CancellationToken cancellationToken)
    {
        if (await database.Sessions.FirstOrDefaultAsync(s => s.Id == request.SessionId && s.AccountId == request.Actor.AccountId, cancellationToken) is not { } session)
            return Faults.NotFound("phiên này", "this session");
        session.EndedAt ??= time.Now;
        return new Changed(0, 0);
    }
}

internal sealed class EndAllSessionsHandler(UserManager<Account> accounts, OperationsDbContext database, CityTime time) : IRequestHandler<EndAllSessions, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(EndAllSessions request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        await EndAllAsync(accounts, database, account, time.Now, cancellationToken);
        return new Changed(0, 0);
    }

    /// <summary>For whoever takes something from an account: nothing that was open stays open.</summary>
    internal static async Task EndAllAsync(
        UserManager<Account> accounts, OperationsDbContext database, Account account, long now, CancellationToken cancellationToken)
    {
        foreach (var session in await database.Sessions.Where(s => s.AccountId == account.Id && s.EndedAt == null).ToListAsync(cancellationToken))
            session.EndedAt = now;

        // Whoever was in may have made links for calendar programs.
        foreach (var feed in await database.CalendarFeeds.IgnoreQueryFilters().Where(f => f.AccountId == account.Id && f.RevokedAt == null).ToListAsync(cancellationToken))
            feed.Revoke(now);
        await StampAsync(accounts, account);
    }

    /// <summary>What carries the old stamp is void.</summary>
    internal static async Task StampAsync(UserManager<Account> accounts, Account account)
    {
        var stamped = await accounts.UpdateSecurityStampAsync(account);
        if (!stamped.Succeeded)
            throw new DbUpdateConcurrencyException("the account was changed at the same moment");
    }
}
