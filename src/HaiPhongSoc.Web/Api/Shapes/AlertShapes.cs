using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;

namespace HaiPhongSoc.Web.Api.Shapes;

internal sealed record AlertShape(
    long Id, long Version, AlertOrigin Origin, string RuleId, TextShape Title, Severity Severity, Severity RuleLevel, AlertStatus Status, Verdict? Verdict,
    SystemRefShape? System, string Realm, string SourceId, IReadOnlyList<EntityShape> Entities, long EventCount, DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen, DateTimeOffset RaisedAt, DateTimeOffset UpdatedAt, PersonShape? Assignee, string? IncidentNumber)
{
    public static AlertShape Of(AlertRow a) => new(
        a.Id, a.Version, a.Origin, a.RuleId, TextShape.Of(a.Title), a.Severity, a.RuleLevel, a.Status, a.Verdict,
        a.System is { } system ? SystemRefShape.Of(system) : null, a.Realm, a.SourceId, [.. a.Entities.Select(EntityShape.Of)], a.Count, Instant.Of(a.FirstSeen),
        Instant.Of(a.LastSeen), Instant.Of(a.RaisedAt), Instant.Of(a.ChangedAt), PersonShape.Of(a.AssigneeId, a.AssigneeName), a.IncidentNumber);
}

/// <summary>Why a rule matched. Written by who wrote the log: never markup.</summary>
internal sealed record EvidenceShape(string Selection, string Field, string Value, string Pattern);

internal sealed record AlertDetailShape(
    AlertShape Alert, TextShape Description, TextShape SeverityReason, IReadOnlyList<string> AttackTags, IReadOnlyList<string> FalsePositives,
    string? RuleAuthor, string? RuleLicense, IReadOnlyList<EvidenceShape> Evidence, IReadOnlyList<string> EventIds, string Sample,
    IReadOnlyList<HistoryShape> History)
{
    public static AlertDetailShape Of(AlertDetail d) => new(
        AlertShape.Of(d.Row), TextShape.Of(d.Description), TextShape.Of(d.SeverityReason), d.AttackTags, d.FalsePositives, d.RuleAuthor, d.RuleLicense,
        [.. d.Evidence.Select(e => new EvidenceShape(e.Selection, e.Field, e.Value, e.Pattern))], d.EventIds, d.Sample, [.. d.History.Select(HistoryShape.Of)]);
}

internal sealed record AlertCountsShape(long Unassigned, long Mine, long Open, SeverityCountsShape OpenBySeverity)
{
    public static AlertCountsShape Of(AlertCounts c) => new(c.Unassigned, c.Mine, c.Open, SeverityCountsShape.Of(c.OpenBySeverity));
}

internal sealed record CloseAlertShape(Verdict Verdict, string? Note = null);

internal sealed record ReasonShape(string Reason);
