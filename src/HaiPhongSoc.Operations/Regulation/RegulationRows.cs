using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>A profile as rows that people read: what pages show and comparisons compare.</summary>
internal static class RegulationRows
{
    public static RegulationView Of(RegulationProfile profile) => new(profile.Id, profile.Title, [.. Rows(profile)]);

    public static BasisView Of(LegalBasis basis) => new(basis.Article, basis.Confidence, basis.ValidFrom, basis.ValidTo);

    /// <summary>A length of time as a person says it.</summary>
    public static Wording Time(TimeSpan time) => time switch
    {
        _ when time == TimeSpan.Zero => new Wording("ngay lập tức", "at once"),
        { TotalDays: > 3 } => new Wording(Number($"{time.TotalDays} ngày"), Number($"{time.TotalDays} days")),
        { TotalHours: >= 1 } => new Wording(Number($"{time.TotalHours} giờ"), Number($"{time.TotalHours} hours")),
        _ => new Wording(Number($"{time.TotalMinutes} phút"), Number($"{time.TotalMinutes} minutes")),
    };

    private static IEnumerable<RegulationRow> Rows(RegulationProfile profile)
    {
        var dossiers = profile.Dossiers;
        var roles = dossiers.Roles.ToLookup(r => r.Id, r => r.Title, StringComparer.Ordinal);
        var forms = dossiers.Forms.ToLookup(f => f.Id, f => f.Title, StringComparer.Ordinal);
        return
        [
            .. profile.Levels.Criteria.Select(c => Row("level_criteria", c.Id, c.Title, [c.Level], c.Basis)),
            .. dossiers.Roles.Select(r => Row("roles", r.Id, r.Title, [], r.Basis)),
            .. dossiers.Approvals.Select(a => Row(
                "approvals", a.Id, a.Title, a.Levels, a.Basis,
                Named("prepared_by", a.PreparedBy, roles), Named("opinion", a.Opinion, roles), Named("appraised_by", a.AppraisedBy, roles),
                Named("approved_by", a.ApprovedBy, roles), Named("plan_approved_by", a.PlanApprovedBy, roles))),
            .. dossiers.Limits.Select(l => Row(
                "time_limits", l.Id, l.Title, l.Levels, l.Basis,
                Fact("limit", l.IsWorkingDays ? $"{l.Days} ngày làm việc" : $"{l.Days} ngày", l.IsWorkingDays ? $"{l.Days} working days" : $"{l.Days} days"))),
            .. dossiers.Parts.Select(p => Row("dossier_parts", p.Id, p.Title, p.Levels, p.Basis, Named("form", p.Form, forms))),
            .. dossiers.Forms.Select(f => Row(
                "forms", f.Id, f.Title, [], f.Basis,
                new RegulationFact("fields", new Wording(string.Join("; ", f.Fields.Select(x => Field(x, x.Title.Vi))), string.Join("; ", f.Fields.Select(x => Field(x, x.Title.En))))))),
            .. dossiers.Requirements.Select(r => Row(
                "requirement_groups", r.Id, r.Title, [.. r.Clauses.Keys.Order()], r.Basis,
                Same("clauses", string.Join(" · ", r.Clauses.OrderBy(c => c.Key).Select(c => Number($"{c.Key}: {c.Value}")))))),
            .. dossiers.Activities.Select(a => Row(
                "periodic_activities", a.Id, a.Title, a.Scope == OwedBy.System ? a.Levels : [], a.Basis,
                Fact("every_months", $"{a.EveryMonths} tháng một lần", $"once in {a.EveryMonths} months"), new RegulationFact("scope", Scope(a.Scope)))),
            .. dossiers.Retention.Select(r => Row("log_retention", r.Id, r.Title, r.Levels, r.Basis, Fact("months", $"{r.Months} tháng", $"{r.Months} months"))),
            .. dossiers.Reports.Select(r => Row(
                "reports", r.Id, r.Title, r.Levels.Count < DossierRules.AllLevels.Count ? r.Levels : [], r.Basis,
                Named("owner", r.Owner, roles),
                new RegulationFact("scope", Scope(r.Scope)),
                Fact("before", $"trước ngày {string.Join(", ", r.Before.Select(Day))}", $"before {string.Join(", ", r.Before.Select(Day))}"),
                new RegulationFact("recipients", new Wording(string.Join("; ", r.Recipients.Select(x => x.Vi)), string.Join("; ", r.Recipients.Select(x => x.En)))),
                Named("form", r.Form, forms))),
            .. profile.Duties.Select(d => Row(
                "duties", d.Id, d.Title, d.ForSystems ? [.. Enumerable.Range(Math.Max(1, d.MinLevel), 6 - Math.Max(1, d.MinLevel))] : [], d.Basis,
                Fact("due", $"trước hết ngày {Day((d.Month, d.Day))}", $"by the end of {Day((d.Month, d.Day))}"),
                new RegulationFact("scope", Scope(d.ForSystems ? OwedBy.System : OwedBy.City)))),
            .. profile.Clocks.Select(c => Row(
                "incident_clocks", c.Id, c.Title, [], c.Basis,
                new RegulationFact("condition", c.AppliesWhen), new RegulationFact("limit", Time(c.Limit)), new RegulationFact("recipients", c.Recipients))),
            .. profile.EngagementFields.Select(f => Row("drill_engagement_fields", f.Id, f.Title, [], f.Basis)),
            .. dossiers.Transitions.Select(t => Row(
                "transitions", t.Id, t.Title, t.Levels.Count < 5 ? t.Levels : [], t.Basis,
                Same("until", t.Until.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), new RegulationFact("scope", Scope(t.Scope)),
                t.DaysForNew is { } days ? Fact("days_for_new", $"{days} ngày kể từ ngày bắt đầu", $"{days} days from its beginning") : null)),
            .. dossiers.Renewals.Select(r => RenewalRow(r, dossiers.Transitions)),
            .. profile.Arrangements.Select(ArrangementRow),
            .. profile.SystemRecord.Select(RecordRow),
            .. profile.Deadlines.Select(DeadlineRow),
            .. profile.Accounts.Roles.Select(AccountRow),
        ];
    }

    private static RegulationRow RenewalRow(RenewalRule rule, IReadOnlyList<TransitionRule> transitions) => Row(
        "approval_renewals", rule.Id, rule.Title, [], rule.Basis,
        rule.Transition is { } missed ? new RegulationFact("transition", transitions.First(t => t.Id == missed).Title) : null,
        rule.DecidedBefore is { } day ? Same("decided_before", day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)) : null);

    private static RegulationRow RecordRow(RecordSection section) => Row(
        "system_record", section.Id, section.Title, section.Levels.Count < DossierRules.AllLevels.Count ? section.Levels : [], section.Basis,
        new RegulationFact("fields", new Wording(
            string.Join("; ", section.Fields.Select(f => f.IsRequired ? $"{f.Title.Vi} *" : f.Title.Vi)),
            string.Join("; ", section.Fields.Select(f => f.IsRequired ? $"{f.Title.En} *" : f.Title.En)))));

    private static RegulationRow DeadlineRow(DeadlineRule rule) => Row(
        "deadlines", rule.Part, rule.Title, [], rule.Basis,
        Fact("reminders", $"nhắc trước {Numbers(rule.RemindDaysBefore)} ngày", $"reminded {Numbers(rule.RemindDaysBefore)} days before"),
        new RegulationFact("escalations", new Wording(
            string.Join("; ", rule.Escalations.Select(e => Number($"quá hạn {e.WorkingDaysAfter} ngày làm việc: báo {e.To.Title.Vi}"))),
            string.Join("; ", rule.Escalations.Select(e => Number($"{e.WorkingDaysAfter} working days late: told to {e.To.Title.En}"))))));

    private static RegulationRow ArrangementRow(ArrangementRule rule) => Row(
        "arrangements", rule.Id, rule.Title, [], rule.Basis,
        new RegulationFact("scope", Scope(OwedBy.Organisation)),
        rule.Until is { } until ? Same("until", until.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)) : null,
        rule.Due is { } due ? Fact("due", $"trước hết ngày {Day(due)} hằng năm", $"by the end of {Day(due)} every year") : null,
        rule.ReviewMonths is { } months ? Fact("review_months", $"chậm nhất {months} tháng một lần", $"at least once in {months} months") : null,
        rule.PrecedesLevel ? Fact("before_level_approval", "của đơn vị vận hành, trước khi phê duyệt cấp độ của hệ thống", "of whoever runs a system, before its level is approved") : null,
        rule.Text is { } text ? new RegulationFact("text", text) : null);

    private static string Numbers(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    private static RegulationRow AccountRow(RoleRule rule)
    {
        var names = string.Join(", ", rule.Roles);
        return Row(
            "accounts", names, new Wording($"Tài khoản: {names}", $"Accounts: {names}"), [], rule.Basis,
            Fact("second_factor", rule.NeedsPasskey ? "khóa truy cập" : "bất kỳ", rule.NeedsPasskey ? "passkey" : "any"),
            new RegulationFact("idle", Time(rule.Idle)), new RegulationFact("session", Time(rule.Session)),
            rule.PasswordAge is { } age ? new RegulationFact("password_age", Time(age)) : null);
    }

    private static RegulationRow Row(string part, string id, Wording title, IReadOnlyList<int> levels, LegalBasis basis, params RegulationFact?[] facts) =>
        new(part, id, title, levels, [.. facts.OfType<RegulationFact>()], Of(basis));

    private static RegulationFact Fact(string key, FormattableString vi, FormattableString en) => new(key, new Wording(Number(vi), Number(en)));

    private static RegulationFact Fact(string key, string vi, string en) => new(key, new Wording(vi, en));

    private static RegulationFact Same(string key, string value) => new(key, new Wording(value, value));

    private static RegulationFact? Named(string key, string? id, ILookup<string, Wording> names) => id is null ? null : new RegulationFact(key, names[id].First());

    private static string Field(FormField field, string title) =>
        (field.IsRequired ? title + "*" : title) + (field.Choices.Count > 0 ? $" [{string.Join(" / ", field.Choices)}]" : "");

    private static string Day((int Month, int Day) day) => Number($"{day.Day:00}/{day.Month:00}");

    private static Wording Scope(OwedBy scope) => scope switch
    {
        OwedBy.System => new Wording("từng hệ thống", "each system"),
        OwedBy.Organisation => new Wording("từng cơ quan, đơn vị", "each organisation"),
        _ => new Wording("thành phố", "the city"),
    };

    private static string Number(FormattableString text) => FormattableString.Invariant(text);
}
