using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Alerts;

public sealed class SeverityRulesTests
{
    private static readonly string Shipped = File.ReadAllText(RepositoryRoot.Of("rules", "severity.yml"));

    [Fact]
    public void The_shipped_matrix_never_falls_as_either_level_rises()
    {
        var rules = SeverityRules.Read(Shipped, "severity.yml", []).ShouldNotBeNull();
        foreach (var rule in Enum.GetValues<Severity>())
        {
            for (var level = 0; level <= 5; level++)
            {
                if (level > 0)
                    ((int)rules.Of(rule, level)).ShouldBeGreaterThanOrEqualTo((int)rules.Of(rule, level - 1));
                if (rule > Severity.Informational)
                    ((int)rules.Of(rule, level)).ShouldBeGreaterThanOrEqualTo((int)rules.Of(rule - 1, level));
            }
        }

        rules.Of(Severity.High, 3).ShouldBe(Severity.High);
        rules.Of(Severity.High, 4).ShouldBe(Severity.Critical);
        rules.Of(Severity.Critical, 0).ShouldBe(Severity.High);
    }

    [Theory]
    [InlineData("5: critical}\n  critical", "5: low}\n  critical", "s.yml:9:62: matrix.high.5 is lower than for the level before: severity never falls as the level rises")]
    [InlineData(", 5: low}", "}", "s.yml:6:18: matrix.informational.5 is missing")]
    [InlineData("  low: {0: low", "  low: {0: mild", "s.yml:7:12: matrix.low.0 is \"mild\": write one of informational, low, medium, high, critical")]
    [InlineData("    host: 4h", "    host: long", "s.yml:17:11: grouping.within.host is \"long\": write a length of time as 30m, 4h or 2d")]
    [InlineData("127.0.0.0/8", "127.0.0.0/99", "s.yml:22:21: grouping.shared.source-address holds \"127.0.0.0/99\", which is not an address range such as 10.0.0.0/8")]
    [InlineData("open_from: high\n", "", "grouping.open_from is missing")]
    public void A_fault_is_told_with_its_place(string good, string bad, string fault)
    {
        Shipped.ShouldContain(good);
        var faults = new List<DocumentFault>();
        SeverityRules.Read(Shipped.Replace(good, bad, StringComparison.Ordinal), "s.yml", faults).ShouldBeNull();
        faults.Select(f => f.ToString()).ShouldContain(f => f.Contains(fault, StringComparison.Ordinal), string.Join('\n', faults));
    }
}
