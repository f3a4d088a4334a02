using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

internal sealed class AccountSessions(IServiceScopeFactory scopes, TimeProvider clock) : IAccountSessions
{
    // A session need not be written at every click.
    private const long Fresh = 20_000_000;

    public Task<SessionStanding> CheckAsync(string accountId, string sessionId, CancellationToken cancellationToken) =>
        WithAsync(async database => StandingOf(await FindAsync(database, accountId, sessionId, cancellationToken)));

    public Task<SessionStanding> TouchAsync(string accountId, string sessionId, CancellationToken cancellationToken) => WithAsync(async database =>
    {
        var standing = StandingOf(await FindAsync(database, accountId, sessionId, cancellationToken));
        if (standing.State != SessionState.Active)
            return standing;
        var now = UtcMicroseconds.Now(clock);
        // Only where it is still active at this moment: a lock that falls between is not undone.
        await database.Sessions
            .Where(s => s.Id == sessionId && s.EndedAt == null && s.SeenAt < now - Fresh && s.SeenAt + s.Idle > now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancellationToken);
        return StandingOf(await FindAsync(database, accountId, sessionId, cancellationToken));
    });

    public Task<SessionStanding> UnlockAsync(string accountId, string sessionId, CancellationToken cancellationToken) => WithAsync(async database =>
    {
        var now = UtcMicroseconds.Now(clock);
        await database.Sessions
            .Where(s => s.Id == sessionId && s.AccountId == accountId && s.EndedAt == null && s.EndsAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancellationToken);
        return StandingOf(await FindAsync(database, accountId, sessionId, cancellationToken));
    });

    private static Task<SessionRecord?> FindAsync(OperationsDbContext database, string accountId, string sessionId, CancellationToken cancellationToken) =>
        database.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sessionId && s.AccountId == accountId, cancellationToken);

    private SessionStanding StandingOf(SessionRecord? session)
    {
        var now = UtcMicroseconds.Now(clock);
        return session switch
        {
            null => new SessionStanding(SessionState.Ended, 0),
            { FollowedBy: { } next } => new SessionStanding(SessionState.Over, 0, next),
            { EndedAt: not null } => new SessionStanding(SessionState.Ended, 0),
            _ when session.EndsAt <= now => new SessionStanding(SessionState.Over, 0),
            _ when session.SeenAt + session.Idle <= now => new SessionStanding(SessionState.Locked, 0),
            _ => new SessionStanding(SessionState.Active, Math.Min(session.EndsAt, session.SeenAt + session.Idle)),
        };
    }

    private async Task<T> WithAsync<T>(Func<OperationsDbContext, Task<T>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<OperationsDbContext>());
    }
}
