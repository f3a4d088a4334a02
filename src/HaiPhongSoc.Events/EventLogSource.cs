namespace HaiPhongSoc.Events;

/// <summary>What kind of log an event is, in Sigma's three attributes; null = not known. Lower case.</summary>
public sealed record EventLogSource(string? Product = null, string? Category = null, string? Service = null)
{
    public static EventLogSource Unknown { get; } = new();
}
