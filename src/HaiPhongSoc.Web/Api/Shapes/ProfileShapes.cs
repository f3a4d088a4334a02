using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <param name="Profiles">Names of the other profiles.</param>
/// <param name="Title">Of the one that was asked for.</param>
/// <param name="Year">Whose duties are compared.</param>
internal sealed record ProfileComparisonShape(
    IReadOnlyList<string> Profiles, TextShape? Title, int Year, IReadOnlyList<RowChangeShape> Rows, IReadOnlyList<SystemImpactShape> Systems, IReadOnlyList<DebtorImpactShape> Others)
{
    public static ProfileComparisonShape Of(ProfileComparison c) => new(
        c.Profiles, c.Title is { } title ? TextShape.Of(title) : null, c.Year, [.. c.Rows.Select(RowChangeShape.Of)], [.. c.Systems.Select(SystemImpactShape.Of)],
        [.. c.Others.Select(DebtorImpactShape.Of)]);
}

internal sealed record RowChangeShape(RegulationChangeKind Kind, string Part, string Id, TextShape Title, string Basis, IReadOnlyList<string> Differs)
{
    public static RowChangeShape Of(RegulationChange c) => new(c.Kind, c.Row.Part, c.Row.Id, TextShape.Of(c.Row.Title), c.Row.Basis.Article, c.Differs);
}

/// <param name="Level">The level that counts.</param>
/// <param name="ComputedThen">0 = none follows from the kept answers.</param>
internal sealed record SystemImpactShape(
    string Code, string Name, int Level, int? ComputedNow, int? ComputedThen, int? MonthsNow, int? MonthsThen, int MissingNow, int MissingThen, IReadOnlyList<DutyChangeShape> Duties)
{
    public static SystemImpactShape Of(SystemImpact s) => new(
        s.Code, s.Name, s.Level, s.ComputedNow, s.ComputedThen, s.MonthsNow, s.MonthsThen, s.MissingNow, s.MissingThen, [.. s.Duties.Select(DutyChangeShape.Of)]);
}

/// <param name="Code">Of the organisation; null = the city.</param>
internal sealed record DebtorImpactShape(string? Code, string Name, IReadOnlyList<DutyChangeShape> Duties)
{
    public static DebtorImpactShape Of(DebtorImpact d) => new(d.Code, d.Name, [.. d.Duties.Select(DutyChangeShape.Of)]);
}

internal sealed record DutyChangeShape(RegulationChangeKind Kind, TextShape Title, string Basis, IReadOnlyList<DateOnly> DaysNow, IReadOnlyList<DateOnly> DaysThen)
{
    public static DutyChangeShape Of(DutyChange d) => new(d.Kind, TextShape.Of(d.Title), d.Basis.Article, d.DaysNow, d.DaysThen);
}
