using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Regulation;

/// <summary>The calendar of working days as a file: what is wrong with it is said at its line, and it is then not taken.</summary>
public sealed class WorkingCalendarTests
{
    private const string Good = """
        opens: "08:00"
        closes: "17:00"
        holidays:
          - {from: 2026-01-01, title: {vi: "a", en: "a"}, basis: "b", confidence: verified}
          - {from: 2026-02-16, to: 2026-02-20, title: {vi: "a", en: "a"}, basis: "b", confidence: to-be-confirmed}
        made_up_days:
          - {from: 2026-01-10, title: {vi: "a", en: "a"}, basis: "b", confidence: secondary}
        """;

    [Theory]
    [InlineData("confidence: secondary", "confidence: sure", 7, "write one of verified, secondary, to-be-confirmed")]
    [InlineData("2026-02-16, to", "2026-01-01, to", 5, "give the first day")]
    [InlineData("from: 2026-01-01", "from: 2026-02-20", 5, "20/02/2026 stands in another row, too")]
    [InlineData("from: 2026-01-10", "from: 2026-02-18", 7, "18/02/2026 is a holiday too")]
    [InlineData("from: 2026-01-10", "from: 2026-01-12", 7, "12/01/2026 is no weekend")]
    [InlineData("basis: \"b\", confidence: verified", "confidence: verified", 4, "is missing")]
    [InlineData("\"17:00\"", "\"07:00\"", 2, "offices close after they open")]
    public void A_calendar_with_a_fault_is_refused_at_its_line(string from, string to, int line, string why)
    {
        WorkingCalendar.Read(Good, "c.yml", []).ShouldNotBeNull();
        var faults = new List<DocumentFault>();
        var calendar = WorkingCalendar.Read(Good.Replace(from, to, StringComparison.Ordinal), "c.yml", faults);
        calendar.ShouldBeNull();
        faults.ShouldContain(f => f.ToString().StartsWith($"c.yml:{line}:", StringComparison.Ordinal) && f.ToString().Contains(why, StringComparison.Ordinal), string.Join('\n', faults));
    }

    [Fact]
    public void The_shipped_calendar_is_fine_beside_the_profiles()
    {
        var path = RepositoryRoot.Of("rules", "regulation", "vn-working-days.yml");
        RegulationTexts.IsCalendar(path).ShouldBeTrue();
        RegulationTexts.IsCalendar(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml")).ShouldBeFalse();
        RegulationTexts.ReadCalendar(path, out var faults).ShouldNotBeNull(string.Join('\n', faults)).ShouldContain(2027);
    }
}
