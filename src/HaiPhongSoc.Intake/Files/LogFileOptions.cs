namespace HaiPhongSoc.Intake.Files;

/// <summary>Bounds for reading files.</summary>
public sealed class LogFileOptions
{
    /// <summary>The longest record, in bytes; the rest of a longer one is left out with a fault. Default 16 MiB.</summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most that one packed file or member may unpack to, in bytes. Default 32 GiB.</summary>
    public long MaxExpandedBytes { get; init; } = 32L * 1024 * 1024 * 1024;

    /// <summary>How many times its packed size a file may unpack to, once it is beyond <see cref="RatioFromBytes"/>. Default 250; real logs reach some 50.</summary>
    public int MaxExpansionRatio { get; init; } = 250;

    /// <summary>Below this unpacked size no ratio counts. Default 64 MiB.</summary>
    public long RatioFromBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The most members of one archive. Default 10,000.</summary>
    public int MaxMembers { get; init; } = 10_000;
}
