using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Regulation;

public sealed class DossierRulesTests
{
    private static readonly string CurrentFile = RepositoryRoot.Of("rules", "regulation", "vn-2026.yml");

    private static readonly string LegacyFile = RepositoryRoot.Of("rules", "regulation", "vn-2023-plan40.yml");

    [Theory]
    [InlineData(1, "operator", null, "specialised-unit", "specialised-unit")]
    [InlineData(2, "operator", null, "specialised-unit", "specialised-unit")]
    [InlineData(3, "operator", null, "specialised-unit", "owner")]
    [InlineData(4, "operator", "specialised-unit", "ministry", "owner")]
    [InlineData(5, "operator", "specialised-unit", "ministry", "prime-minister")]
    public void Who_acts_at_a_level_is_the_same_in_both_profiles(int level, string prepares, string? opinion, string appraises, string approves)
    {
        foreach (var profile in new[] { Profile(CurrentFile), Profile(LegacyFile) })
        {
            var row = profile.Dossiers.Approvals.Single(a => a.Levels.Contains(level));
            (row.PreparedBy, row.Opinion, row.AppraisedBy, row.ApprovedBy).ShouldBe((prepares, opinion, appraises, approves));
        }
    }

    [Theory]
    [InlineData("vn-2026", 4, null)]
    [InlineData("vn-2026", 5, "owner")]
    [InlineData("vn-2023-plan40", 5, null)]
    public void Who_approves_the_plan_where_that_is_somebody_else(string profile, int level, string? approves) =>
        Profile(RepositoryRoot.Of("rules", "regulation", profile + ".yml")).Dossiers.Approvals.Single(a => a.Levels.Contains(level)).PlanApprovedBy.ShouldBe(approves);

    [Fact]
    public void The_old_profile_has_one_clock_of_five_days_from_the_detection()
    {
        var clock = Profile(LegacyFile).Clocks.ShouldHaveSingleItem();
        (clock.Condition, clock.Limit, clock.FromDecision, clock.Basis.Article, clock.Basis.Confidence).ShouldBe(
            ("confirmed", TimeSpan.FromDays(5), false, "Thông tư 20/2017/TT-BTTTT, Điều 9", "verified"));
    }

    [Theory]
    [InlineData("vn-2026", "incomplete-dossier", 1, 5, true)]
    [InlineData("vn-2026", "appraisal", 3, 15, true)]
    [InlineData("vn-2026", "appraisal", 4, 25, true)]
    [InlineData("vn-2026", "appraisal", 5, 25, true)]
    [InlineData("vn-2026", "approval", 2, 7, true)]
    [InlineData("vn-2023-plan40", "appraisal", 3, 15, false)]
    [InlineData("vn-2023-plan40", "appraisal", 4, 30, false)]
    [InlineData("vn-2023-plan40", "approval", 4, 7, true)]
    public void Time_limits(string profile, string id, int level, int days, bool working)
    {
        var limit = Profile(RepositoryRoot.Of("rules", "regulation", profile + ".yml")).Dossiers.Limits.Single(l => l.Id == id && l.Levels.Contains(level));
        (limit.Days, limit.IsWorkingDays).ShouldBe((days, working));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 6)]
    [InlineData(5, 12)]
    public void Months_of_logs_are_the_same_in_both_profiles(int level, int months)
    {
        foreach (var profile in new[] { Profile(CurrentFile), Profile(LegacyFile) })
            profile.Dossiers.Retention.Single(r => r.Id == "security-logs" && r.Levels.Contains(level)).Months.ShouldBe(months);
    }

    [Fact]
    public void The_plan_s_report_is_owed_before_the_19th_to_three_recipients_in_either_profile()
    {
        foreach (var report in new[] { CurrentFile, LegacyFile }.Select(f => Profile(f).Dossiers.Reports.Single(r => r.Id == "plan-40")))
        {
            report.Before.ShouldBe([(6, 19), (12, 19)]);
            report.Recipients.Count.ShouldBe(3);
        }
    }

    [Fact]
    public void The_states_of_a_dossier_are_the_form_s_own_words() =>
        Profile(CurrentFile).Dossiers.Forms.Single(f => f.Id == "mau-08").Fields.Single(f => f.Id == "approval-state").Choices
            .ShouldBe(["Đang dự thảo", "Đã gửi thẩm định", "Đã thẩm định", "Đã được phê duyệt"]);

    // Fields that the form marks with a star, and those that it does not.
    [Theory]
    [InlineData("thong-bao-tt20", "notifier address system-address owner description result detected-on detected-at", "")]
    [InlineData("mau-03-tt20", "reporter address telephone email contact contact-telephone contact-email operator description detected-on detected-at state how-found told reported-at", "contact-position owner system-name level security-provider connection-provider operating-system version internet-addresses domains purpose requests")]
    [InlineData("mau-04-tt20", "reporter address telephone email operator detected-on detected-at", "initial-number initial-date owner system-name level description result attachments signature")]
    public void Forms_of_the_response_network_are_the_same_in_both_profiles(string form, string starred, string others)
    {
        foreach (var fields in new[] { CurrentFile, LegacyFile }.Select(f => Profile(f).Dossiers.Forms.Single(x => x.Id == form).Fields))
        {
            string.Join(' ', fields.Where(f => f.IsRequired).Select(f => f.Id)).ShouldBe(starred);
            string.Join(' ', fields.Where(f => !f.IsRequired).Select(f => f.Id)).ShouldBe(others);
        }
    }

    [Fact]
    public void The_yearly_report_has_the_eleven_items_of_its_circular_in_the_old_profile()
    {
        var dossiers = Profile(LegacyFile).Dossiers;
        dossiers.Forms.Single(f => f.Id == "bao-cao-tt12").Fields.Count.ShouldBe(11);
        dossiers.Reports.Where(r => r.Form == "bao-cao-tt12").Select(r => r.Id).ShouldBe(["annual-units", "annual-owner"]);
    }

    [Theory]
    [InlineData("question: basic-data-subjects, at_least: 100000", "question: basic-data-subject, at_least: 100000", "level_criteria[10].when[1].question \"basic-data-subject\" is not among level_questions before it")]
    [InlineData("question: basic-data-subjects, at_least: 100000", "question: basic-data-subjects, any: [none]", "level_criteria[10].when[1].any does not fit \"basic-data-subjects\", which is answered by a number")]
    [InlineData("{question: conditional-business, any: [yes]}", "{question: conditional-business, any: [yep]}", "level_criteria[8].when[1].any \"yep\" is no option of \"conditional-business\"")]
    [InlineData("{question: harm, any: [harm]}", "{question: harm, any: [harm], none: [serious]}", "level_criteria[7].when[0].question needs exactly one of any, only, none, at_least, below")]
    [InlineData("  - id: internal-public\n    level: 1\n", "  - id: internal-public\n    level: 2\n", "level_criteria has no row for level 1")]
    [InlineData("  - id: infrastructure-agency\n    level: 2\n", "  - id: infrastructure-agency\n    level: 6\n", "level_criteria[4].level is \"6\", not a whole number from 1 to 5")]
    [InlineData("appraised_by: ministry\n    approved_by: owner", "appraised_by: operator\n    approved_by: owner", "approvals[2].appraised_by is who prepared it: the appraiser must be another")]
    [InlineData("opinion: specialised-unit\n    appraised_by: ministry\n    approved_by: owner", "opinion: department\n    appraised_by: ministry\n    approved_by: owner", "approvals[2].opinion \"department\" is not among roles")]
    [InlineData("levels: [3]\n    prepared_by", "levels: [4]\n    prepared_by", "approvals leaves out level 3")]
    [InlineData("levels: [4, 5]\n    working_days: 25", "levels: [3, 4, 5]\n    working_days: 25", "time_limits[2].id \"appraisal\" is given twice for the same time: end the earlier one with valid_to, or give this one a name of its own")]
    [InlineData("    working_days: 15\n", "    working_days: 15\n    calendar_days: 15\n", "time_limits[1].working_days or calendar_days must be given, and not both")]
    [InlineData("    form: mau-04\n", "    form: mau-40\n", "dossier_parts[7].form \"mau-40\" is not among forms")]
    [InlineData("{month: 6, day: 19}", "{month: 6, day: 31}", "reports[5].before[0].day 31 does not exist in every year's month 6")]
    [InlineData("    until: 2029-08-19\n", "    until: 19/08/2029\n", "transitions[3].until is \"19/08/2029\": write a date as yyyy-MM-dd")]
    [InlineData("    levels: [2]\n    months: 1\n", "    levels: [7]\n    months: 1\n", "log_retention[0].levels \"7\" is no level from 1 to 5, or is given twice")]
    [InlineData("    scope: organisation\n", "    scope: everyone\n", "periodic_activities[21].scope is \"everyone\": write one of system, organisation, city")]
    [InlineData("    closed_day: next\n", "    closed_day: later\n", "deadlines[0].closed_day is \"later\": write one of stays, next, previous")]
    [InlineData("  - id: periodic_activities\n", "  - id: activities\n", "deadlines[0].id is \"activities\": write one of duties, periodic_activities, reports, transitions, time_limits, arrangements")]
    [InlineData("  - id: periodic_activities\n", "  - id: reports\n", "deadlines has no row for periodic_activities")]
    [InlineData("{working_days_after: 5, to: specialised-unit}", "{working_days_after: 5, to: police}", "deadlines[0].escalations[1].to \"police\" is not among roles")]
    [InlineData("{working_days_after: 5, to: specialised-unit}", "{working_days_after: 1, to: specialised-unit}", "deadlines[0].escalations[1].working_days_after is not later than the step before it")]
    [InlineData("    remind_days_before: [30, 7, 1]\n", "    remind_days_before: [7, 30, 1]\n", "deadlines[0].remind_days_before \"30\" is no number of days from 1 to 365, or not smaller than the one before it")]
    [InlineData("    scope: city\n    owner: owner\n", "    owner: owner\n", "reports[1].scope is missing")]
    [InlineData("    owner: each-unit\n", "    owner: every-unit\n", "reports[0].owner \"every-unit\" is not among roles")]
    [InlineData("    of: [not-in-use]\n    met_by", "    of: [unused]\n    met_by", "transitions[1].of \"unused\" is none of approved, in-use, not-in-use, or is given twice")]
    [InlineData("    met_by: level-proposed\n", "    met_by: level-guessed\n", "transitions[4].met_by is \"level-guessed\": write one of level-proposed, level-approved")]
    [InlineData("distinct_from: [operator, on-site, monitoring]", "distinct_from: [operator, on-sight]", "system_record[7].fields[2].distinct_from \"on-sight\" is no other field of this section: write one, or operator")]
    [InlineData("{id: served, kind: many,", "{id: served, kind: some,", "system_record[0].fields[2].kind is \"some\": write one of text, lines, number, date, choice, many, system")]
    [InlineData("{id: users, kind: number,", "{id: purpose, kind: number,", "system_record[0].fields holds \"purpose\" twice")]
    [InlineData("{id: users, kind: number,", "{id: users, kind: choice,", "system_record[0].fields[3].options is missing")]
    [InlineData("  - id: zones\n", "  - id: data\n", "system_record[2].id \"data\" is given twice for the same time: end the earlier one with valid_to, or give this one a name of its own")]
    [InlineData("    scope: organisation\n    levels: [3, 4, 5]\n", "    scope: organisation\n    of: [in-use]\n    levels: [3, 4, 5]\n", "transitions[3].of is for systems only")]
    [InlineData("    transition: levelled-before-2026\n", "    transition: certified-staff\n", "approval_renewals[1].transition \"certified-staff\" is not among the transitions of systems")]
    [InlineData("    begins: {section: scope,", "    begins: {section: scopes,", "transitions[9].begins.section \"scopes\" is not among system_record")]
    [InlineData("    begins: {section: scope, field: in-use-since}\n", "    begins: {section: scope, field: users}\n", "transitions[9].begins.field \"users\" is no date")]
    [InlineData("    begins: {section: scope, field: in-use-since}\n", "", "transitions[9].begins is missing: begins and days_for_new go together")]
    [InlineData("{section: data, field: kind, any: [personal", "{section: data, field: kinds, any: [personal", "transitions[9].where[0].field \"kinds\" is no field of \"data\"")]
    [InlineData("{section: data, field: kind, any: [personal", "{section: data, field: kind, any: [persons", "transitions[9].where[0].any \"persons\" cannot be chosen there")]
    [InlineData("{question: information, any: [personal]}\n    begins", "{question: informations, any: [personal]}\n    begins", "transitions[9].where[1].question \"informations\" is not among level_questions")]
    [InlineData("    scope: city\n    until: 2028", "    scope: city\n    days_for_new: 60\n    until: 2028", "transitions[10].days_for_new is for systems only")]
    [InlineData("    until: 2028-08-19\n", "    until: 2026-08-18\n", "transitions[10].until lies before valid_from: nobody would owe it")]
    [InlineData("due: {month: 12, day: 31}", "due: {month: 12}", "duties[0].due.day is missing")]
    [InlineData("      password_history: 10\n", "", "accounts.roles[0].password_history is missing: password_age and password_history go together")]
    [InlineData("  failed_attempts: 5\n", "", "accounts.failed_attempts is missing")]
    [InlineData("    decided_before: 2026-07-01\n", "", "approval_renewals[1].decided_before is missing")]
    [InlineData("    kind: level-changed\n", "    kind: transition-missed\n", "approval_renewals[0].transition is missing")]
    [InlineData("    kind: transition-missed\n", "    kind: level-changed\n", "approval_renewals[1].transition is for transition-missed only")]
    [InlineData("    every_months: 6\n    basis: \"Chỉ thị 18", "    every_months: 6\n    assessment: true\n    basis: \"Chỉ thị 18", "periodic_activities[23].assessment is for systems only")]
    public void A_single_fault_refuses_the_profile_and_says_where(string good, string bad, string fault)
    {
        var shipped = File.ReadAllText(CurrentFile);
        shipped.ShouldContain(good);
        var faults = new List<DocumentFault>();
        RegulationFile.Read(shipped.Replace(good, bad, StringComparison.Ordinal), "p.yml", faults).ShouldBeNull();
        faults.ShouldContain(f => f.Message == fault && f.Line > 0, string.Join('\n', faults));
    }

    /// <summary>Every line of either profile that a row cannot do without, taken out alone.</summary>
    [Theory]
    [InlineData("vn-2026", "basis")]
    [InlineData("vn-2026", "confidence")]
    [InlineData("vn-2026", "valid_from")]
    [InlineData("vn-2026", "title")]
    [InlineData("vn-2023-plan40", "basis")]
    [InlineData("vn-2023-plan40", "confidence")]
    [InlineData("vn-2023-plan40", "valid_from")]
    public void No_row_does_without(string profile, string key)
    {
        var lines = File.ReadAllLines(RepositoryRoot.Of("rules", "regulation", profile + ".yml"));
        // A line in sixteen: each takes a reading of the whole file.
        var of = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith($"    {key}: ", StringComparison.Ordinal)).Where((_, n) => n % 16 == 0).ToList();
        of.Count.ShouldBeGreaterThan(3);
        foreach (var line in of)
        {
            var faults = new List<DocumentFault>();
            RegulationFile.Read(string.Join('\n', lines.Where((_, i) => i != line)), "p.yml", faults).ShouldBeNull(lines[line]);
            faults.ShouldContain(f => f.Message.EndsWith($".{key} is missing", StringComparison.Ordinal) && f.Line > 0 && f.Line <= line + 1, lines[line]);
        }
    }

    /// <summary>The same of every row at once: each is told, with its place.</summary>
    [Theory]
    [InlineData("vn-2026", "basis")]
    [InlineData("vn-2026", "confidence")]
    [InlineData("vn-2026", "valid_from")]
    [InlineData("vn-2026", "title")]
    [InlineData("vn-2023-plan40", "basis")]
    [InlineData("vn-2023-plan40", "confidence")]
    [InlineData("vn-2023-plan40", "valid_from")]
    [InlineData("vn-2023-plan40", "title")]
    public void Every_row_that_does_without_is_told(string profile, string key)
    {
        var lines = File.ReadAllLines(RepositoryRoot.Of("rules", "regulation", profile + ".yml"));
        var kept = lines.Where(line => !line.StartsWith($"    {key}: ", StringComparison.Ordinal)).ToList();
        var faults = new List<DocumentFault>();

        RegulationFile.Read(string.Join('\n', kept), "p.yml", faults).ShouldBeNull();

        var told = faults.Where(f => f.Message.EndsWith($".{key} is missing", StringComparison.Ordinal)).ToList();
        told.Count.ShouldBe(lines.Length - kept.Count);
        told.Select(f => f.Line).ShouldBeUnique();
    }

    [Fact]
    public void A_row_that_changes_on_a_day_is_two_rows_that_do_not_overlap()
    {
        var shipped = File.ReadAllText(CurrentFile);
        const string one = "  - id: levelled-before-2026\n";
        const string ends = "    valid_from: 2026-07-01\n";
        var start = shipped.IndexOf(one, StringComparison.Ordinal);
        var row = shipped[start..(shipped.IndexOf(ends, start, StringComparison.Ordinal) + ends.Length)];
        var next = row.Replace("2026-07-01", "2027-01-01", StringComparison.Ordinal);

        RegulationFile.Read(shipped + next, "p.yml", []).ShouldBeNull("both would hold in 2027");
        RegulationFile.Read(shipped.Replace(row, row + "    valid_to: 2026-12-31\n", StringComparison.Ordinal) + next, "p.yml", []).ShouldNotBeNull();
    }

    [Fact]
    public void Every_row_shows_its_basis()
    {
        foreach (var file in new[] { CurrentFile, LegacyFile })
        {
            var view = RegulationTexts.Read(file, out var faults).ShouldNotBeNull(string.Join('\n', RegulationTexts.Read(file, out var why) is null ? why : []));
            faults.ShouldBeEmpty();
            view.Rows.ShouldAllBe(r => r.Basis.Article.Length > 10 && r.Title.Vi.Length > 0 && r.Title.En.Length > 0);
            view.Rows.ShouldAllBe(r => r.Facts.All(f => f.Value.Vi.Length > 0 && f.Value.En.Length > 0));
        }
    }

    [Fact]
    public void What_changed_with_the_law_is_listed()
    {
        var before = RegulationTexts.Read(LegacyFile, out _)!;
        var after = RegulationTexts.Read(CurrentFile, out _)!;
        var changes = RegulationTexts.Compare(before, after);

        changes.ShouldContain(c => c.Kind == RegulationChangeKind.Added && c.Row.Id == "administrative-procedures" && c.Row.Part == "level_criteria");
        changes.ShouldContain(c => c.Kind == RegulationChangeKind.Removed && c.Row.Id == "service-grade-three-four");
        var appraisal = changes.Single(c => c.Row is { Part: "time_limits", Id: "appraisal", Levels: [3] });
        appraisal.Differs.ShouldContain("limit", StringComparer.Ordinal);
        appraisal.Before!.Facts.Single().Value.Vi.ShouldBe("15 ngày");
        appraisal.After!.Facts.Single().Value.Vi.ShouldBe("15 ngày làm việc");
        RegulationTexts.Compare(after, after).ShouldBeEmpty();
        changes.Count.ShouldBe(RegulationTexts.Compare(after, before).Count);
    }

    private static RegulationProfile Profile(string file)
    {
        var faults = new List<DocumentFault>();
        return RegulationFile.Read(File.ReadAllText(file), Path.GetFileName(file), faults).ShouldNotBeNull(string.Join('\n', faults));
    }
}
