using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What another profile would make of those who owe duties. Pure.</summary>
internal sealed class RegulationImpact(RegulationProfile now, RegulationProfile then, WorkingCalendar calendar, Debtors debtors, int year)
{
    /// <summary>By debtor: what is owed in the year under one profile and not under the other, or by another day.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DutyChange>> Duties()
    {
        var before = Owed(now);
        var after = Owed(then);
        return before.Select(d => d.Key).Union(after.Select(d => d.Key), StringComparer.Ordinal)
            .Select(debtor => (Debtor: debtor, Changes: Changes([.. before[debtor]], [.. after[debtor]])))
            .Where(d => d.Changes.Count > 0)
            .ToDictionary(d => d.Debtor, d => d.Changes, StringComparer.Ordinal);
    }

    /// <summary>How long logs of a level are kept at least, in months, by the profile in force and by the other; null where it says nothing.</summary>
    public (int? Now, int? Then) RetentionMonths(int level, DateOnly day) => (Months(now, level, day), Months(then, level, day));

    private static int? Months(RegulationProfile profile, int level, DateOnly day) =>
        LogRetention.Strictest(profile.Dossiers.Retention, level, day)?.Months;

    private ILookup<string, PlannedDuty> Owed(RegulationProfile profile)
    {
        var plan = new DutyPlan(profile, calendar, debtors);
        return plan.Of(year).Concat(plan.Once().Where(d => d.Year == year)).ToLookup(d => d.Debtor.Key, StringComparer.Ordinal);
    }

    // Several rows of one kind are one thing that is done several times in the year.
    private static IReadOnlyList<DutyChange> Changes(List<PlannedDuty> before, List<PlannedDuty> after)
    {
        var earlier = before.GroupBy(d => (d.Part, d.Kind)).ToDictionary(g => g.Key, g => g.ToList());
        var later = after.GroupBy(d => (d.Part, d.Kind)).ToDictionary(g => g.Key, g => g.ToList());
        return
        [
            .. later.Keys.Union(earlier.Keys)
                .Select(kind => Change(earlier.GetValueOrDefault(kind), later.GetValueOrDefault(kind)))
                .OfType<DutyChange>(),
        ];
    }

    private static DutyChange? Change(List<PlannedDuty>? before, List<PlannedDuty>? after)
    {
        IReadOnlyList<DateOnly> days = [.. (before ?? []).Select(d => d.LastDay).Order()];
        IReadOnlyList<DateOnly> newDays = [.. (after ?? []).Select(d => d.LastDay).Order()];
        if (days.SequenceEqual(newDays))
            return null;
        var shown = (after ?? before)![0];
        return new DutyChange(
            before is null ? RegulationChangeKind.Added : after is null ? RegulationChangeKind.Removed : RegulationChangeKind.Changed,
            shown.Title, RegulationRows.Of(shown.Basis), days, newDays);
    }
}

/// <param name="Kind">Whether it is owed only under the other profile, only under the one in force, or on other days.</param>
/// <param name="DaysNow">Its last days in the year by the profile in force.</param>
/// <param name="DaysThen">The same by the other.</param>
public sealed record DutyChange(RegulationChangeKind Kind, Wording Title, BasisView Basis, IReadOnlyList<DateOnly> DaysNow, IReadOnlyList<DateOnly> DaysThen);
