using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A rule or correlation in use.</summary>
/// <param name="File">The full path.</param>
/// <param name="LogSource">Null for a correlation.</param>
/// <param name="IsSilent">Only correlations look at its matches.</param>
/// <param name="FedBy">For a correlation: the ids of the rules and correlations that feed it.</param>
public sealed record RuleEntry(RuleIdentity Identity, string File, RuleLogSource? LogSource, bool IsSilent, IReadOnlyList<string> FedBy)
{
    public bool IsCorrelation => LogSource is null;
}
