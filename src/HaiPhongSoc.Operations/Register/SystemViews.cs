using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Gaps;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Where a system stands in its life. The numbers are stored: never renumber.</summary>
public enum SystemStatus
{
    /// <summary>Đang vận hành: concluded secure, in operation.</summary>
    InOperation = 1,

    /// <summary>Thử nghiệm. May be in use; with real data it obeys the same rules (Plan 40, principle 2).</summary>
    Test = 2,

    /// <summary>Chưa kết luận bảo đảm an toàn: may not be in use (Plan 40, principle 1).</summary>
    NotConcludedSecure = 3,

    /// <summary>Đã ngừng: may not be in use any more.</summary>
    Retired = 4,
}

/// <summary>A system as lists show it.</summary>
/// <param name="Level">The effective level: the approved one; before approval the higher of proposed and computed; 0 = none yet.</param>
/// <param name="LevelIsApproved">False while the level rests on a proposal.</param>
/// <param name="OpenFindings">Findings (phát hiện) not closed yet.</param>
/// <param name="NextDutyDueAt">UTC microseconds.</param>
/// <param name="ChangedAt">When its entry in the register last changed, UTC microseconds.</param>
/// <param name="Gaps">What it lacks; null where that was not asked.</param>
public sealed record SystemRow(
    string Code,
    string Name,
    int Level,
    bool LevelIsApproved,
    SystemStatus Status,
    bool MayBeInUse,
    bool HasRealData,
    string OwnerCode,
    string OwnerName,
    string? OperatorName,
    int Assets,
    long OpenFindings,
    long OpenAlerts,
    long OpenIncidents,
    long? NextDutyDueAt,
    long ChangedAt = 0,
    IReadOnlyList<SystemGap>? Gaps = null);

/// <param name="Key">The address range or name.</param>
/// <param name="ValidFrom">UTC microseconds; 0 = always.</param>
/// <param name="ValidTo">Exclusive, UTC microseconds; null = still valid.</param>
/// <param name="CarvedFrom">Code of the system out of whose wider range it is taken.</param>
public sealed record AssetView(long Id, string Realm, AssetKind Kind, string Key, long ValidFrom, long? ValidTo, string? CarvedFrom);

/// <summary>A system's passport.</summary>
/// <param name="People">Whom to ask: who acts today for its owner and its operator.</param>
/// <param name="LevelBasis">The article that decides the level.</param>
/// <param name="LevelDecision">Number and date of the approval, if there is one.</param>
/// <param name="Version">Pass it with the next change.</param>
/// <param name="MissingFields">Required fields of its record that are still empty.</param>
/// <param name="Steps">What is still to be done until it stands in the register as the rules want it, the next one first.</param>
/// <param name="Realms">Where the systems within the asker's reach have assets.</param>
public sealed record SystemDetail(
    SystemRow Row,
    int? ProposedLevel,
    int? ComputedLevel,
    int? ApprovedLevel,
    string? LevelBasis,
    string? LevelDecision,
    SystemContact? Contact,
    string? OwnerPhone,
    IReadOnlyList<AssetView> Assets,
    IReadOnlyList<DutyRow> Duties,
    IReadOnlyList<IncidentRow> Incidents,
    IReadOnlyList<HistoryView> History,
    long Version,
    IReadOnlyList<string> Realms,
    IReadOnlyList<InChargeView> People,
    string? OperatorCode,
    LevelProof Proof,
    int MissingFields,
    IReadOnlyList<SystemStep> Steps);

/// <summary>What stands behind a system's level and its use.</summary>
/// <param name="Answers">From which the computed level follows; empty where none were kept.</param>
/// <param name="Justification">Why less is proposed than computed.</param>
/// <param name="DecidedOn">The date of the decision that approved the level.</param>
/// <param name="Conclusion">Number and issuer of "đủ điều kiện đưa vào vận hành".</param>
public sealed record LevelProof(LevelAnswerSheet Answers, string? Justification, DateOnly? DecidedOn, string? Conclusion, DateOnly? ConcludedOn);

