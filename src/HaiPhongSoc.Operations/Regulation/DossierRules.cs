using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Who acts in the law (chủ quản, đơn vị vận hành, đơn vị chuyên trách …): not the roles of accounts.</summary>
/// <param name="IsHeld">Somebody of an organisation has it.</param>
/// <param name="IsCityWide">One unit has it for all organisations of the city.</param>
internal sealed record LegalRole(string Id, Wording Title, LegalBasis Basis, bool IsHeld = false, bool IsCityWide = false);

/// <summary>Who prepares, gives a professional opinion (ý kiến chuyên môn), appraises (thẩm định) and approves (phê duyệt) at these levels.</summary>
/// <param name="Opinion">Null where none is asked.</param>
/// <param name="PlanApprovedBy">Who approves the protection plan (phương án bảo đảm an ninh mạng), where that is somebody else.</param>
internal sealed record ApprovalRule(
    string Id, Wording Title, IReadOnlyList<int> Levels, string PreparedBy, string? Opinion, string AppraisedBy, string ApprovedBy, string? PlanApprovedBy, LegalBasis Basis);

/// <summary>How long a step may take, from a full and valid dossier where nothing else is said.</summary>
/// <param name="IsWorkingDays">Ngày làm việc; false: calendar days.</param>
internal sealed record TimeLimit(string Id, Wording Title, IReadOnlyList<int> Levels, int Days, bool IsWorkingDays, LegalBasis Basis)
{
    /// <summary>The last day of what began on <paramref name="day"/>, which itself does not count.</summary>
    public DateOnly LastDay(DateOnly day, DeadlineRule deadline, WorkingCalendar calendar) =>
        IsWorkingDays ? calendar.After(day, Days) : deadline.LastDay(day.AddDays(Days), calendar);
}

/// <summary>One document of a level dossier (hồ sơ đề xuất cấp độ).</summary>
/// <param name="Form">The form it is written in; null where the law gives none.</param>
internal sealed record DossierPart(string Id, Wording Title, IReadOnlyList<int> Levels, string? Form, LegalBasis Basis);

/// <summary>A form (mẫu) of the law.</summary>
internal sealed record LegalForm(string Id, Wording Title, IReadOnlyList<FormField> Fields, LegalBasis Basis);

/// <param name="Choices">What it may say; empty where it is free text.</param>
internal sealed record FormField(string Id, Wording Title, bool IsRequired, IReadOnlyList<string> Choices);

/// <summary>A group of requirements of the standard.</summary>
/// <param name="Clauses">The clause by level; a level that is absent does not owe the group.</param>
internal sealed record RequirementGroup(string Id, Wording Title, IReadOnlyDictionary<int, string> Clauses, LegalBasis Basis);

internal enum OwedBy
{
    System,
    Organisation,
    City,
}

/// <summary>What has to be done again and again.</summary>
/// <param name="EveryMonths">At least once in so many months.</param>
/// <param name="IsAssessment">It checks a system (kiểm tra, đánh giá): missing it is a finding.</param>
internal sealed record PeriodicActivity(string Id, Wording Title, OwedBy Scope, IReadOnlyList<int> Levels, int EveryMonths, LegalBasis Basis, bool IsAssessment = false);

/// <summary>How long logs (nhật ký) are kept at least.</summary>
internal sealed record RetentionRule(string Id, Wording Title, IReadOnlyList<int> Levels, int Months, LegalBasis Basis);

/// <summary>A report that is owed on fixed days.</summary>
/// <param name="Before">Days of the year before which it has arrived: the last day is the one before.</param>
/// <param name="Levels">Of the systems that it is owed of, or whose operators owe it.</param>
/// <param name="Owner">The legal role that sends it.</param>
internal sealed record ReportRule(
    string Id, Wording Title, OwedBy Scope, IReadOnlyList<int> Levels, string Owner, IReadOnlyList<(int Month, int Day)> Before, IReadOnlyList<Wording> Recipients, string? Form, LegalBasis Basis);

/// <summary>What has to be done once, because the law changed.</summary>
/// <param name="Levels">Of the systems that owe it; an organisation owes it that runs one of them (all levels: every organisation).</param>
/// <param name="Of">Which systems; all must hold.</param>
/// <param name="MetBy">The entry of the register that closes it; null where people record it.</param>
/// <param name="Until">The last day.</param>
internal sealed record TransitionRule(
    string Id, Wording Title, OwedBy Scope, IReadOnlyList<int> Levels, IReadOnlyList<SystemTrait> Of, MetBy? MetBy, DateOnly Until, LegalBasis Basis)
{
    /// <summary>Of systems: at least one has to hold; empty where the row asks for nothing.</summary>
    public IReadOnlyList<SystemCondition> Where { get; init; } = [];

    /// <summary>The fact of a system's record that says when it began; null where the row counts from nothing.</summary>
    public string? Begins { get; init; }

    /// <summary>So many days has a system that began while the row holds; null where the last day is one for all.</summary>
    public int? DaysForNew { get; init; }

    /// <summary>The last day of a system that began on a day; <see cref="Until"/> for one that ran already, or of which nobody knows when it began.</summary>
    public DateOnly LastDay(DateOnly? begun) => begun is { } day && DaysForNew is { } days && day >= Basis.ValidFrom ? day.AddDays(days) : Until;
}

/// <summary>What a transition asks of a system before it concerns it.</summary>
internal enum SystemTrait
{
    /// <summary>Its level is approved.</summary>
    Approved,

    /// <summary>In operation, or on trial with real data.</summary>
    InUse,

    /// <summary>Being built or tried; neither in use nor retired.</summary>
    NotInUse,
}

/// <summary>What the register says when a transition is met.</summary>
internal enum MetBy
{
    LevelProposed,
    LevelApproved,
}

/// <summary>What shows that an approved level has to be approved anew.</summary>
internal enum RenewalKind
{
    /// <summary>The level was determined anew after the decision, and another one follows.</summary>
    LevelChanged,

    /// <summary>The decision is of before a day, and what a transition asks of its system was not done in time.</summary>
    TransitionMissed,
}

/// <summary>When an approved level has to be approved anew.</summary>
/// <param name="Transition">The row that was missed; for <see cref="RenewalKind.TransitionMissed"/> only.</param>
/// <param name="DecidedBefore">It concerns decisions of before this day; the same.</param>
internal sealed record RenewalRule(string Id, RenewalKind Kind, Wording Title, string? Transition, DateOnly? DecidedBefore, LegalBasis Basis);

/// <summary>What a profile says about levels, dossiers and the duties that hang on them.</summary>
internal sealed record DossierRules
{
    /// <summary>Cấp độ 1 to 5.</summary>
    public static IReadOnlyList<int> AllLevels { get; } = [1, 2, 3, 4, 5];

    public required IReadOnlyList<LegalRole> Roles { get; init; }

    public required IReadOnlyList<ApprovalRule> Approvals { get; init; }

    public required IReadOnlyList<TimeLimit> Limits { get; init; }

    public required IReadOnlyList<DossierPart> Parts { get; init; }

    public required IReadOnlyList<LegalForm> Forms { get; init; }

    public required IReadOnlyList<RequirementGroup> Requirements { get; init; }

    public required IReadOnlyList<PeriodicActivity> Activities { get; init; }

    public required IReadOnlyList<RetentionRule> Retention { get; init; }

    public required IReadOnlyList<ReportRule> Reports { get; init; }

    public required IReadOnlyList<TransitionRule> Transitions { get; init; }

    public required IReadOnlyList<RenewalRule> Renewals { get; init; }
}
