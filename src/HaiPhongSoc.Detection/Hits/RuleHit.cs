using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Hits;

/// <summary>
/// One thing that detection found, before alerts are made of it. For a given spool and rule set the same hits come again on replay with the same
/// <see cref="Event"/>: sinks are idempotent by (rule id, event id, entity key).
/// </summary>
public sealed record RuleHit
{
    public required HitKind Kind { get; init; }

    public required RuleIdentity Rule { get; init; }

    /// <summary>The event that matched, or the one that completed the correlation.</summary>
    public required EventId Event { get; init; }

    /// <summary>That event's own time, UTC microseconds.</summary>
    public required long Time { get; init; }

    /// <summary>That event's time of receipt, UTC microseconds.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Time of the earliest contributing event; equal to <see cref="Time"/> for single events.</summary>
    public required long FirstTime { get; init; }

    /// <summary>All entities of the hit; the first is the one that the alert is keyed by. Never empty.</summary>
    public required IReadOnlyList<Entity> Entities { get; init; }

    /// <summary>The system concerned, as the register had it at the event's time.</summary>
    public SystemIdentity? System { get; init; }

    public required string Realm { get; init; }

    public required string SourceId { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Events that led here, oldest first, the last 100 at most; contains <see cref="Event"/>.</summary>
    public required IReadOnlyList<EventId> Contributing { get; init; }

    /// <summary>How many events led here, those beyond the cap counted.</summary>
    public required long ContributingCount { get; init; }

    /// <summary>Hits of the same rule and first entity within this time of the alert's last hit belong to the same alert.</summary>
    public required TimeSpan AlertWindow { get; init; }

    /// <summary>The event's raw text, cut at 2,048 characters, for the reader's eye. Attacker-written text: never markup.</summary>
    public required string Sample { get; init; }
}
