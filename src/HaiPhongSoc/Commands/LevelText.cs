using HaiPhongSoc.Events;

namespace HaiPhongSoc.Commands;

/// <summary>A severity as Sigma writes it.</summary>
internal static class LevelText
{
    public static string Of(Severity level) => level switch
    {
        Severity.Informational => "informational",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "no such level"),
    };
}
