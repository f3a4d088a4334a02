namespace HaiPhongSoc.Intake.Spool;

/// <summary>Why the spool takes nothing at the moment.</summary>
/// <param name="Code">Stable: <c>spool-full</c> (the bound of its size is reached), <c>disk-full</c>, <c>disk-error</c>, <c>spool-closed</c>.</param>
/// <param name="Message">What happened and what to do, in one sentence.</param>
/// <param name="Since">UTC microseconds.</param>
public sealed record SpoolRefusal(string Code, string Message, long Since);
