namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What the standard asks of passwords and sign-in.</summary>
/// <param name="PasswordLength">Where the password is all there is.</param>
/// <param name="PasswordLengthWithFactor">Where the account has a second factor.</param>
/// <param name="IdleDisable">An account that nobody signed in to for this long opens nothing any more.</param>
/// <param name="Roles">Every role of a person in exactly one row.</param>
internal sealed record AccountRules(
    int PasswordLength, int PasswordLengthWithFactor, int DistinctCharacters, int FailedAttempts, TimeSpan LockOut, TimeSpan IdleDisable,
    IReadOnlyList<RoleRule> Roles, LegalBasis Basis)
{
    /// <summary>The strictest of what the rows of these roles say; without a role that of all rows.</summary>
    public RoleRule For(IEnumerable<string> roles)
    {
        var held = roles.ToHashSet(StringComparer.Ordinal);
        var rows = Roles.Where(row => row.Roles.Any(held.Contains)).ToList();
        if (rows.Count == 0)
            rows = [.. Roles];
        return rows.Aggregate(static (one, other) => new RoleRule(
            [.. one.Roles, .. other.Roles],
            one.NeedsPasskey || other.NeedsPasskey,
            Least(one.NeedsPasskey ? one.Grace : TimeSpan.MaxValue, other.NeedsPasskey ? other.Grace : TimeSpan.MaxValue),
            Least(one.Idle, other.Idle),
            Least(one.Session, other.Session),
            one.PasswordAge is { } age && other.PasswordAge is { } another ? Least(age, another) : one.PasswordAge ?? other.PasswordAge,
            Math.Max(one.PasswordHistory, other.PasswordHistory),
            one.Basis));
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>What holds for the accounts of some roles.</summary>
/// <param name="NeedsPasskey">False: any second factor does.</param>
/// <param name="Grace">How long another factor does meanwhile, from the first sign-in that owes a passkey.</param>
/// <param name="Idle">A session is locked this long after the last thing that its person did.</param>
/// <param name="Session">A session ends this long after it began.</param>
/// <param name="PasswordAge">Null: a password does not age.</param>
/// <param name="PasswordHistory">A new password is none of so many last ones.</param>
internal sealed record RoleRule(
    IReadOnlyList<string> Roles, bool NeedsPasskey, TimeSpan Grace, TimeSpan Idle, TimeSpan Session, TimeSpan? PasswordAge, int PasswordHistory, LegalBasis Basis);
