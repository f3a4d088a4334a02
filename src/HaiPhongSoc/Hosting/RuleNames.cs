using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Operations.Overview;

namespace HaiPhongSoc.Hosting;

/// <summary>The rules in use, for those who look for one by its name.</summary>
internal sealed class RuleNames(RuleSet rules) : IRuleNames
{
    public IReadOnlyList<RuleIdentity> Active { get; } = [.. rules.Active];
}
