using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Gaps;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <param name="Level">The effective level; 0 = none yet.</param>
/// <param name="Gaps">What it lacks; null unless the list was asked for what lacks.</param>
internal sealed record SystemShape(
    string Code, string Name, int Level, bool LevelIsApproved, SystemStatus Status, bool MayBeInUse, bool HasRealData, string OwnerCode, string OwnerName,
    string? OperatorName, int AssetCount, long OpenFindings, long OpenAlerts, long OpenIncidents, DateTimeOffset? NextDutyDueAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<SystemGap>? Gaps)
{
    public static SystemShape Of(SystemRow s) => new(
        s.Code, s.Name, s.Level, s.LevelIsApproved, s.Status, s.MayBeInUse, s.HasRealData, s.OwnerCode, s.OwnerName, s.OperatorName, s.Assets, s.OpenFindings,
        s.OpenAlerts, s.OpenIncidents, Instant.Of(s.NextDutyDueAt), Instant.Of(s.ChangedAt), s.Gaps);
}

/// <param name="Key">The address range or name.</param>
/// <param name="ValidFrom">Inclusive; null = always.</param>
/// <param name="ValidTo">Exclusive; null = still valid.</param>
/// <param name="CarvedFrom">Code of the system out of whose wider range it is taken.</param>
internal sealed record AssetShape(
    long Id, string Realm, AssetKind Kind, string Key, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string? CarvedFrom)
{
    public static AssetShape Of(AssetView a) =>
        new(a.Id, a.Realm, a.Kind, a.Key, a.ValidFrom == 0 ? null : Instant.Of(a.ValidFrom), Instant.Of(a.ValidTo), a.CarvedFrom);
}

/// <param name="Key">An address range (<c>10.20.1.0/24</c>, <c>2001:db8::/32</c>, one address), a host name, a domain with all below it, or an account.</param>
/// <param name="ValidFrom">Inclusive; without it always.</param>
/// <param name="ValidTo">Exclusive; without it still valid.</param>
/// <param name="CarvedFrom">Code of the system out of whose wider range it is taken.</param>
internal sealed record AddAssetShape(
    string Realm, AssetKind Kind, string Key, DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidTo = null, string? CarvedFrom = null);

/// <param name="At">From then on it is nobody's; null takes an end back.</param>
internal sealed record EndAssetShape(DateTimeOffset? At);

/// <param name="To">Code of the system that gets it.</param>
/// <param name="At">Events from then on are the new system's, earlier ones the old one's, whenever they arrive.</param>
internal sealed record MoveAssetShape(string To, DateTimeOffset At);

/// <param name="AssetId">The entry of the system that has it now.</param>
/// <param name="Version">Of the system that had it.</param>
/// <param name="ToVersion">Of the system that has it now.</param>
internal sealed record AssetMovedShape(long AssetId, long Version, string Etag, string To, long ToVersion);

internal sealed record RemoveAssetShape(string Reason);

internal sealed record SystemDetailShape(
    SystemShape System, int? ProposedLevel, int? ComputedLevel, int? ApprovedLevel, string? LevelBasis, string? LevelDecision, ContactShape? Contact,
    string? OwnerPhone, IReadOnlyList<AssetShape> Assets, IReadOnlyList<DutyShape> Duties, IReadOnlyList<IncidentShape> Incidents,
    IReadOnlyList<HistoryShape> History, IReadOnlyList<PersonInChargeShape> People, string? OperatorCode, string? LevelJustification, DateOnly? LevelDecidedOn,
    string? Conclusion, DateOnly? ConcludedOn, int MissingFields, IReadOnlyList<SystemStep> NextSteps)
{
    public static SystemDetailShape Of(SystemDetail d) => new(
        SystemShape.Of(d.Row), d.ProposedLevel, d.ComputedLevel, d.ApprovedLevel, d.LevelBasis, d.LevelDecision, ContactShape.Of(d.Contact), d.OwnerPhone,
        [.. d.Assets.Select(AssetShape.Of)],
        [.. d.Duties.Select(DutyShape.Of)], [.. d.Incidents.Select(IncidentShape.Of)], [.. d.History.Select(HistoryShape.Of)],
        [.. d.People.Select(PersonInChargeShape.Of)], d.OperatorCode, d.Proof.Justification, d.Proof.DecidedOn, d.Proof.Conclusion, d.Proof.ConcludedOn, d.MissingFields, d.Steps);
}

internal sealed record RegisterImportedShape(long RegisterVersion, int SystemsAdded, int SystemsChanged, int SystemsUnchanged, int Assets, int Organisations);

/// <param name="DueAt">End of the last day, exclusive.</param>
/// <param name="OrganisationCode">Who has to do it; null = the city.</param>
/// <param name="OwedBy">The name of that.</param>
/// <param name="EscalatedTo">Whom it was told, because it is overdue.</param>
internal sealed record DutyShape(
    long Id, long Version, string Kind, string? SystemCode, string? OrganisationCode, string OwedBy, string SubjectName, int Year, TextShape Title, string Basis, string Confidence, DateTimeOffset DueAt,
    DutyState State, long? ParentId, DateTimeOffset? DoneAt, string? DoneBy, string? EvidenceNote,
    DateTimeOffset? RemindedAt, DateTimeOffset? EscalatedAt, TextShape? EscalatedTo, DateTimeOffset? WaivedAt, string? WaivedBy, string? WaiveReason,
    DateTimeOffset UpdatedAt)
{
    public static DutyShape Of(DutyRow d) => new(
        d.Id, d.Version, d.Kind, d.SystemCode, d.OrganisationCode, d.OwedBy, d.SubjectName, d.Year, TextShape.Of(d.Title), d.Basis, d.Confidence, Instant.Of(d.DueAt), d.State, d.ParentId,
        Instant.Of(d.DoneAt), d.DoneBy, d.EvidenceNote, Instant.Of(d.RemindedAt), Instant.Of(d.EscalatedAt),
        d.EscalatedTo is { } to ? TextShape.Of(to) : null, Instant.Of(d.WaivedAt), d.WaivedBy, d.WaiveReason, Instant.Of(d.ChangedAt));
}

/// <param name="EvidenceNote">Document number, date, where it lies.</param>
internal sealed record CompleteDutyShape(string EvidenceNote);

internal sealed record AccountShape(string Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, string? OrganisationCode)
{
    public static AccountShape Of(AccountRow a) => new(a.Id, a.UserName, a.DisplayName, a.Roles, a.OrganisationCode);
}

internal sealed record ClockAheadShape(string IncidentNumber, TextShape IncidentTitle, ClockShape Clock);

internal sealed record TaskAheadShape(string IncidentNumber, TextShape IncidentTitle, TaskShape Task);

internal sealed record OverviewShape(
    AlertCountsShape Alerts, SeverityCountsShape OpenIncidents, IReadOnlyList<IncidentShape> MyIncidents, IReadOnlyList<IncidentShape> UnassignedIncidents,
    IReadOnlyList<ClockAheadShape> RunningClocks, IReadOnlyList<TaskAheadShape> TasksDue, IReadOnlyList<DutyShape> DutiesAhead, long OpenFindings, long Systems)
{
    public static OverviewShape Of(ShiftOverview o) => new(
        AlertCountsShape.Of(o.Alerts), SeverityCountsShape.Of(o.OpenIncidents), [.. o.MyIncidents.Select(IncidentShape.Of)],
        [.. o.UnassignedIncidents.Select(IncidentShape.Of)],
        [.. o.RunningClocks.Select(c => new ClockAheadShape(c.IncidentNumber, TextShape.Of(c.IncidentTitle), ClockShape.Of(c.Clock)))],
        [.. o.TasksDue.Select(t => new TaskAheadShape(t.IncidentNumber, TextShape.Of(t.IncidentTitle), TaskShape.Of(t.Task)))],
        [.. o.DutiesAhead.Select(DutyShape.Of)], o.OpenFindings, o.Systems);
}

/// <param name="Detail">What exactly: a host, an address, a document.</param>
/// <param name="Count">Events; 0 where the cause is that none came.</param>
/// <param name="ClosedBecause">Why its cause is gone; null while it is open.</param>
/// <param name="Reopened">How often its cause came back.</param>
/// <param name="OrganisationCode">Who has to put it right; null = the centre.</param>
/// <param name="FirstEvents">Ids of the first few events that show it.</param>
/// <param name="LastEvents">Ids of the last few.</param>
/// <param name="AlertId">The alert about the same, where there is one.</param>
internal sealed record FindingShape(
    long Id, FindingKind Kind, TextShape Title, TextShape Detail, TextShape NextStep, Severity Severity, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen,
    DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, TextShape? ClosedBecause, int Reopened, string? SystemCode, string? SystemName, int SystemLevel,
    string? OrganisationCode, string? OrganisationName, string Realm, string Subject, string? HostName, string? Address, string? SourceId,
    IReadOnlyList<string> FirstEvents, IReadOnlyList<string> LastEvents, long? AlertId)
{
    public static FindingShape Of(FindingView f) => new(
        f.Id, f.Kind, TextShape.Of(f.Title), TextShape.Of(f.Detail), TextShape.Of(f.NextStep), f.Severity, f.Count, Instant.Of(f.FirstSeen), Instant.Of(f.LastSeen),
        Instant.Of(f.OpenedAt), Instant.Of(f.ClosedAt), f.ClosedBecause is { } because ? TextShape.Of(because) : null, f.Reopened, f.SystemCode, f.SystemName,
        f.SystemLevel, f.OrganisationCode, f.OrganisationName, f.Realm, f.Subject, f.HostName, f.Address, f.SourceId, f.FirstEvents, f.LastEvents, f.AlertId);
}

/// <param name="CentreContact">Whom to call at the centre at any hour.</param>
internal sealed record MyWorkShape(
    IReadOnlyList<DutyShape> DutiesAhead, long DutiesOverdue, long DutiesDueSoon, DateTimeOffset? NextDutyDueAt, IReadOnlyList<SystemShape> Systems,
    IReadOnlyList<FindingShape> Findings, IReadOnlyList<IncidentShape> Incidents, long OpenIncidents, IReadOnlyList<TaskAheadShape> Tasks, string CentreContact)
{
    public static MyWorkShape Of(MyWork w) => new(
        [.. w.DutiesAhead.Select(DutyShape.Of)], w.DutiesOverdue, w.DutiesDueSoon, Instant.Of(w.NextDutyDueAt), [.. w.Systems.Select(SystemShape.Of)],
        [.. w.Findings.Select(FindingShape.Of)], [.. w.Incidents.Select(IncidentShape.Of)], w.OpenIncidents,
        [.. w.Tasks.Select(t => new TaskAheadShape(t.IncidentNumber, TextShape.Of(t.IncidentTitle), TaskShape.Of(t.Task)))], w.CentreContact);
}

/// <param name="Reach">How far: self, organisation or city.</param>
internal sealed record PermittedShape(string Scope, Extent Reach);

/// <param name="Scopes">Of the token; null for a person.</param>
/// <param name="Antiforgery">For a person's session only: send it back in the header that it names with every change.</param>
internal sealed record MeShape(
    string Id, string Name, ActorKind Kind, IReadOnlyList<string> Roles, string? OrganisationCode, string? OrganisationName, IReadOnlyList<string>? Scopes,
    IReadOnlyList<PermittedShape> Permitted, AntiforgeryShape? Antiforgery)
{
    public static MeShape Of(SelfView s, AntiforgeryShape? antiforgery) => new(
        s.Actor.AccountId, s.Actor.Name, s.Actor.Kind, s.Actor.Roles, s.Actor.OrganisationCode, s.OrganisationName,
        s.Actor.Kind == ActorKind.Service ? s.Actor.Scopes : null, [.. s.Permitted.Select(p => new PermittedShape(p.Scope, p.Extent))], antiforgery);
}

internal sealed record AntiforgeryShape(string Header, string Token);
