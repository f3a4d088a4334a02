using HaiPhongSoc.Detection.Hits;

namespace HaiPhongSoc.Operations.Overview;

/// <summary>The detection rules in use, by name. The host that runs detection brings them; without it there are none.</summary>
public interface IRuleNames
{
    IReadOnlyList<RuleIdentity> Active { get; }
}

internal sealed class NoRuleNames : IRuleNames
{
    public IReadOnlyList<RuleIdentity> Active => [];
}
