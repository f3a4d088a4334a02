namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>How the hits of a rule become alerts: the rule's attribute <c>soc: { entity: […], window: 1h }</c>.</summary>
/// <param name="EntityFields">Fields whose entities come first; the first one that an event has keys the alert. Empty = the usual order.</param>
/// <param name="Window">Hits within this time of the last one belong to the same alert.</param>
public sealed record AlertSettings(IReadOnlyList<string> EntityFields, TimeSpan Window)
{
    public static AlertSettings Default { get; } = new([], TimeSpan.FromHours(1));
}
