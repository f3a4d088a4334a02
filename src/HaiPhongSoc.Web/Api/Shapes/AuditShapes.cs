using HaiPhongSoc.Operations.Audit;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <summary>How an audited request ended.</summary>
internal enum AuditOutcomeWord
{
    Done = 1,
    Refused = 2,
}

/// <param name="Sequence">Its place on the chain; null for about a second.</param>
/// <param name="ActorKind">person, service, kiosk or program.</param>
/// <param name="Outcome">done or refused.</param>
/// <param name="Fault">A code where it was refused, else empty.</param>
/// <param name="Count">How often, where equal ones of a minute stand as one.</param>
internal sealed record AuditEntryShape(
    long Id, long? Sequence, DateTimeOffset At, string ActorId, string ActorName, string ActorKind, string Address, string Action, string Outcome, string Fault,
    IReadOnlyList<string> Subjects, TextShape Details, long Count)
{
    public static AuditEntryShape Of(AuditRow r) => new(
        r.Id, r.Sequence, Instant.Of(r.At), r.ActorId, r.ActorName, r.ActorKind, r.Address, r.Action, r.Outcome, r.Fault, r.Subjects, TextShape.Of(r.Details), r.Count);
}

/// <summary>A value before and after; null = there was none.</summary>
internal sealed record AuditValueShape(string Subject, string Property, string? Before, string? After);

internal sealed record AuditDetailShape(
    AuditEntryShape Entry, IReadOnlyList<string> Roles, string TraceId, IReadOnlyList<AuditValueShape> Values, string? PreviousHash, string? Hash, string? Seal, string? SealKey)
{
    public static AuditDetailShape Of(AuditDetail d) => new(
        AuditEntryShape.Of(d.Row), d.Roles, d.TraceId, [.. d.Values.Select(v => new AuditValueShape(v.Subject, v.Property, v.Before, v.After))], d.PreviousHash, d.Hash, d.Seal, d.SealKey);
}

/// <param name="Name"><c>verification</c>, <c>anchor:file</c>, <c>anchor:syslog</c>, <c>anchor:mail</c>.</param>
/// <param name="Fault">Null where it went well.</param>
/// <param name="LastGoodAt">Null = never.</param>
internal sealed record AuditWatchShape(string Name, DateTimeOffset At, long Sequence, TextShape? Fault, DateTimeOffset? LastGoodAt, long LastGoodSequence)
{
    public static AuditWatchShape Of(AuditWatch w) => new(
        w.Name, Instant.Of(w.At), w.Sequence, w.IsGood ? null : TextShape.Of(w.Fault), w.LastGoodAt == 0 ? null : Instant.Of(w.LastGoodAt), w.LastGoodSequence);
}

/// <param name="Sealed">The last place on the chain.</param>
/// <param name="Waiting">Entries that wait for their seal.</param>
/// <param name="Verification">Null = never yet.</param>
/// <param name="Anchors">One for each way that was ever used; empty = the chain is anchored nowhere.</param>
internal sealed record AuditStateShape(long Sealed, long Waiting, DateTimeOffset? OldestWaiting, AuditWatchShape? Verification, IReadOnlyList<AuditWatchShape> Anchors)
{
    public static AuditStateShape Of(AuditState s) => new(
        s.Sealed, s.Waiting, Instant.Of(s.OldestWaiting), s.Verification is { } verification ? AuditWatchShape.Of(verification) : null, [.. s.Anchors.Select(AuditWatchShape.Of)]);
}

/// <param name="Sequence">The place of the first broken link.</param>
internal sealed record AuditBreakShape(long Sequence, AuditBreakKind Kind, TextShape What);

/// <param name="Verified">The last place that is proven.</param>
/// <param name="Hash">The hash there.</param>
/// <param name="Broken">Null where the whole chain is intact.</param>
internal sealed record AuditVerdictShape(long Verified, string Hash, long Waiting, int Anchors, DateTimeOffset At, AuditBreakShape? Broken)
{
    public static AuditVerdictShape Of(AuditVerdict v) => new(
        v.Verified, v.Hash, v.Waiting, v.Anchors, Instant.Of(v.At), v.Break is { } broken ? new AuditBreakShape(broken.Sequence, broken.Kind, TextShape.Of(broken.What)) : null);
}
