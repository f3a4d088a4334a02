using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What sign-ins leave: an entry on the audit chain (equal failures of one minute are one entry with a count) and an event in the SOC's own corridor.
/// Takes no time that could be told from outside: everything is written about a second later.
/// </summary>
public interface ISignInJournal
{
    /// <summary>A session began. <paramref name="method"/>: what was proved, words of RFC 8176 with spaces between.</summary>
    void Succeeded(Actor actor, string method);

    /// <param name="name">As it was typed; attacker-written.</param>
    /// <param name="account">Set where there is an account of that name.</param>
    /// <param name="reason">A code of <see cref="SignInReasons"/>.</param>
    /// <param name="address">Where it came from.</param>
    void Refused(string name, Actor? account, string reason, string address);

    void SignedOut(Actor actor);
}

/// <summary>Why a sign-in was refused: stands on the chain and in rules.</summary>
public static class SignInReasons
{
    public const string UnknownName = "unknown-name";
    public const string WrongPassword = "wrong-password";
    public const string Locked = "locked";
    public const string WrongSecondFactor = "wrong-second-factor";
    public const string NotPermitted = "not-permitted";
}
