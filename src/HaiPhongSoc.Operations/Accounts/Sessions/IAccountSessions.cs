namespace HaiPhongSoc.Operations.Accounts.Sessions;

/// <summary>How a session stands.</summary>
public enum SessionState
{
    /// <summary>Its person may work.</summary>
    Active = 1,

    /// <summary>Its person did nothing for too long: a proof opens it again.</summary>
    Locked = 2,

    /// <summary>Its length is over, or another took its place.</summary>
    Over = 3,

    /// <summary>Ended on purpose, or never there.</summary>
    Ended = 4,
}

/// <param name="ActiveUntil">Until when it stands if nothing happens (UTC microseconds); 0 where it does not.</param>
/// <param name="FollowedBy">The session that took its place, where there is one.</param>
public sealed record SessionStanding(SessionState State, long ActiveUntil, string? FollowedBy = null);

/// <summary>What is asked of sessions at every request; no use cases, no audit. Safe for concurrent use.</summary>
public interface IAccountSessions
{
    Task<SessionStanding> CheckAsync(string accountId, string sessionId, CancellationToken cancellationToken);

    /// <summary>Its person did something: the idle time begins anew. A session that is locked stays locked.</summary>
    Task<SessionStanding> TouchAsync(string accountId, string sessionId, CancellationToken cancellationToken);

    /// <summary>A proof was shown: a locked session is active again; one that is over or ended is not.</summary>
    Task<SessionStanding> UnlockAsync(string accountId, string sessionId, CancellationToken cancellationToken);
}

/// <summary>What may be used once between two steps of a sign-in, on whichever node the second step arrives.</summary>
public interface ISignInTickets
{
    /// <param name="accountId">Empty where it is not known yet.</param>
    /// <returns>The ticket's id.</returns>
    Task<string> IssueAsync(string purpose, string accountId, string state, TimeSpan life, CancellationToken cancellationToken);

    /// <summary>True while it could be taken.</summary>
    Task<bool> StandsAsync(string purpose, string accountId, string id, CancellationToken cancellationToken);

    /// <summary>Its state, for exactly one caller; null for every other, after its life, and for another purpose or account.</summary>
    Task<string?> TakeAsync(string purpose, string accountId, string id, CancellationToken cancellationToken);
}
