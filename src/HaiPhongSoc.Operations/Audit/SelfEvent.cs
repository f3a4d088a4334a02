namespace HaiPhongSoc.Operations.Audit;

/// <summary>Something that happened to this SOC itself, on its way into its own corridor: ECS in meaning, one flat record.</summary>
/// <param name="At">UTC microseconds.</param>
/// <param name="Action">As on the audit chain: <see cref="ActionNames"/>, <c>account.sign-in</c>, <c>clock.set-back</c>, <c>audit.broken</c>.</param>
public sealed record SelfEvent(long At, string Action)
{
    /// <summary>success, failure or unknown.</summary>
    public string Outcome { get; init; } = "success";

    /// <summary>Why it failed, a code such as <c>unknown-name</c>.</summary>
    public string Reason { get; init; } = "";

    public string UserId { get; init; } = "";

    public string UserName { get; init; } = "";

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>person, service, kiosk or program.</summary>
    public string ActorKind { get; init; } = "";

    public string Address { get; init; } = "";

    /// <summary>What it was done to, for example <c>alert:12</c>.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Roles that an account was given.</summary>
    public IReadOnlyList<string> Granted { get; init; } = [];

    /// <summary>Set for a sign-in from an address from which this account never signed in before.</summary>
    public bool NewAddress { get; init; }

    /// <summary>Set for a sign-in at the city's night.</summary>
    public bool AtNight { get; init; }

    public string Message { get; init; } = "";
}

/// <summary>Where the SOC tells what happens to itself. The host writes it into the spool, so that rules see it as any other source.</summary>
public interface ISelfEvents
{
    /// <summary>Never waits and never throws: what cannot be taken is counted and left out; the audit chain has it all the same.</summary>
    void Tell(SelfEvent happened);
}

/// <summary>For tools and tests that have no corridor.</summary>
internal sealed class NoSelfEvents : ISelfEvents
{
    public void Tell(SelfEvent happened)
    {
        // There is nobody to tell.
    }
}
