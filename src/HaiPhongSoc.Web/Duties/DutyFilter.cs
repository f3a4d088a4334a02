using System.Globalization;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Duties;

/// <summary>What of the duties the address asks for. Without a filter: what is overdue or falls due within the next days.</summary>
/// <param name="Month">The first of a month; null = any.</param>
/// <param name="Owed">An organisation's code; "-" = the city itself.</param>
/// <param name="System">A system's code.</param>
internal sealed record DutyFilter(DutyState? State, DateOnly? Month, string? Owed, string? System)
{
    public const string City = CalendarFeedDraft.City;

    private const long Ahead = 90L * 86_400_000_000;

    public bool IsEmpty => this == new DutyFilter(null, null, null, null);

    public static DutyFilter Of(string? state, string? month, string? owed, string? system) => new(
        Enum.TryParse<DutyState>(state, out var known) && Enum.IsDefined(known) ? known : null,
        DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : null,
        string.IsNullOrWhiteSpace(owed) ? null : owed,
        string.IsNullOrWhiteSpace(system) ? null : system);

    /// <summary>Whose duties: also for the calendar, which shows a whole year.</summary>
    public bool IsOfWhom(DutyRow duty) =>
        (Owed is null || (Owed == City ? duty.OrganisationCode is null : duty.OrganisationCode == Owed)) && (System is null || duty.SystemCode == System);

    public bool Takes(DutyRow duty, long now)
    {
        if (!IsOfWhom(duty))
            return false;
        if (State is null && Month is null)
            return duty.State <= DutyState.Overdue && duty.DueAt < now + Ahead;
        return (State is null || duty.State == State) && (Month is not { } month || LocalTime.LastDate(duty.DueAt) is var day && day.Year == month.Year && day.Month == month.Month);
    }
}
