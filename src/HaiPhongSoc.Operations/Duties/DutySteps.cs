using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>A moment at which somebody is told about a duty that is still open.</summary>
/// <param name="At">When offices open, UTC microseconds.</param>
/// <param name="To">Whom it is told beside who owes it; null = a reminder.</param>
internal readonly record struct DutyStep(long At, LegalRole? To);

/// <summary>What was said of a duty.</summary>
/// <param name="To">Whom it was told beside who owes it; null = a reminder.</param>
internal readonly record struct DutyTold(LegalRole? To, Wording What);

/// <summary>When a duty is reminded of and told upwards, and what comes next. Pure.</summary>
internal static class DutySteps
{
    /// <summary>All of them, in the order of time: reminders at the working day on or before their distance, then the working days after the last day.</summary>
    public static IReadOnlyList<DutyStep> Of(DeadlineRule rule, DateOnly lastDay, WorkingCalendar calendar, CityTime time) =>
    [
        .. rule.RemindDaysBefore.Select(days => new DutyStep(time.At(calendar.OnOrBefore(lastDay.AddDays(-days)), calendar.From), null)),
        .. rule.Escalations.Select(e => new DutyStep(time.At(calendar.After(lastDay, e.WorkingDaysAfter), calendar.From), e.To)),
    ];

    /// <summary>
    /// Tells what is due by now and was not told: of several reminders the last one only, every telling upwards. Returns what was said.
    /// </summary>
    public static IReadOnlyList<DutyTold> Tell(DutyRecord duty, IReadOnlyList<DutyStep> steps, long now)
    {
        var due = steps.Count(s => s.At <= now);
        if (due <= duty.StepsTold)
            return [];
        var fresh = steps.Skip(duty.StepsTold).Take(due - duty.StepsTold).ToList();
        duty.StepsTold = due;
        var told = new List<DutyTold>();
        if (fresh.Exists(s => s.To is null) && now < duty.DueAt)
        {
            duty.RemindedAt = now;
            var days = (duty.DueAt - now) / TimeSpan.FromDays(1).Microseconds();
            told.Add(new DutyTold(null, new Wording(FormattableString.Invariant($"nhắc: còn {days} ngày"), FormattableString.Invariant($"reminded: {days} days left"))));
        }

        foreach (var step in fresh.Where(s => s.To is not null))
        {
            (duty.EscalatedAt, duty.EscalatedTo) = (now, step.To!.Title);
            told.Add(new DutyTold(step.To, new Wording($"quá hạn, báo {step.To.Title.Vi}", $"overdue, told to {step.To.Title.En}")));
        }

        return told;
    }

    /// <summary>When the duty is to be looked at next: its state changes, or somebody is told; null = never.</summary>
    public static long? Next(DutyRecord duty, IReadOnlyList<DutyStep> steps, long now)
    {
        var change = DutyClock.NextChange(duty.DueAt, duty.SoonLead, now);
        return duty.StepsTold < steps.Count && steps[duty.StepsTold].At is var step && !(change < step) ? step : change;
    }
}
