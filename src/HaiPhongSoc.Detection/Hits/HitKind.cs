namespace HaiPhongSoc.Detection.Hits;

/// <summary>What raised a hit. The numbers are stored: never renumber.</summary>
public enum HitKind
{
    /// <summary>A Sigma rule matched one event.</summary>
    Event = 1,

    /// <summary>A Sigma correlation was fulfilled by several events.</summary>
    Correlation = 2,

    /// <summary>The register contradicts what the logs show (phát hiện).</summary>
    Finding = 3,
}
