using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>What raised an alert. The numbers are stored: never renumber.</summary>
public enum AlertOrigin
{
    /// <summary>A Sigma rule matched single events.</summary>
    Event = 1,

    /// <summary>A Sigma correlation was fulfilled by several events.</summary>
    Correlation = 2,

    /// <summary>Phát hiện: the register contradicts what the logs show.</summary>
    Finding = 3,
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum AlertStatus
{
    /// <summary>Mới.</summary>
    New = 1,

    /// <summary>Đang xử lý.</summary>
    InProgress = 2,

    /// <summary>Đã đóng; carries a verdict.</summary>
    Closed = 3,
}

/// <summary>Kết luận, on closing an alert or an incident. The numbers are stored and are the keys 1–7 of the console: never renumber.</summary>
public enum Verdict
{
    /// <summary>Tấn công thật.</summary>
    TrueAttack = 1,

    /// <summary>Đúng nhưng vô hại.</summary>
    TrueButHarmless = 2,

    /// <summary>Sai do quy tắc.</summary>
    FalseRuleLogic = 3,

    /// <summary>Sai do dữ liệu.</summary>
    FalseData = 4,

    /// <summary>Trùng lặp.</summary>
    Duplicate = 5,

    /// <summary>Chưa xác định.</summary>
    Undetermined = 6,

    /// <summary>Diễn tập.</summary>
    Drill = 7,
}

/// <summary>Somebody or something that an alert is about.</summary>
/// <param name="Kind"><c>source-address</c>, <c>host</c>, <c>user</c>, <c>system</c>, <c>log-source</c> or <c>field</c>.</param>
/// <param name="Value">Attacker-written in part: never markup.</param>
/// <param name="Realm">The network in which the value means something.</param>
public sealed record EntityView(string Kind, string Value, string Realm);

/// <summary>Why a rule matched: one field of one event against one pattern. Attacker-written: never markup.</summary>
public sealed record EvidenceView(string Selection, string Field, string Value, string Pattern);

/// <summary>The system concerned, as the register had it when the alert was raised.</summary>
/// <param name="Level">Effective level 1–5; 0 = none yet.</param>
public sealed record SystemView(string Code, string Name, int Level, string OwnerCode, string OwnerName);

/// <summary>One change of a record: who, when, from what to what.</summary>
/// <param name="At">UTC microseconds.</param>
public sealed record HistoryView(long At, string ActorName, Wording What);

/// <summary>An alert as lists show it.</summary>
/// <param name="Count">Events behind it (hits for findings), live.</param>
/// <param name="FirstSeen">Event time of the first contributing event, UTC microseconds.</param>
/// <param name="LastSeen">Event time of the last hit, UTC microseconds.</param>
/// <param name="RaisedAt">When the alert was committed, UTC microseconds.</param>
/// <param name="ChangedAt">When anything of it last changed, UTC microseconds.</param>
public sealed record AlertRow(
    long Id,
    long Version,
    AlertOrigin Origin,
    string RuleId,
    Wording Title,
    Severity Severity,
    Severity RuleLevel,
    AlertStatus Status,
    Verdict? Verdict,
    SystemView? System,
    string Realm,
    string SourceId,
    IReadOnlyList<EntityView> Entities,
    long Count,
    long FirstSeen,
    long LastSeen,
    long RaisedAt,
    string? AssigneeId,
    string? AssigneeName,
    string? IncidentNumber,
    long ChangedAt = 0);

/// <summary>An alert in full.</summary>
/// <param name="SeverityReason">Rule level × effective level → severity, in words.</param>
/// <param name="EventIds">Events behind it, oldest first, capped; each as <c>partition-offset</c>.</param>
/// <param name="Sample">Raw text of the first hit's event. Attacker-written: never markup.</param>
public sealed record AlertDetail(
    AlertRow Row,
    Wording Description,
    Wording SeverityReason,
    IReadOnlyList<string> AttackTags,
    IReadOnlyList<string> FalsePositives,
    string? RuleAuthor,
    string? RuleLicense,
    IReadOnlyList<EvidenceView> Evidence,
    IReadOnlyList<string> EventIds,
    string Sample,
    IReadOnlyList<HistoryView> History);
