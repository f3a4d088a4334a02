namespace HaiPhongSoc.Operations.Regulation;

/// <summary>How long the program keeps logs. Whoever composes the program knows it.</summary>
public interface IKeptLogs
{
    /// <summary>Days that events of a system of this effective level, 1 to 5, are kept after receipt; null = for ever.</summary>
    int? DaysOf(int level);
}

/// <summary>For programs without an event store of their own: nothing is deleted.</summary>
internal sealed class LogsKeptForEver : IKeptLogs
{
    public int? DaysOf(int level) => null;
}

/// <summary>Thời hạn lưu trữ nhật ký: what the profile asks at least, beside what the program keeps. Pure.</summary>
internal static class LogRetention
{
    /// <summary>Of every level that is kept shorter than a rule of that day asks, the rule that asks most.</summary>
    public static IEnumerable<KeptTooShort> Shortfalls(IReadOnlyList<RetentionRule> rules, IKeptLogs kept, DateOnly day)
    {
        foreach (var level in rules.SelectMany(r => r.Levels).Distinct().Order())
        {
            if (Strictest(rules, level, day) is { } strictest && kept.DaysOf(level) is { } days && days < LongestDays(strictest.Months))
                yield return new KeptTooShort(level, days, LongestDays(strictest.Months), strictest);
        }
    }

    /// <summary>The rule that asks most for a level on a day; null where none does.</summary>
    public static RetentionRule? Strictest(IReadOnlyList<RetentionRule> rules, int level, DateOnly day) =>
        rules.Where(r => r.Levels.Contains(level) && r.Basis.HoldsOn(day)).MaxBy(r => r.Months);

    /// <summary>The days of so many months wherever they begin: 3 months may be 92 days, 12 months 366.</summary>
    public static int LongestDays(int months)
    {
        var leapYear = new DateOnly(2024, 1, 1);
        return Enumerable.Range(0, 48).Select(leapYear.AddMonths).Max(begin => begin.AddMonths(months).DayNumber - begin.DayNumber);
    }
}

/// <param name="Days">Kept now.</param>
/// <param name="Needed">Days that are enough for the rule's months in any year.</param>
internal sealed record KeptTooShort(int Level, int Days, int Needed, RetentionRule Rule);
