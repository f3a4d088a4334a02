using System.Globalization;
using CsCheck;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Organisations;

/// <summary>How an organisation stands with what it owes, and what is owed by when: from its documents and the day alone.</summary>
public sealed class ArrangementStandingTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly RegulationProfile Current = Read("vn-2026");

    // Each document: day, then its next review, then ! where nobody confirmed it.
    [Theory]
    [InlineData("standing", "", ArrangementState.Missing)]
    [InlineData("standing", "2026-03-01>2027-03-01", ArrangementState.Held)]
    [InlineData("standing", "2026-03-01>2026-12-24", ArrangementState.DueSoon)]
    [InlineData("standing", "2026-03-01>2026-12-25", ArrangementState.Held)]
    [InlineData("standing", "2025-11-24>2026-11-24", ArrangementState.DueSoon)] // its last day
    [InlineData("standing", "2025-11-23>2026-11-23", ArrangementState.Lapsed)]
    [InlineData("standing", "2024-01-01>2025-01-01 2026-01-01>2027-01-01", ArrangementState.Held)]
    [InlineData("standing", "2026-01-01>2027-01-01 2026-06-01>2026-09-01", ArrangementState.Lapsed)] // the latest counts
    [InlineData("yearly", "", ArrangementState.Missing)]
    [InlineData("yearly", "2025-12-31", ArrangementState.Lapsed)]
    [InlineData("yearly", "2026-01-01", ArrangementState.Held)]
    [InlineData("told", "", ArrangementState.Missing)]
    [InlineData("told", "2026-05-01!", ArrangementState.Unconfirmed)]
    [InlineData("told", "2026-05-01", ArrangementState.Held)]
    public void It_stands(string kind, string documents, ArrangementState state) =>
        ArrangementStanding.Of(Rule(kind), Facts(documents), Today, soonDays: 30).ShouldBe(state);

    // day, and * where it is met.
    [Theory]
    [InlineData("standing", "", null, "2026-12-31")]
    [InlineData("standing", "2026-03-01>2027-03-01", null, "2026-12-31* 2027-03-01")]
    [InlineData("standing", "2025-03-01>2026-03-01 2026-02-20>2027-02-20", null, "2026-12-31* 2026-03-01* 2027-02-20")]
    [InlineData("standing", "2026-03-01>2027-03-01 2026-04-01>2026-10-01", null, "2026-12-31* 2026-10-01")]
    [InlineData("standing", "", "2026-11-01", "2027-01-30")] // a new organisation has 90 days
    [InlineData("standing", "", "2025-07-01", "2026-12-31")]
    [InlineData("yearly", "2026-05-01", null, "2026-12-31* 2027-12-31")]
    [InlineData("yearly", "", "2027-03-01", "2027-12-31")]
    [InlineData("told", "2026-05-01!", null, "2026-12-31")]
    [InlineData("told", "2026-05-01", null, "2026-12-31*")]
    public void It_is_owed_by(string kind, string documents, string? begun, string days) => string.Join(' ', ArrangementStanding
        .Owed(Rule(kind), Facts(documents), begun is null ? null : Day(begun), [2026, 2027])
        .Select(o => o.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (o.Met is null ? "" : "*"))).ShouldBe(days);

    [Fact]
    public void What_is_owed_is_named_once_and_what_lapsed_is_owed()
    {
        var document = Gen.Select(Gen.Int[-900, 0], Gen.Int[1, 700], Gen.Bool);
        Gen.Select(document.List[0, 6], Gen.Int[0, 2].Select(i => new[] { "standing", "yearly", "told" }[i])).Sample((documents, kind) =>
        {
            var rule = Rule(kind);
            var facts = documents.Select((d, i) => new ArrangementFact("u", rule.Id, "QĐ", Today.AddDays(d.Item1), rule.ReviewMonths is null ? null : Today.AddDays(d.Item1 + d.Item2), d.Item3, i)).ToList();
            var owed = ArrangementStanding.Owed(rule, facts, null, [2026, 2027]).ToList();
            owed.Select(o => o.Of).ShouldBeUnique(StringComparer.Ordinal);
            var state = ArrangementStanding.Of(rule, facts, Today, 30);
            if (state <= ArrangementState.Unconfirmed && (rule.Kind != ArrangementKind.Dissemination || !facts.Exists(f => f.IsConfirmed)))
                owed.ShouldContain(o => o.Met == null && o.Day <= new DateOnly(2026, 12, 31));
            if (state == ArrangementState.Held && rule.Kind != ArrangementKind.Yearly)
                owed.ShouldAllBe(o => o.Met != null || o.Day >= Today);
        }, iter: 300);
    }

    [Fact]
    public void Either_profile_names_the_five_of_task_32_the_regulation_and_the_two_principles_with_their_words()
    {
        foreach (var profile in new[] { Current, Read("vn-2023-plan40") })
        {
            profile.Arrangements.Select(r => (r.Id, r.Kind)).ShouldBe(
            [
                ("response-regulation", ArrangementKind.Standing), ("response-plan", ArrangementKind.Standing), ("response-team", ArrangementKind.Standing),
                ("response-network", ArrangementKind.Standing), ("response-drill", ArrangementKind.Yearly), ("security-regulation", ArrangementKind.Standing), ("contact-verification", ArrangementKind.Contacts),
                ("principle-conclusion", ArrangementKind.Dissemination), ("principle-real-data", ArrangementKind.Dissemination),
            ]);
            profile.Arrangements.Take(5).Select(r => r.Group).Distinct().ShouldHaveSingleItem().Vi.ShouldStartWith("Nhiệm vụ 32");
            profile.Arrangements.Where(r => r.PrecedesLevel).ShouldHaveSingleItem().Id.ShouldBe("security-regulation");
            profile.Arrangements.Where(r => r.Basis.Article.Contains("khoản 7 (ban hành trước khi hồ sơ", StringComparison.Ordinal)).ShouldHaveSingleItem().Id.ShouldBe("security-regulation");
            profile.Arrangements.Where(r => !r.PrecedesLevel).ShouldAllBe(r => r.Basis.Article.Contains("Kế hoạch 40/KH-UBND", StringComparison.Ordinal));
            profile.Arrangements[^1].Text!.Vi.ShouldContain("thử nghiệm, có dữ liệu thật thì phải tuân thủ đầy đủ quy định như hệ thống chính thức");
        }
    }

    [Theory]
    [InlineData("    kind: yearly\n", "    kind: monthly\n", "arrangements[4].kind is \"monthly\": write one of standing, yearly, dissemination, contacts")]
    [InlineData("    kind: yearly\n", "    kind: yearly\n    review_months: 12\n", "arrangements[4].review_months says nothing of what is owed every year: take it out")]
    [InlineData("    kind: yearly\n", "    kind: standing\n", "arrangements[4].until is missing")]
    [InlineData("    review_months: 24\n", "", "arrangements[0].review_months is missing")]
    [InlineData("    review_months: 24\n", "    review_months: 0\n", "arrangements[0].review_months is \"0\", not a whole number from 1 to 120")]
    [InlineData("  - id: response-team\n", "  - id: response-plan\n", "arrangements[2].id \"response-plan\" is given twice for the same time: end the earlier one with valid_to, or give this one a name of its own")]
    [InlineData("    group: principles\n    kind", "    group: principle\n    kind", "arrangements[7].group \"principle\" is not among arrangement_groups")]
    [InlineData("  - id: response-plan\n    group: task-32\n", "  - id: response-plan\n    group: principles\n", "arrangements[7].group stands apart from the others of \"principles\": rows of a group follow each other")]
    [InlineData("  - id: standing-order\n", "  - id: task-32\n", "arrangement_groups[1].id \"task-32\" is given twice")]
    public void A_single_fault_refuses_the_profile(string good, string bad, string fault)
    {
        var shipped = File.ReadAllText(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml"));
        shipped.ShouldContain(good);
        var faults = new List<DocumentFault>();
        RegulationFile.Read(shipped.Replace(good, bad, StringComparison.Ordinal), "p.yml", faults).ShouldBeNull();
        faults.ShouldContain(f => f.Message == fault && f.Line > 0, string.Join('\n', faults));
    }

    // The day of the decision, then what is recorded.
    [Theory]
    [InlineData("2026-11-20", "", "chưa được ghi nhận")]
    [InlineData("2026-11-20", "2026-03-01>2028-03-01", null)]
    [InlineData("2026-11-20", "2023-03-01>2025-03-01", "(QĐ 1 ngày 01/03/2023) đã quá hạn rà soát 01/03/2025")]
    [InlineData("2026-11-20", "2026-11-22>2028-11-22", "chỉ được ghi nhận từ ngày 22/11/2026, sau ngày quyết định")]
    [InlineData("2026-11-20", "2024-11-22>2026-11-22", null)] // it lapsed afterwards
    [InlineData("2026-08-18", "", null)] // decided before the row held
    [InlineData("2026-08-18", "2023-03-01>2025-03-01", null)]
    public void Who_confirms_a_level_is_told_what_has_to_precede_it(string decidedOn, string documents, string? told) =>
        (LevelPrecedents.Lacking(Current.Arrangements.Single(r => r.PrecedesLevel), Facts(documents), Day(decidedOn))?.Vi).ShouldBe(told);

    private static ArrangementRule Rule(string kind) => Current.Arrangements.First(r => r.Id == kind switch
    {
        "yearly" => "response-drill",
        "told" => "principle-conclusion",
        _ => "response-plan",
    });

    private static List<ArrangementFact> Facts(string documents) => [.. documents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((text, i) =>
    {
        var days = text.TrimEnd('!').Split('>');
        return new ArrangementFact("u", "k", "QĐ 1", Day(days[0]), days.Length > 1 ? Day(days[1]) : null, !text.EndsWith('!'), i);
    })];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static RegulationProfile Read(string name)
    {
        var faults = new List<DocumentFault>();
        return RegulationFile.Read(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", name + ".yml")), name, faults).ShouldNotBeNull(string.Join('\n', faults));
    }
}
