namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>An event that led to a fire.</summary>
/// <param name="Time">Its own time, UTC microseconds.</param>
/// <param name="RuleKey">Id (name where it has none) of the base rule that it matched.</param>
public readonly record struct CorrelationContribution<TEvent>(long Time, TEvent Event, string RuleKey)
    where TEvent : IEquatable<TEvent>;

/// <summary>A correlation was fulfilled, or an earlier fire goes on.</summary>
public sealed record CorrelationFire<TEvent>
    where TEvent : IEquatable<TEvent>
{
    public required SigmaCorrelation Correlation { get; init; }

    /// <summary>
    /// False: the condition was met now. True: one more event of the same group, at most one timespan away from <see cref="FiredAt"/>; the alert is the same and its count grew.
    /// </summary>
    public required bool IsContinuation { get; init; }

    /// <summary>True where a running correlation is built upon this one and doesn't ask for it to <c>generate</c>: the fire is no alert of its own.</summary>
    public required bool IsSilenced { get; init; }

    public required string Scope { get; init; }

    /// <summary>The values that the group has in common, in the order of group-by, as first seen; a value beyond 256 characters is cut and carries its hash.</summary>
    public required IReadOnlyList<(string Field, string Value)> GroupValues { get; init; }

    /// <summary>The event that was fed.</summary>
    public required TEvent Event { get; init; }

    /// <summary>The event whose arrival raised the fire: equal to <see cref="Event"/> for a fire, and the fire's identity for its continuations.</summary>
    public required TEvent FiredBy { get; init; }

    /// <summary>The end of the first window that met the condition, UTC microseconds: the fire's own time, also towards correlations built upon this one.</summary>
    public required long FiredAt { get; init; }

    /// <summary>
    /// For a fire the events of the window, oldest first, the last 100 with <see cref="Event"/> among them, those of correlations below included; for a continuation what came new.
    /// </summary>
    public required IReadOnlyList<CorrelationContribution<TEvent>> Contributing { get; init; }

    /// <summary>Events of the window and of all continuations since, those beyond the hundred included.</summary>
    public required long Count { get; init; }

    /// <summary>False where events of the window had been dropped for space, so that <see cref="Count"/> is at least that much.</summary>
    public required bool IsCountExact { get; init; }

    /// <summary>Those of <see cref="Count"/> that no earlier fire or continuation of this group counted: their sum is the live count of an alert over several fires.</summary>
    public required long Added { get; init; }

    /// <summary>Time of the earliest event that was counted, UTC microseconds.</summary>
    public required long FirstTime { get; init; }

    /// <summary>Time of the latest event that was counted, UTC microseconds.</summary>
    public required long LastTime { get; init; }
}
