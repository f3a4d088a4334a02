using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Duties;

/// <summary>Every row of either profile that somebody owes, by level, with its last day of a year; and how days are counted.</summary>
public sealed class DutyPlanTests
{
    private static readonly WorkingCalendar Calendar = Read("vn-working-days", WorkingCalendar.Read);
    private static readonly RegulationProfile Current = Read("vn-2026", RegulationFile.Read);
    private static readonly RegulationProfile Legacy = Read("vn-2023-plan40", RegulationFile.Read);

    // 28/02/2027 is a Sunday, 31/01 too; 31/07 a Saturday: the next working day. Reports and drills go back instead.
    [Theory]
    [InlineData("vulnerability-scan", 1, "12-31")]
    [InlineData("vulnerability-scan", 2, "12-31")]
    [InlineData("vulnerability-scan", 3, "06-30 12-31")]
    [InlineData("vulnerability-scan", 4, "06-30 12-31")]
    [InlineData("vulnerability-scan", 5, "03-31 06-30 09-30 12-31")]
    [InlineData("vulnerability-scan-critical", 3, "")]
    [InlineData("vulnerability-scan-critical", 4, "03-31 06-30 09-30 12-31")]
    [InlineData("vulnerability-scan-critical", 5, "02-01 03-01 03-31 05-04 05-31 06-30 08-02 08-31 09-30 11-01 11-30 12-31")]
    [InlineData("log-review", 1, "12-31")]
    [InlineData("log-review", 3, "06-30 12-31")]
    [InlineData("log-review", 4, "02-01 03-01 03-31 05-04 05-31 06-30 08-02 08-31 09-30 11-01 11-30 12-31")]
    [InlineData("risk-identification", 2, "")]
    [InlineData("risk-identification", 3, "12-31")]
    [InlineData("risk-identification", 5, "06-30 12-31")]
    [InlineData("penetration-test", 3, "")]
    [InlineData("penetration-test", 4, "12-31")]
    [InlineData("penetration-test", 5, "06-30 12-31")]
    [InlineData("account-review", 1, "")]
    [InlineData("account-review", 2, "06-30 12-31")]
    [InlineData("account-review", 4, "06-30 12-31")]
    [InlineData("rogue-devices", 3, "06-30 12-31")]
    [InlineData("threshold-tuning", 3, "06-30 12-31")]
    [InlineData("rogue-devices", 2, "")]
    [InlineData("threshold-tuning", 5, "06-30 12-31")]
    [InlineData("critical-system-self-check", 4, "")]
    [InlineData("critical-system-self-check", 5, "09-30")]
    [InlineData("assessment", 2, "12-31")]
    [InlineData("assessment", 3, "12-31")]
    [InlineData("assessment", 5, "06-30 12-31")]
    [InlineData("live-fire-drill-system", 2, "")]
    [InlineData("live-fire-drill-system", 3, "12-31")]
    [InlineData("live-fire-drill-system/plan", 3, "09-01")]
    public void What_a_system_owes_in_2027(string kind, int level, string days) =>
        Days(Current, level, 2027, kind, d => d.SystemCode is not null).ShouldBe(days);

    [Theory]
    [InlineData("awareness", "12-31")]
    [InlineData("training", "12-31")]
    [InlineData("annual-units", "12-17")]
    [InlineData("plan-40", "06-18 12-17")]
    public void What_an_organisation_owes_in_2027(string kind, string days) =>
        Days(Current, 3, 2027, kind, d => d.SystemCode is null && d.OrganisationCode is not null).ShouldBe(days);

    [Theory]
    [InlineData("scan-and-hunt", "06-30 12-31")]
    [InlineData("annual-owner", "12-24")]
    [InlineData("level-exchange", "12-24")]
    [InlineData("plan-40-chairman", "06-30 12-30")]
    [InlineData("live-fire-drill-city", "12-31")]
    public void What_the_city_owes_in_2027(string kind, string days) => Days(Current, 3, 2027, kind, d => d.OrganisationCode is null).ShouldBe(days);

    [Fact]
    public void Every_row_that_is_owed_again_and_again_is_in_these_tables()
    {
        var tables = typeof(DutyPlanTests).GetMethods().SelectMany(m => m.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>())
            .SelectMany(row => row.Data.OfType<string>()).ToHashSet(StringComparer.Ordinal);
        string[] rows = [.. Current.Dossiers.Activities.Select(a => a.Id), .. Current.Dossiers.Reports.Select(r => r.Id), .. Current.Duties.Select(d => d.Id), .. Current.Dossiers.Transitions.Select(t => t.Id), .. Legacy.Dossiers.Transitions.Select(t => t.Id), .. Legacy.Dossiers.Activities.Select(t => t.Id), .. Legacy.Dossiers.Reports.Select(t => t.Id), .. Legacy.Dossiers.Limits.Select(t => t.Id), .. Current.Dossiers.Limits.Select(t => t.Id)];
        rows.Except(tables, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("assessment", 3, 2026, "")]
    [InlineData("assessment", 3, 2025, "12-31")]
    [InlineData("assessment", 5, 2025, "06-30 12-31")]
    [InlineData("live-fire-drill-system", 3, 2023, "12-29")]
    [InlineData("assessment-organisation", 3, 2025, "12-31")]
    [InlineData("assessment-organisation", 3, 2024, "")]
    [InlineData("scan-and-hunt", 3, 2023, "06-30 01-02")] // 31/12/2023 is a Sunday: the next working day of our files
    [InlineData("annual-units", 3, 2023, "12-19")]
    [InlineData("annual-owner", 3, 2023, "12-22")]
    [InlineData("plan-40", 3, 2023, "06-16 12-18")]
    [InlineData("plan-40-chairman", 3, 2023, "06-30 12-29")]
    [InlineData("live-fire-drill-city", 3, 2023, "12-29")]
    public void What_was_owed_under_the_old_profile(string kind, int level, int year, string days) => Days(Legacy, level, year, kind, _ => true).ShouldBe(days);

    // Met by the register where the level is there; 31/05/2023 was a Wednesday, 31/12/2022 a Saturday, 31/12/2023 a Sunday.
    [Theory]
    [InlineData("vn-2023-plan40", "level-determined", "system", "2023-05-31", true)]
    [InlineData("vn-2023-plan40", "level-approved", "system", "2023-05-31", true)]
    [InlineData("vn-2023-plan40", "plan-deployed", "system", "2023-05-31", false)]
    [InlineData("vn-2023-plan40", "approved-reviewed", "system", "2023-05-31", false)]
    [InlineData("vn-2023-plan40", "monitoring-connected", "city", "2020-09-30", false)]
    [InlineData("vn-2023-plan40", "response-plan-2022", "city", "2022-12-30", false)]
    [InlineData("vn-2023-plan40", "response-team-2022", "city", "2022-12-30", false)]
    [InlineData("vn-2023-plan40", "soc-and-anti-malware", "city", "2023-12-29", false)]
    [InlineData("vn-2023-plan40", "training", "org:u", "2023-12-29", false)]
    [InlineData("vn-2023-plan40", "awareness", "org:u", "2023-12-29", false)]
    [InlineData("vn-2026", "level-determined", "system", "2026-12-31", true)]
    [InlineData("vn-2026", "level-approved", "system", "2026-12-31", true)]
    [InlineData("vn-2026", "plan-deployed", "system", "2027-07-01", false)]
    [InlineData("vn-2026", "levelled-before-2026", "system", "2027-07-01", false)]
    [InlineData("vn-2026", "monitoring-connected", "system", "2027-07-01", false)]
    [InlineData("vn-2026", "anti-malware-connected", "system", "2027-07-01", false)]
    [InlineData("vn-2026", "force-staff-criteria", "city", "2028-08-18", false)]
    [InlineData("vn-2026", "certified-staff", "org:u", "2029-08-17", false)]
    public void What_is_owed_once(string profile, string kind, string debtor, string day, bool met)
    {
        var duty = Plan(profile == "vn-2026" ? Current : Legacy, A(3)).Once().Where(d => d.Kind == kind).ShouldHaveSingleItem();
        (duty.Debtor.Key, duty.LastDay, duty.Met is not null).ShouldBe((debtor, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), met));
    }

    [Theory]
    [InlineData("under-construction-approval", "2026-12-31")]
    [InlineData("under-construction-measures", "2027-07-01")]
    public void What_a_system_under_construction_owes_once(string kind, string day)
    {
        var built = A(3) with { Status = SystemStatus.NotConcludedSecure, IsApproved = false };
        Plan(Current, built).Once().Single(d => d.Kind == kind).LastDay.ShouldBe(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Plan(Current, built).Of(2027).ShouldNotContain(d => d.Debtor.SystemCode != null, "it is not in use");
        Plan(Current, A(3)).Once().ShouldNotContain(d => d.Kind == kind);
        Plan(Current, A(3) with { Status = SystemStatus.Retired }).Once().ShouldNotContain(d => d.Debtor.SystemCode != null);
    }

    [Fact]
    public void A_test_system_with_real_data_owes_what_a_production_one_owes()
    {
        var trial = A(3) with { Status = SystemStatus.Test };
        Plan(Current, trial).Of(2027).Select(d => d.Key).ShouldBe(Plan(Current, A(3)).Of(2027).Select(d => d.Key));
        Plan(Current, trial with { HasRealData = false }).Of(2027).ShouldNotContain(d => d.Debtor.SystemCode != null);
    }

    [Fact]
    public void A_level_that_nobody_determined_is_owed_and_not_met()
    {
        var unknown = A(0) with { IsApproved = false };
        Plan(Current, unknown).Once().Where(d => d.Debtor.SystemCode != null).Select(d => (d.Kind, d.Met)).ShouldBe(
            [("level-determined", null), ("level-approved", null), ("plan-deployed", null), ("monitoring-connected", null), ("anti-malware-connected", null)], ignoreOrder: true);
    }

    // What is recorded of the system, the day of its conclusion, and its last day: 31/12/2026 at the earliest, 60 days from the beginning; none = not owed.
    [Theory]
    [InlineData("impact-assessment", "", "2027-03-01", null)]
    [InlineData("impact-assessment", "data.kind=internal", null, null)]
    [InlineData("impact-assessment", "data.kind=internal data.kind=personal", null, "2026-12-31")]
    [InlineData("impact-assessment", "data.kind=sensitive scope.in-use-since=2025-12-31", "2027-03-01", "2026-12-31")] // it ran before the row held
    [InlineData("impact-assessment", "data.kind=sensitive scope.in-use-since=2026-05-04", "2027-03-01", "2026-07-03")]
    [InlineData("impact-assessment", "data.kind=sensitive scope.in-use-since=2026-09-01", null, "2026-10-30")] // the 60th day, 31/10, is a Saturday
    [InlineData("impact-assessment", "data.kind=sensitive scope.in-use-since=2027-03-01", null, "2027-04-29")] // the 60th day, 30/04, is closed
    [InlineData("impact-assessment", "data.kind=sensitive", "2027-03-03", "2027-04-29")]
    [InlineData("impact-assessment", "question.information=personal", "2027-01-04", "2027-03-05")]
    [InlineData("impact-assessment", "question.information=private", "2027-01-04", null)]
    public void What_is_owed_for_what_a_system_holds(string kind, string facts, string? concluded, string? day)
    {
        var system = A(3) with
        {
            Facts = SystemFacts.Of(facts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => (f.Split('=')[0], f.Split('=')[1]))),
            ConcludedOn = concluded is null ? null : DateOnly.Parse(concluded, System.Globalization.CultureInfo.InvariantCulture),
        };
        Plan(Current, system).Once().SingleOrDefault(d => d.Kind == kind)?.LastDay.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(day);
        Plan(Current, system).Once().Any(d => d.Kind == kind).ShouldBe(day is not null);
    }

    // From the day after: 13/02/2026 is the Friday before Tết (16–20/02); 09/01 the Friday before a Saturday that is worked; 28/08 the Friday before 31/08–02/09.
    [Theory]
    [InlineData("vn-2026", "incomplete-dossier", 1, "2026-11-24", "2026-12-01")]
    [InlineData("vn-2026", "incomplete-dossier", 3, "2026-02-13", "2026-02-27")]
    [InlineData("vn-2026", "incomplete-dossier", 3, "2026-01-09", "2026-01-15")]
    [InlineData("vn-2026", "appraisal", 3, "2026-08-21", "2026-09-15")]
    [InlineData("vn-2026", "appraisal", 4, "2026-11-24", "2026-12-29")]
    [InlineData("vn-2026", "appraisal", 5, "2026-11-24", "2026-12-29")]
    [InlineData("vn-2026", "critical-system-validity", 5, "2026-11-24", "2026-11-27")]
    [InlineData("vn-2026", "critical-system-appraisal", 5, "2026-11-24", "2026-12-29")]
    [InlineData("vn-2026", "critical-system-certificate", 5, "2026-11-24", "2026-12-29")]
    [InlineData("vn-2026", "approval", 2, "2026-04-23", "2026-05-07")]
    [InlineData("vn-2026", "approval", 3, "2028-02-24", "2028-03-06")] // over 29/02 of a leap year
    [InlineData("vn-2023-plan40", "appraisal", 3, "2023-01-09", "2023-01-27")] // the 15th day, 24/01, lies in Tết
    [InlineData("vn-2023-plan40", "appraisal", 3, "2024-02-14", "2024-02-29")] // the leap day itself
    [InlineData("vn-2023-plan40", "appraisal", 4, "2023-04-01", "2023-05-04")] // the 30th day, 01/05, is closed until 03/05
    [InlineData("vn-2023-plan40", "approval", 5, "2023-01-18", "2023-02-03")]
    public void The_last_day_of_a_step_of_a_dossier(string profile, string limit, int level, string from, string last)
    {
        var rules = profile == "vn-2026" ? Current : Legacy;
        var (start, end) = (DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
        rules.Dossiers.Limits.Single(l => l.Id == limit && l.Levels.Contains(level)).LastDay(start, rules.Deadline("time_limits", start), Calendar).ShouldBe(end);
    }

    [Theory]
    [InlineData("vn-2026")]
    [InlineData("vn-2023-plan40")]
    public void Every_kind_of_duty_of_a_profile_is_owed_by_somebody_in_some_year(string profile)
    {
        var rules = profile == "vn-2026" ? Current : Legacy;
        var built = A(3) with { Status = SystemStatus.NotConcludedSecure };
        var personal = A(3) with { Facts = SystemFacts.Of([("data.kind", "personal")]) };
        var plan = new DutyPlan(rules, Calendar, new Debtors("Thành phố", [.. DossierRules.AllLevels.Select(A), built, personal], [new DutyOrganisation("u", "Đơn vị")], []));

        var owed = plan.Once().Concat(Enumerable.Range(2020, 10).SelectMany(year => plan.Of(year).Concat(plan.Arrangements(year))));

        owed.Select(d => d.Kind).Distinct(StringComparer.Ordinal).ShouldBe(DutyKinds.Of(rules), ignoreOrder: true);
    }

    [Fact]
    public void A_row_that_ended_is_owed_to_its_last_day_and_no_longer()
    {
        Days(Legacy, 5, 2026, "assessment", d => d.SystemCode is not null).ShouldBe("06-30");
        Days(Legacy, 3, 2024, "plan-40", d => d.OrganisationCode is not null).ShouldBe("");
        Days(Current, 3, 2026, "threshold-tuning", d => d.SystemCode is not null).ShouldBe("12-31");
        Days(Current, 3, 2025, "threshold-tuning", d => d.SystemCode is not null).ShouldBe("");
    }

    private static string Days(RegulationProfile profile, int level, int year, string kind, Func<Debtor, bool> of) => string.Join(' ', Plan(profile, A(level)).Of(year)
        .Where(d => d.Kind == kind && of(d.Debtor)).Select(d => d.LastDay.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal));

    private static DutyPlan Plan(RegulationProfile profile, DutySystem system) => new(profile, Calendar, new Debtors("Thành phố", [system], [new DutyOrganisation("u", "Đơn vị")], []));

    private static DutySystem A(int level) => new("system", "Hệ thống", level, true, "QĐ 1", SystemStatus.InOperation, true, "u", "Đơn vị");

    private static T Read<T>(string name, Func<string, string, List<DocumentFault>, T?> read)
        where T : class
    {
        var faults = new List<DocumentFault>();
        return read(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", name + ".yml")), name, faults).ShouldNotBeNull(string.Join('\n', faults));
    }
}
