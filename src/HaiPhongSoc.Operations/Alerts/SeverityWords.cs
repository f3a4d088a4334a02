using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>The five steps as people read them.</summary>
internal static class SeverityWords
{
    public static Wording Of(Severity severity) => severity switch
    {
        Severity.Informational => new("Thông tin", "informational"),
        Severity.Low => new("Thấp", "low"),
        Severity.Medium => new("Trung bình", "medium"),
        Severity.High => new("Cao", "high"),
        Severity.Critical => new("Nghiêm trọng", "critical"),
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "not a severity"),
    };
}
