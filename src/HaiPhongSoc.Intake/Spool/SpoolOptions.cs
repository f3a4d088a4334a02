namespace HaiPhongSoc.Intake.Spool;

/// <summary>Where acknowledged records wait until they are processed, and how much of them.</summary>
public sealed class SpoolOptions
{
    /// <summary>The spool's directory; created where it is missing. One process at a time. Default <c>data/spool</c>.</summary>
    public string Directory { get; set; } = "data/spool";

    /// <summary>A segment file is closed when it has grown to this size. Default 64 MiB.</summary>
    public int SegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>A segment file that holds records is closed at this age, so that it can be trimmed. Default 1 hour.</summary>
    public TimeSpan SegmentAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The most that all segments together may hold. Beyond it the spool refuses: TCP senders wait, HTTP answers 503, UDP drops and counts. Default 8 GiB.
    /// </summary>
    public long MaxBytes { get; set; } = 8L * 1024 * 1024 * 1024;

    /// <summary>The most that may wait in memory to be written; further appends wait. Default 32 MiB.</summary>
    public int MaxWaitingBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The most that one write and one flush make durable together. Default 4 MiB.</summary>
    public int MaxGroupBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>After a failed write or flush the disk is tried again at this interval. Default 1 second.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);
}
