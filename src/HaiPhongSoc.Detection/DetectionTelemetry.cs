namespace HaiPhongSoc.Detection;

/// <summary>Names of this room's metrics.</summary>
public static class DetectionTelemetry
{
    public const string MeterName = "HaiPhongSoc.Detection";

    /// <summary>Events by outcome (tag <c>outcome</c>: in, out, faulted, dropped). Once the stage is idle, in = out + faulted + dropped; it drops nothing.</summary>
    public const string Events = "soc.detection.events";

    /// <summary>Hits by kind (tag <c>kind</c>).</summary>
    public const string Hits = "soc.detection.hits";

    /// <summary>Rules of the set in use by state (tag <c>state</c>: active, refused, quarantined).</summary>
    public const string Rules = "soc.detection.rules";

    /// <summary>Groups of correlations that were forgotten because there were too many.</summary>
    public const string CorrelationEvictions = "soc.detection.correlation.evictions";
}
