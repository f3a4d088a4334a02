namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>One match of a base rule.</summary>
/// <param name="RuleKey">Id or name of the base rule that matched.</param>
/// <param name="Time">The event's own time, UTC microseconds.</param>
/// <param name="Event">The event's identity. The same event of the same rule counts once, so that a replay changes nothing.</param>
/// <param name="Field">The event's text under a field's name (see <see cref="CorrelationEngine{TEvent}.FieldsNeeded"/>); null where the event lacks it.</param>
/// <param name="Scope">Events of different scopes never meet: the realm in which addresses and names mean something. Compared without regard to case.</param>
public readonly record struct CorrelationInput<TEvent>(string RuleKey, long Time, TEvent Event, Func<string, string?> Field, string Scope = "")
    where TEvent : IEquatable<TEvent>;
