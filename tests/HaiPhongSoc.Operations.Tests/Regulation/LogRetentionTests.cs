using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Tests.Regulation;

public sealed class LogRetentionTests
{
    private static readonly DateOnly Day = new(2026, 11, 29);

    private static readonly RetentionRule[] Rules =
    [
        Rule([2], 1), Rule([3], 3), Rule([1, 2, 3, 4, 5], 12),
        Rule([5], 60) with { Basis = new LegalBasis("luật cũ", "verified", new DateOnly(2017, 1, 1), new DateOnly(2026, 11, 28)) },
    ];

    [Fact]
    public void Each_level_that_is_kept_shorter_than_the_strictest_rule_of_the_day_is_told_with_what_is_enough()
    {
        var kept = new Kept { [1] = 365, [2] = 31, [3] = 366, [4] = 10_000 };
        var told = LogRetention.Shortfalls(Rules, kept, Day).ToList();
        told.Select(t => (t.Level, t.Days, t.Needed, t.Rule.Months)).ShouldBe([(1, 365, 366, 12), (2, 31, 366, 12)]);
        LogRetention.Shortfalls(Rules, new Kept { [5] = 366 }, Day.AddDays(-1)).ShouldHaveSingleItem().Rule.Months.ShouldBe(60);
    }

    [Fact]
    public void What_is_kept_for_ever_is_never_too_short() => LogRetention.Shortfalls(Rules, new Kept(), Day).ShouldBeEmpty();

    [Theory]
    [InlineData(1, 31)]
    [InlineData(3, 92)]
    [InlineData(6, 184)]
    [InlineData(12, 366)]
    [InlineData(60, 1827)]
    public void Enough_days_cover_the_months_wherever_they_begin(int months, int days)
    {
        LogRetention.LongestDays(months).ShouldBe(days);
        Enumerable.Range(0, 4 * 366).Select(Day.AddDays).ShouldAllBe(begin => begin.AddMonths(months) <= begin.AddDays(days));
    }

    private static RetentionRule Rule(int[] levels, int months) =>
        new("logs", new Wording("nhật ký", "logs"), levels, months, new LegalBasis("luật", "verified", new DateOnly(2026, 1, 1), null));

    private sealed class Kept : Dictionary<int, int>, IKeptLogs
    {
        public int? DaysOf(int level) => TryGetValue(level, out var days) ? days : null;
    }
}
