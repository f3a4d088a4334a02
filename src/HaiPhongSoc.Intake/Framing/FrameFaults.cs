namespace HaiPhongSoc.Intake.Framing;

/// <summary>What framing can find wrong. Stored in spool files: codes are never changed.</summary>
internal static class FrameFaults
{
    /// <summary>Longer than the bound; the first part is kept.</summary>
    public const string TooLong = "frame-too-long";

    /// <summary>The connection ended before the announced number of octets had come, or broke off in the middle of a line.</summary>
    public const string CutOff = "frame-cut-off";

    /// <summary>The sender took too long over one record.</summary>
    public const string TimedOut = "frame-timed-out";
}
