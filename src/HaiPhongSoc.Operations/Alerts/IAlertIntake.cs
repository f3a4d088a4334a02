using HaiPhongSoc.Detection.AntiMalware;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>
/// Where the corridor ends: hits become alerts, alerts join or open incidents, in one transaction with the committed offset. Idempotent: hits at or
/// below the committed offset of their partition change nothing, so a replay after a crash raises nothing twice. One caller at a time per partition.
/// </summary>
public interface IAlertIntake
{
    /// <summary>
    /// Commits hits (in the order of their events) and the offset up to which the corridor has been through, durably (synchronous = FULL).
    /// An empty list only moves the offset. A hit above <paramref name="upTo"/> is a bug of the caller and throws.
    /// </summary>
    Task<AlertCommit> CommitAsync(IReadOnlyList<RuleHit> hits, EventId upTo, CancellationToken cancellationToken) => CommitAsync(hits, [], upTo, cancellationToken);

    /// <summary>The same, with what anti-malware agents reported in these events: taken once, as the hits are.</summary>
    Task<AlertCommit> CommitAsync(IReadOnlyList<RuleHit> hits, IReadOnlyList<AgentReport> reports, EventId upTo, CancellationToken cancellationToken);

    /// <summary>The committed offset of each partition that ever committed: replay from the one after it.</summary>
    Task<IReadOnlyDictionary<int, long>> CommittedAsync(CancellationToken cancellationToken);
}

/// <param name="HitsTaken">Hits that were new.</param>
/// <param name="HitsIgnored">Hits that had been committed before.</param>
public sealed record AlertCommit(int HitsTaken, int HitsIgnored, int AlertsRaised, int AlertsJoined, int IncidentsOpened);
