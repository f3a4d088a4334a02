namespace HaiPhongSoc.Intake.Spool;

/// <summary>When a batch that a reader gives out is closed: at whichever bound comes first.</summary>
/// <param name="MaxRecords">At most so many records.</param>
/// <param name="MaxBytes">Closed when the payloads together have reached so many bytes; one record may go beyond.</param>
/// <param name="MaxWait">How long a batch that is not full may wait for more records; zero gives out what is there.</param>
public readonly record struct SpoolReadLimits(int MaxRecords, int MaxBytes, TimeSpan MaxWait)
{
    /// <summary>2,048 records or 4 MiB, without waiting for more.</summary>
    public static SpoolReadLimits Default => new(2_048, 4 * 1024 * 1024, TimeSpan.Zero);
}
