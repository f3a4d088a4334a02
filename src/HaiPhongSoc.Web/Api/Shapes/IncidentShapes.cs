using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Incidents;

namespace HaiPhongSoc.Web.Api.Shapes;

internal sealed record IncidentShape(
    string Number, long Version, TextShape Title, Severity Severity, IncidentState State, Verdict? Verdict, IReadOnlyList<SystemRefShape> Systems,
    PersonShape? Assignee, DateTimeOffset DetectedAt, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, int AlertCount, int OpenTasks, int DoneTasks,
    DateTimeOffset? NextDueAt, bool Restricted)
{
    public static IncidentShape Of(IncidentRow i) => new(
        i.Number, i.Version, TextShape.Of(i.Title), i.Severity, i.State, i.Verdict, [.. i.Systems.Select(SystemRefShape.Of)],
        PersonShape.Of(i.AssigneeId, i.AssigneeName), Instant.Of(i.DetectedAt), Instant.Of(i.OpenedAt), Instant.Of(i.ChangedAt), i.AlertCount, i.OpenTasks,
        i.DoneTasks, Instant.Of(i.NextDueAt), i.Restricted);
}

internal sealed record TaskShape(
    long Id, long Version, TaskPhase Phase, TextShape Title, TextShape Guide, string Role, bool Mandatory, bool NeedsApproval, DateTimeOffset DueAt, bool Done,
    DateTimeOffset? DoneAt, string? DoneBy, string? Result, string PlaybookId)
{
    public static TaskShape Of(IncidentTaskView t) => new(
        t.Id, t.Version, t.Phase, TextShape.Of(t.Title), TextShape.Of(t.Guide), t.Role, t.Mandatory, t.NeedsApproval, Instant.Of(t.DueAt), t.Done,
        Instant.Of(t.DoneAt), t.DoneBy, t.Result, t.PlaybookId);
}

/// <param name="Basis">The article of law.</param>
/// <param name="Confidence">verified, secondary or to-be-confirmed.</param>
internal sealed record ClockShape(
    long Id, string ClockId, TextShape Title, TextShape AppliesWhen, string Condition, TextShape Recipients, string Basis, string Confidence, bool Running,
    DateTimeOffset DueAt, DateTimeOffset? DoneAt, string? DoneBy)
{
    public static ClockShape Of(IncidentClockView c) => new(
        c.Id, c.ClockId, TextShape.Of(c.Title), TextShape.Of(c.AppliesWhen), c.Condition, TextShape.Of(c.Recipients), c.Basis, c.Confidence, c.Running,
        Instant.Of(c.DueAt), Instant.Of(c.DoneAt), c.DoneBy);
}

internal sealed record TimelineShape(long Id, DateTimeOffset At, TimelineKind Kind, string Actor, TextShape What, long? AlertId)
{
    public static TimelineShape Of(TimelineView t) => new(t.Id, Instant.Of(t.At), t.Kind, t.ActorName, TextShape.Of(t.What), t.AlertId);
}

internal sealed record PlaybookShape(string Id, string Version, TextShape Title, TextShape Summary, TextShape Reason);

internal sealed record IncidentAlertShape(AlertShape Alert, TextShape Reason);

/// <param name="Alerts">At most 200, the most severe.</param>
/// <param name="Timeline">At most 500, the newest; oldest first.</param>
/// <param name="Serious">Whether it is nghiêm trọng; null = not decided.</param>
/// <param name="People">To whom it is open where it is restricted.</param>
internal sealed record IncidentDetailShape(
    IncidentShape Incident, TextShape OpenedBecause, IReadOnlyList<IncidentAlertShape> Alerts, IReadOnlyList<EntityShape> Entities,
    IReadOnlyList<string> EventIds, IReadOnlyList<PlaybookShape> Playbooks, IReadOnlyList<TaskShape> Tasks, IReadOnlyList<ClockShape> Clocks,
    IReadOnlyList<TimelineShape> Timeline, IReadOnlyList<string> Linked, bool? Serious, ContactShape? Contact, IReadOnlyList<PersonShape> People)
{
    public static IncidentDetailShape Of(IncidentDetail d) => new(
        IncidentShape.Of(d.Row),
        TextShape.Of(d.OpenedBecause),
        [.. d.Alerts.Select(a => new IncidentAlertShape(AlertShape.Of(a.Alert), TextShape.Of(a.Reason)))],
        [.. d.Entities.Select(EntityShape.Of)],
        d.EventIds,
        [.. d.Playbooks.Select(p => new PlaybookShape(p.Id, p.Version, TextShape.Of(p.Title), TextShape.Of(p.Summary), TextShape.Of(p.Reason)))],
        [.. d.Tasks.Select(TaskShape.Of)],
        [.. d.Clocks.Select(ClockShape.Of)],
        [.. d.Timeline.Select(TimelineShape.Of)],
        d.Linked,
        d.Serious,
        ContactShape.Of(d.Contact),
        [.. d.People.Select(p => new PersonShape(p.Id, p.Name))]);
}

/// <param name="AccountId">Null takes the incident away from everybody.</param>
internal sealed record AssignShape(string? AccountId);

/// <param name="Verdict">Needed for closed.</param>
/// <param name="Reason">Needed for reopening, and for closing while clocks or mandatory tasks are open.</param>
internal sealed record ChangeStateShape(IncidentState State, Verdict? Verdict = null, string? Reason = null);

/// <param name="Conditions">Keys of clocks' conditions that hold; empty = none.</param>
internal sealed record ClassifyShape(IReadOnlyList<string> Conditions, string Reason);

internal sealed record MeetClockShape(string Evidence);

internal sealed record TaskResultShape(string? Result = null);

internal sealed record NoteShape(string Text);

/// <param name="AccountIds">Empty = open to everybody again.</param>
internal sealed record RestrictShape(IReadOnlyList<string> AccountIds, string Reason);
