using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>The numbers are stored: never renumber.</summary>
public enum IncidentState
{
    /// <summary>Mở.</summary>
    Open = 1,

    /// <summary>Đang xử lý.</summary>
    InProgress = 2,

    /// <summary>Đã xử lý.</summary>
    Resolved = 3,

    /// <summary>Đã đóng; carries a verdict.</summary>
    Closed = 4,
}

/// <summary>The steps of NĐ 333/2026 Đ9.2, and the lessons. The numbers are stored: never renumber.</summary>
public enum TaskPhase
{
    /// <summary>Phát hiện, xác định (a).</summary>
    Identify = 1,

    /// <summary>Bảo vệ hiện trường, thu thập, bảo quản chứng cứ (b).</summary>
    Preserve = 2,

    /// <summary>Khoanh vùng, cô lập (c).</summary>
    Contain = 3,

    /// <summary>Phân tích, đánh giá, phân loại, xác định mức độ (d).</summary>
    Analyse = 4,

    /// <summary>Ứng phó, khắc phục: loại bỏ nguyên nhân (đ).</summary>
    Eradicate = 5,

    /// <summary>Khôi phục (đ).</summary>
    Recover = 6,

    /// <summary>Xác minh nguyên nhân, bài học kinh nghiệm (e).</summary>
    Lessons = 7,
}

/// <summary>An incident as lists show it.</summary>
/// <param name="Number">For example <c>SC-2026-000001</c>.</param>
/// <param name="DetectedAt">T0, phát hiện: when the first alert was raised, UTC microseconds.</param>
/// <param name="NextDueAt">The nearest open task's or running clock's due time, UTC microseconds.</param>
/// <param name="Systems">The systems of its alerts, highest level first.</param>
/// <param name="Restricted">Hạn chế truy cập: open to named people only.</param>
public sealed record IncidentRow(
    long Id,
    string Number,
    long Version,
    Wording Title,
    Severity Severity,
    IncidentState State,
    Verdict? Verdict,
    IReadOnlyList<SystemView> Systems,
    string? AssigneeId,
    string? AssigneeName,
    long DetectedAt,
    long OpenedAt,
    long ChangedAt,
    int AlertCount,
    int OpenTasks,
    int DoneTasks,
    long? NextDueAt,
    bool Restricted = false);

/// <summary>One step of a playbook in this incident.</summary>
/// <param name="Role">Who does it, from <see cref="Accounts.RoleNames"/>.</param>
/// <param name="Guide">How, in sentences; plain text with line breaks.</param>
/// <param name="DueAt">UTC microseconds.</param>
public sealed record IncidentTaskView(
    long Id,
    long Version,
    TaskPhase Phase,
    Wording Title,
    Wording Guide,
    string Role,
    bool Mandatory,
    bool NeedsApproval,
    long DueAt,
    bool Done,
    long? DoneAt,
    string? DoneBy,
    string? Result,
    string PlaybookId);

/// <summary>One statutory clock of the incident.</summary>
/// <param name="AppliesWhen">The condition that a person decides, as the law says it.</param>
/// <param name="Condition">The condition's key, for <see cref="ClassifyIncident"/>.</param>
/// <param name="Running">True once a person decided that the condition holds.</param>
/// <param name="DueAt">T0 + limit, UTC microseconds; where it is not running: when it would be due.</param>
/// <param name="DoneAt">When it was recorded as met, UTC microseconds.</param>
/// <param name="Basis">The article of law.</param>
/// <param name="Confidence"><c>verified</c>, <c>secondary</c> or <c>to-be-confirmed</c>.</param>
public sealed record IncidentClockView(
    long Id,
    string ClockId,
    Wording Title,
    Wording AppliesWhen,
    string Condition,
    Wording Recipients,
    string Basis,
    string Confidence,
    bool Running,
    long DueAt,
    long? DoneAt,
    string? DoneBy);

/// <summary>The numbers are stored: never renumber.</summary>
public enum TimelineKind
{
    Opened = 1,
    AlertJoined = 2,
    SeverityRaised = 3,
    PlaybookAdded = 4,
    Assigned = 5,
    TaskDone = 6,
    TaskReopened = 7,
    Note = 8,
    StateChanged = 9,
    Classified = 10,
    ClockMet = 11,
    Linked = 12,
    ClockOverdue = 13,
    Restricted = 14,
}

/// <summary>One entry of the diary.</summary>
/// <param name="At">UTC microseconds.</param>
/// <param name="What">One sentence. May quote logs: never markup.</param>
/// <param name="AlertId">The alert concerned, if one is.</param>
public sealed record TimelineView(long Id, long At, TimelineKind Kind, string ActorName, Wording What, long? AlertId);

public sealed record PlaybookView(string Id, string Version, Wording Title, Wording Summary, Wording Reason);

/// <summary>An alert within an incident, and why it is there.</summary>
public sealed record IncidentAlertView(AlertRow Alert, Wording Reason);

/// <summary>An incident in full.</summary>
/// <param name="Row">Its counts are of all alerts and tasks, also of those beyond the caps below.</param>
/// <param name="OpenedBecause">Why it was opened, in words.</param>
/// <param name="Alerts">Oldest first; of more than 200 the most severe, and among equals those seen last: see <see cref="IncidentRow.AlertCount"/>.</param>
/// <param name="EventIds">Events of all its alerts, oldest first, capped at 500; each as <c>partition-offset</c>.</param>
/// <param name="Timeline">Oldest first; of more than 500 entries the newest.</param>
/// <param name="Linked">Numbers of incidents that share an alert's entities with this one.</param>
/// <param name="People">To whom it is open where it is restricted; otherwise empty.</param>
/// <param name="Serious">The decision whether it is nghiêm trọng: null = not decided yet.</param>
public sealed record IncidentDetail(
    IncidentRow Row,
    Wording OpenedBecause,
    IReadOnlyList<IncidentAlertView> Alerts,
    IReadOnlyList<EntityView> Entities,
    IReadOnlyList<string> EventIds,
    IReadOnlyList<PlaybookView> Playbooks,
    IReadOnlyList<IncidentTaskView> Tasks,
    IReadOnlyList<IncidentClockView> Clocks,
    IReadOnlyList<TimelineView> Timeline,
    IReadOnlyList<string> Linked,
    bool? Serious,
    SystemContact? Contact,
    IReadOnlyList<PersonView> People);

/// <summary>An account, named.</summary>
public sealed record PersonView(string Id, string Name);

/// <summary>Whom to call about the highest-level system of the incident.</summary>
public sealed record SystemContact(string Name, string? Phone, string? Email);
