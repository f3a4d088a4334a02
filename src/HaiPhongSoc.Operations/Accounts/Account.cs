using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>
/// A person who may sign in. Roles are Identity roles, named as in <see cref="RoleNames"/>; passkeys are Identity's. All times are UTC microseconds. Whoever changes
/// roles, organisation, password or factors from outside also changes the security stamp: sessions end by it.
/// </summary>
public sealed class Account : IdentityUser
{
    /// <summary>As shown in the console, in histories and timelines.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The organisation whose systems the account may see; null = the whole city.</summary>
    public string? OrganisationCode { get; set; }

    /// <summary>True until the person has replaced a password that somebody else knows; nothing else may be done before.</summary>
    public bool MustChangePassword { get; set; }

    public long CreatedAt { get; set; }

    /// <summary>Counts what administrators change: pass it with the next change.</summary>
    public long Version { get; set; } = 1;

    /// <summary>Null: may sign in. Set by an administrator, or where nobody signed in for too long.</summary>
    public long? DisabledAt { get; set; }

    public long? LastSignInAt { get; set; }

    /// <summary>Null: not since the account was made.</summary>
    public long? PasswordChangedAt { get; set; }

    /// <summary>The secret of the authenticator app, sealed by <see cref="Factors.ISecretSeal"/>; null = none is set up.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>The sealed secret of a set-up that has not shown a correct code yet.</summary>
    public string? NextTotpSecret { get; set; }

    /// <summary>The time step (30 s) of the last code that was taken: it and what lies before it is never taken again.</summary>
    public long LastTotpStep { get; set; }

    /// <summary>The first sign-in at which a passkey was owed: the grace period of the profile runs from it.</summary>
    public long? PasskeyOwedSince { get; set; }
}
