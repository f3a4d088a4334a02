using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Where a last day goes that offices are closed on.</summary>
internal enum ClosedDay
{
    Stays,

    /// <summary>The next working day.</summary>
    Next,

    /// <summary>The working day before.</summary>
    Previous,
}

/// <summary>How the last days of one part of the profile are counted, reminded of and told upwards.</summary>
/// <param name="Part">Key of the part, as in the file.</param>
/// <param name="RemindDaysBefore">Calendar days before the last day, the longest first; at the working day on or before.</param>
/// <param name="Escalations">In the order of time.</param>
internal sealed record DeadlineRule(
    string Part, Wording Title, ClosedDay ClosedDay, IReadOnlyList<int> RemindDaysBefore, IReadOnlyList<EscalationRule> Escalations, LegalBasis Basis)
{
    /// <summary>The last day as it holds: moved off a closed day.</summary>
    public DateOnly LastDay(DateOnly day, WorkingCalendar calendar) => ClosedDay switch
    {
        ClosedDay.Next => calendar.OnOrAfter(day),
        ClosedDay.Previous => calendar.OnOrBefore(day),
        _ => day,
    };
}

/// <param name="WorkingDaysAfter">Working days (ngày làm việc) after the last day.</param>
/// <param name="To">The legal role that is told.</param>
internal sealed record EscalationRule(int WorkingDaysAfter, LegalRole To);
