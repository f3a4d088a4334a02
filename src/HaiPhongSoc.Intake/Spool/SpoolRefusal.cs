namespace HaiPhongSoc.Intake.Spool;

/// <summary>Why the spool takes nothing at the moment.</summary>
/// <param name="Code">Stable: <c>spool-full</c> (the bound of its size is reached), <c>disk-full</c>, <c>disk-error</c>, <see cref="Broken"/>, <see cref="Closed"/>.</param>
/// <param name="Message">What happened and what to do, in one sentence.</param>
/// <param name="Since">UTC microseconds.</param>
public sealed record SpoolRefusal(string Code, string Message, long Since)
{
    /// <summary>The spool ended by an unexpected error. Nothing is taken until soc is restarted, and nothing is dropped that a sender can be made to keep.</summary>
    public const string Broken = "spool-broken";

    /// <summary>The spool was closed because soc stops: what comes now will never be written.</summary>
    public const string Closed = "spool-closed";
}
