using System.Globalization;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Duties;

/// <summary>Duties of one kind that fall due on one day, in the city's time: an entry of a calendar.</summary>
internal sealed record FallingDuties(DateOnly Day, string Kind, IReadOnlyList<DutyRow> Rows)
{
    public string Title => Rows[0].Title.In(CultureInfo.CurrentUICulture);

    public int Late => Rows.Count(r => r.State == DutyState.Overdue);

    public int Open => Rows.Count(r => r.State <= DutyState.Overdue);

    /// <summary>The earliest first.</summary>
    public static IEnumerable<FallingDuties> Of(IEnumerable<DutyRow> rows) => rows
        .GroupBy(r => (Day: LocalTime.LastDate(r.DueAt), r.Kind))
        .OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Kind, StringComparer.Ordinal)
        .Select(g => new FallingDuties(g.Key.Day, g.Key.Kind, [.. g]));
}
