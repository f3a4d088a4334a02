using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>The law as dated data: the code interprets a profile and knows no law.</summary>
internal sealed record RegulationProfile
{
    public required string Id { get; init; }

    public required Wording Title { get; init; }

    public required IReadOnlyList<ConditionRule> Conditions { get; init; }

    public required IReadOnlyList<ClockRule> Clocks { get; init; }

    public required IReadOnlyList<DutyRule> Duties { get; init; }

    public required AccountRules Accounts { get; init; }

    /// <summary>The decision table for security levels.</summary>
    public required LevelRules Levels { get; init; }

    public required DossierRules Dossiers { get; init; }

    /// <summary>What every organisation makes and keeps.</summary>
    public required IReadOnlyList<ArrangementRule> Arrangements { get; init; }

    /// <summary>What is recorded of every system, in the order in which it is asked.</summary>
    public required IReadOnlyList<RecordSection> SystemRecord { get; init; }

    /// <summary>How last days are counted, a row for each part.</summary>
    public required IReadOnlyList<DeadlineRule> Deadlines { get; init; }

    /// <summary>The fields that a live-fire drill's rules of engagement must fill, in order.</summary>
    public required IReadOnlyList<EngagementField> EngagementFields { get; init; }

    /// <summary>How last days of a part are counted for what falls on this day.</summary>
    public DeadlineRule Deadline(string part, DateOnly day)
    {
        var rows = Deadlines.Where(d => d.Part == part);
        return rows.FirstOrDefault(d => d.Basis.HoldsOn(day)) ?? rows.First();
    }
}

/// <summary>Where a row comes from and when it holds.</summary>
internal sealed record LegalBasis(string Article, string Confidence, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is not { } end || day <= end);
}

/// <summary>What a person decides about an incident.</summary>
/// <param name="IsSerious">True where it says that the incident is nghiêm trọng.</param>
/// <param name="Implies">Keys of all conditions that hold wherever this one does, directly or through another; never its own.</param>
internal sealed record ConditionRule(string Key, Wording Title, bool IsSerious, IReadOnlySet<string> Implies);

/// <param name="Condition">Key of the condition that a person decides.</param>
/// <param name="Limit">From T0, phát hiện.</param>
/// <param name="FromDecision">It counts from the decision that its condition holds instead.</param>
internal sealed record ClockRule(
    string Id, Wording Title, string Condition, Wording AppliesWhen, TimeSpan Limit, Wording Recipients, LegalBasis Basis, bool FromDecision);

/// <param name="ForSystems">True: owed by each system that the filter takes; false: by the city, once.</param>
/// <param name="Month">Month of the due day.</param>
/// <param name="Day">Day of the due day; the duty may be done until its end.</param>
/// <param name="SoonLead">How long before it counts as due soon.</param>
internal sealed record DutyRule(
    string Id, Wording Title, bool ForSystems, int MinLevel, int Month, int Day, TimeSpan SoonLead, LegalBasis Basis, IReadOnlyList<MilestoneRule> Milestones);

/// <param name="DaysBefore">Days before the duty's due day.</param>
internal sealed record MilestoneRule(string Id, Wording Title, int DaysBefore, LegalBasis Basis);

internal sealed record EngagementField(string Id, Wording Title, LegalBasis Basis);
