using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>A due row as the profile and the register demand it.</summary>
internal sealed record PlannedDuty(
    string Key, string Kind, string? SystemCode, string SubjectName, int Year, Wording Title, string Basis, string Confidence, long DueAt, long SoonLead,
    string? ParentKey);

/// <summary>Somebody who may owe something.</summary>
internal sealed record DutySubject(string Code, string Name, int Level, SystemStatus Status, bool HasRealData)
{
    /// <summary>In use, or on trial with real data: the same rules hold for both (Plan 40, principle 2).</summary>
    public bool ObeysTheRules => Status == SystemStatus.InOperation || (Status == SystemStatus.Test && HasRealData);
}

/// <summary>What is owed in a year. Pure.</summary>
internal static class DutyPlan
{
    public static IEnumerable<PlannedDuty> For(RegulationProfile profile, string cityName, IReadOnlyList<DutySubject> systems, int year, CityTime time)
    {
        foreach (var rule in profile.Duties)
        {
            if (!rule.ForSystems)
            {
                foreach (var duty in Of(rule, null, cityName, year, time))
                    yield return duty;
                continue;
            }

            foreach (var system in systems.Where(s => s.ObeysTheRules && s.Level >= rule.MinLevel))
            {
                foreach (var duty in Of(rule, system.Code, system.Name, year, time))
                    yield return duty;
            }
        }
    }

    private static IEnumerable<PlannedDuty> Of(DutyRule rule, string? systemCode, string subject, int year, CityTime time)
    {
        var day = new DateOnly(year, rule.Month, rule.Day);
        if (!rule.Basis.HoldsOn(day))
            yield break;
        var key = FormattableString.Invariant($"{rule.Id}/{systemCode ?? "city"}/{year}");
        var lead = rule.SoonLead.Microseconds();
        yield return new PlannedDuty(
            key, rule.Id, systemCode, subject, year, rule.Title, rule.Basis.Article, rule.Basis.Confidence, time.EndOf(day), lead, null);
        foreach (var milestone in rule.Milestones.Where(m => m.Basis.HoldsOn(day)))
        {
            yield return new PlannedDuty(
                $"{key}/{milestone.Id}",
                $"{rule.Id}/{milestone.Id}",
                systemCode,
                subject,
                year,
                milestone.Title,
                milestone.Basis.Article,
                milestone.Basis.Confidence,
                time.EndOf(day.AddDays(-milestone.DaysBefore)),
                lead,
                key);
        }
    }
}
