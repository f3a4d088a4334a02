using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Alerts;

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
    long ChangedAt = 0);

/// <param name="Key">The address range or host name.</param>
/// <param name="ValidFrom">UTC microseconds; 0 = always.</param>
/// <param name="ValidTo">Exclusive, UTC microseconds; null = still valid.</param>
public sealed record AssetView(string Realm, string Key, bool IsNetwork, long ValidFrom, long? ValidTo);

/// <summary>A system's passport.</summary>
/// <param name="LevelBasis">The article that decides the level.</param>
/// <param name="LevelDecision">Number and date of the approval, if there is one.</param>
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
    IReadOnlyList<HistoryView> History);

