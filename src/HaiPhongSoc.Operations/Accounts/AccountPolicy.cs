using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>What the regulation profile asks of an account's sign-in, by its roles: the strictest of them holds.</summary>
public sealed class AccountPolicy
{
    private readonly Rulebook _rulebook;
    private readonly CityTime _time;

    internal AccountPolicy(Rulebook rulebook, CityTime time, IOptions<OperationsOptions> options)
    {
        _rulebook = rulebook;
        _time = time;
        RequiresSecondFactor = options.Value.Accounts.RequireSecondFactor;
    }

    /// <summary>False only where the configuration says so, for a demonstration on one machine.</summary>
    public bool RequiresSecondFactor { get; }

    /// <summary>A session is locked this long after the last thing that its person did.</summary>
    public TimeSpan IdleOf(IEnumerable<string> roles) => Rules.For(roles).Idle;

    /// <summary>A session ends this long after it began.</summary>
    public TimeSpan LengthOf(IEnumerable<string> roles) => Rules.For(roles).Session;

    /// <summary>True where any second factor but a passkey does for a while only.</summary>
    public bool NeedsPasskey(IEnumerable<string> roles) => RequiresSecondFactor && Rules.For(roles).NeedsPasskey;

    /// <summary>Until when another factor does (UTC microseconds); null where a passkey is not owed.</summary>
    public long? PasskeyOwedUntil(Account account, IEnumerable<string> roles, bool hasPasskey)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (hasPasskey || !RequiresSecondFactor || Rules.For(roles) is not { NeedsPasskey: true } rule)
            return null;
        return (account.PasskeyOwedSince ?? _time.Now) + rule.Grace.Microseconds();
    }

    /// <summary>True where the password is somebody else's or too old; an account that signs in elsewhere has none.</summary>
    public bool MustChangePassword(Account account, IEnumerable<string> roles)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.PasswordHash is null)
            return false;
        return account.MustChangePassword
            || (Rules.For(roles).PasswordAge is { } age && (account.PasswordChangedAt ?? account.CreatedAt) + age.Microseconds() <= _time.Now);
    }

    /// <summary>True where the account may not be used: disabled, or idle for longer than the profile allows.</summary>
    public bool IsDisabled(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.DisabledAt is not null || (account.LastSignInAt ?? account.CreatedAt) + Rules.IdleDisable.Microseconds() <= _time.Now;
    }

    /// <summary>True while wrong passwords or codes keep the account shut. Sessions that stand are not ended by it: a stranger who guesses must not put anybody out.</summary>
    public bool IsLocked(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.LockoutEnd is { } end && end > Events.UtcMicroseconds.ToDateTimeOffset(_time.Now);
    }

    internal AccountRules Rules => _rulebook.Regulation.Accounts;

    /// <summary>One more wrong password or code. Locks where it was one too many; true then.</summary>
    internal bool CountFailure(Account account)
    {
        if (++account.AccessFailedCount < Rules.FailedAttempts)
            return false;
        account.AccessFailedCount = 0;
        account.LockoutEnd = Events.UtcMicroseconds.ToDateTimeOffset(_time.Now).Add(Rules.LockOut);
        return true;
    }
}
