using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Where a duty stands at a moment. Pure: the scheduler and a test's clock ask the same function.</summary>
internal static class DutyClock
{
    private static readonly long OneDay = TimeSpan.FromDays(1).Microseconds();

    /// <param name="dueAt">End of the last day, exclusive.</param>
    /// <param name="soonLead">How long before it counts as due soon.</param>
    public static DutyState StateAt(long dueAt, long soonLead, long now) => now switch
    {
        _ when now >= dueAt => DutyState.Overdue,
        _ when now >= dueAt - OneDay => DutyState.Due,
        _ when now >= dueAt - soonLead => DutyState.DueSoon,
        _ => DutyState.Upcoming,
    };

    /// <summary>The next moment at which <see cref="StateAt"/> answers something else; null when it never will.</summary>
    public static long? NextChange(long dueAt, long soonLead, long now)
    {
        foreach (var moment in new[] { dueAt - Math.Max(soonLead, OneDay), dueAt - OneDay, dueAt })
        {
            if (moment > now)
                return moment;
        }

        return null;
    }
}
