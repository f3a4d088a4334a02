using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>The numbers are stored: never renumber.</summary>
public enum DutyState
{
    /// <summary>Chưa đến hạn.</summary>
    Upcoming = 1,

    /// <summary>Sắp đến hạn.</summary>
    DueSoon = 2,

    /// <summary>Đến hạn (today is the last day).</summary>
    Due = 3,

    /// <summary>Quá hạn.</summary>
    Overdue = 4,

    /// <summary>Đã hoàn thành.</summary>
    Done = 5,

    /// <summary>Không còn áp dụng: the register or the profile no longer asks for it.</summary>
    Lapsed = 6,

    /// <summary>Được miễn: waived with a reason, by two people.</summary>
    Waived = 7,
}

/// <summary>Something that the law or the plan demands by a day.</summary>
/// <param name="Kind">The profile's duty id, for example <c>live-fire-drill-city</c>.</param>
/// <param name="SystemCode">The system that it concerns; null = the city.</param>
/// <param name="DueAt">End of the last day, UTC microseconds (exclusive).</param>
/// <param name="Basis">The article of law or the task of the plan.</param>
/// <param name="Confidence"><c>verified</c>, <c>secondary</c> or <c>to-be-confirmed</c>.</param>
/// <param name="ParentId">The duty that a milestone belongs to; null for the duty itself.</param>
/// <param name="Year">The year that it is owed for.</param>
/// <param name="ChangedAt">When anything of it last changed, UTC microseconds.</param>
/// <param name="OrganisationCode">Who has to do it; null = the city.</param>
/// <param name="OwedBy">The name of that.</param>
/// <param name="RemindedAt">When who owes it was last reminded.</param>
/// <param name="EscalatedAt">When it was last told upwards, because it was overdue.</param>
/// <param name="EscalatedTo">Whom.</param>
/// <param name="IsOfArrangement">A document on its organisation's page closes it, and nothing else.</param>
public sealed record DutyRow(
    long Id,
    long Version,
    string Kind,
    string? SystemCode,
    string SubjectName,
    int Year,
    Wording Title,
    string Basis,
    string Confidence,
    long DueAt,
    DutyState State,
    long? ParentId,
    long? DoneAt,
    string? DoneBy,
    string? EvidenceNote,
    long ChangedAt = 0,
    string? OrganisationCode = null,
    string OwedBy = "",
    long? RemindedAt = null,
    long? EscalatedAt = null,
    Wording? EscalatedTo = null,
    long? WaivedAt = null,
    string? WaivedBy = null,
    string? WaiveReason = null,
    bool IsOfArrangement = false);
