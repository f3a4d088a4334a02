using HaiPhongSoc.Operations.Register.Gaps;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <param name="Level">Effective level, 0 = none yet; null = all of them.</param>
/// <param name="Lacking">Systems that lack something, or what was asked for.</param>
/// <param name="Gaps">What they lack, all together.</param>
internal sealed record SystemMapCellShape(int? Level, int Systems, int Lacking, int Gaps)
{
    public static SystemMapCellShape Of(SystemMapCell c) => new(c.Level, c.Systems, c.Lacking, c.Gaps);
}

internal sealed record SystemMapRowShape(string OwnerCode, string OwnerName, IReadOnlyList<SystemMapCellShape> Levels, SystemMapCellShape Sum)
{
    public static SystemMapRowShape Of(SystemMapRow r) => new(r.Code, r.Name, [.. r.Cells.Select(SystemMapCellShape.Of)], SystemMapCellShape.Of(r.Sum));
}

internal sealed record SystemGapCountShape(SystemGap Gap, int Systems);

/// <param name="Rows">Organisations that own a system, those with the most that lacks first.</param>
/// <param name="Levels">All organisations together.</param>
/// <param name="Gaps">How many systems have each gap, whatever was asked for.</param>
internal sealed record SystemMapShape(IReadOnlyList<SystemMapRowShape> Rows, IReadOnlyList<SystemMapCellShape> Levels, SystemMapCellShape Sum, IReadOnlyList<SystemGapCountShape> Gaps)
{
    public static SystemMapShape Of(SystemMap m) => new(
        [.. m.Rows.Select(SystemMapRowShape.Of)], [.. m.Total.Cells.Select(SystemMapCellShape.Of)], SystemMapCellShape.Of(m.Total.Sum),
        [.. m.Gaps.Select(g => new SystemGapCountShape(g.Gap, g.Systems))]);
}
