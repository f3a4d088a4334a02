using HaiPhongSoc.Detection.Hits;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// Which detection rules are in use, remembered across starts: who wants to stay unseen takes one out, weakens it, or makes it break. Each such change is an entry
/// on the audit chain and an event in the SOC's own corridor.
/// </summary>
public interface IRulesInUse
{
    /// <summary>Compares with what was in use before, and remembers these. The first start of all is no change.</summary>
    Task CompareAsync(IReadOnlyCollection<RuleIdentity> active, CancellationToken cancellationToken);

    /// <summary>These broke while they judged an event, and are not asked any more.</summary>
    Task BrokeAsync(IReadOnlyCollection<BrokenRule> broken, CancellationToken cancellationToken);
}

/// <param name="RuleId">Its UUID.</param>
/// <param name="Reason">What happened; may quote the rule.</param>
public sealed record BrokenRule(string RuleId, string Reason);
