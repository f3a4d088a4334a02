using System.ComponentModel.DataAnnotations;
using HaiPhongSoc.Operations.Audit.Anchors;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Section <c>Operations:Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>The keys by which the chain is sealed; default: <c>keys/audit-seal.key</c> in Operations' data folder. All nodes need the same file.</summary>
    public string SealKeyFile { get; set; } = "";

    /// <summary>How often new entries are chained and sealed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A step of the machine's clock that is larger than this is recorded.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When the chain is verified every night, in the city's time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")]
    public TimeSpan VerifyAt { get; set; } = TimeSpan.FromHours(2.5);

    /// <summary>How fast the scheduled verification reads; 0 = as fast as it goes.</summary>
    [Range(0, 10_000_000)]
    public int VerifyRowsPerSecond { get; set; } = 5_000;

    public AnchorOptions Anchor { get; init; } = new();
}
