using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Regulation;

public sealed class RegulationTests
{
    private static readonly string Shipped = File.ReadAllText(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml"));

    [Fact]
    public void Every_row_of_the_shipped_profile_has_a_basis_and_holds_today()
    {
        var profile = RegulationFile.Read(Shipped, "vn-2026.yml", []).ShouldNotBeNull();
        var today = new DateOnly(2026, 11, 24);
        LegalBasis[] rows =
        [
            .. profile.Clocks.Select(c => c.Basis), .. profile.Duties.Select(d => d.Basis), .. profile.Duties.SelectMany(d => d.Milestones).Select(m => m.Basis),
            .. profile.EngagementFields.Select(f => f.Basis), profile.Accounts.Basis,
        ];
        rows.ShouldAllBe(row => row.Article.Length > 0 && row.HoldsOn(today));
        profile.Clocks.Select(c => (c.Id, c.Limit.TotalHours, c.Basis.Confidence)).ShouldBe(
        [
            ("immediate-notice", 0, "verified"), ("beyond-capability-notice", 0, "to-be-confirmed"), ("initial-notice", 24, "verified"), ("incident-report", 72, "verified"),
            ("personal-data-notice", 72, "secondary"), ("data-subject-notice", 72, "secondary"), ("network-notice", 120, "to-be-confirmed"),
        ]);
        profile.Clocks[^1].Basis.Article.ShouldContain("chưa kiểm chứng hiệu lực");
        profile.Conditions.Single(c => c.Key == "national-security-or-interruption").Implies.ShouldBe(["serious", "confirmed"], ignoreOrder: true);
        profile.EngagementFields.Count.ShouldBe(5);
        profile.Duties.Single(d => d.ForSystems).MinLevel.ShouldBe(3);
    }

    [Fact]
    public void What_rests_on_a_directive_alone_says_that_its_force_is_to_be_confirmed()
    {
        var profile = RegulationFile.Read(Shipped, "vn-2026.yml", []).ShouldNotBeNull();
        LegalBasis[] drills =
        [
            .. profile.Duties.Select(d => d.Basis), .. profile.Duties.SelectMany(d => d.Milestones).Select(m => m.Basis),
            .. profile.EngagementFields.Select(f => f.Basis),
        ];
        drills.ShouldAllBe(b => b.Confidence == "to-be-confirmed");
        profile.Duties.Single(d => !d.ForSystems).Basis.Article.ShouldEndWith("chỉ đặt ra «trong năm 2023»: không là căn cứ cho năm 2026)");
    }

    [Theory]
    [InlineData("implies: [serious]\n", "implies: [severe]\n", "incident_conditions[2].implies \"severe\" is not among incident_conditions")]
    [InlineData("implies: [confirmed]\n", "implies: [national-security-or-interruption]\n", "incident_conditions[1].implies leads back to \"serious\"")]
    [InlineData("implies: [confirmed]\n", "implies: [serious]\n", "incident_conditions[1].implies leads back to \"serious\"")]
    [InlineData("implies: [confirmed]\n", "implies: confirmed\n", "incident_conditions[1].implies must be a list")]
    [InlineData("- key: serious\n", "- key: confirmed\n", "incident_conditions[1].key \"confirmed\" is given twice")]
    [InlineData("condition: serious\n", "condition: severe\n", "incident_clocks[2].condition \"severe\" is not among incident_conditions")]
    [InlineData("    limit: 24h\n", "    limit: 1 day\n", "incident_clocks[2].limit is \"1 day\": write a length of time as 30m, 4h or 2d")]
    [InlineData("    confidence: secondary\n    valid_from: 2026-01-01", "    confidence: sure\n    valid_from: 2026-01-01", "incident_clocks[4].confidence is \"sure\": write one of verified, secondary, to-be-confirmed")]
    [InlineData("valid_from: 2022-10-13", "valid_from: 2022-10-13\n    valid_to: 2022-01-01", "duties[1].valid_to is before valid_from")]
    [InlineData("    scope: city\n", "    scope: country\n", "duties[0].scope is \"country\": write city or system")]
    [InlineData("  - id: live-fire-drill-system", "  - id: live-fire-drill-city", "duties[1].id \"live-fire-drill-city\" is given twice")]
    [InlineData("due: {month: 12, day: 31}", "due: {month: 2, day: 29}", "duties[0].due.day 29 does not exist in every year's month 2")]
    [InlineData("    basis: \"Chỉ thị 18/CT-TTg", "    basis_of: \"Chỉ thị 18/CT-TTg", "duties[1].basis is missing")]
    public void A_single_fault_refuses_the_profile_and_says_where(string good, string bad, string fault)
    {
        Shipped.ShouldContain(good);
        var faults = new List<DocumentFault>();
        RegulationFile.Read(Shipped.Replace(good, bad, StringComparison.Ordinal), "p.yml", faults).ShouldBeNull();
        faults.ShouldContain(f => f.Message == fault && f.Line > 0, string.Join('\n', faults));
    }
}
