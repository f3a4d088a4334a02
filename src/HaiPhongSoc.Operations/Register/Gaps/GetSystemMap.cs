using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Gaps;

/// <summary>
/// Bản đồ cấp độ và thiếu sót: how many systems of which level each organisation owns, and how many of them lack something. Of everything within reach; what is
/// retired is not counted.
/// </summary>
/// <param name="Gap">Counts as lacking those with this gap only; null = with any.</param>
public sealed record GetSystemMap(Actor Actor, SystemGap? Gap = null) : IQuery<SystemMap>;

/// <param name="Rows">Organisations that own a system, those with the most that lacks first.</param>
/// <param name="Total">All of them together; without code and name.</param>
/// <param name="Gaps">How many systems have each gap, whatever is counted in the rows.</param>
public sealed record SystemMap(IReadOnlyList<SystemMapRow> Rows, SystemMapRow Total, IReadOnlyList<SystemGapCount> Gaps);

/// <param name="Cells">The levels from 5 down to 1, then 0 (none yet).</param>
public sealed record SystemMapRow(string Code, string Name, IReadOnlyList<SystemMapCell> Cells, SystemMapCell Sum);

/// <param name="Level">Effective level; null = all of them.</param>
/// <param name="Lacking">Systems that lack something.</param>
/// <param name="Gaps">What they lack, all together.</param>
public sealed record SystemMapCell(int? Level, int Systems, int Lacking, int Gaps);

public sealed record SystemGapCount(SystemGap Gap, int Systems);

internal sealed class GetSystemMapValidator : AbstractValidator<GetSystemMap>
{
    public GetSystemMapValidator() => RuleFor(r => r.Gap).IsInEnum().WithMessage("không có thiếu sót như vậy | there is no such gap");
}

internal sealed class GetSystemMapHandler(OperationsDbContext database, SystemGaps gaps) : IRequestHandler<GetSystemMap, Outcome<SystemMap>>
{
    private static readonly int[] Levels = [5, 4, 3, 2, 1, 0];

    /// <summary>A system as it is counted.</summary>
    private sealed record Counted(string OwnerCode, int Level, int Gaps);

    public async Task<Outcome<SystemMap>> Handle(GetSystemMap request, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.AsNoTracking().Where(s => s.Status != SystemStatus.Retired).ToListAsync(cancellationToken);
        var names = await database.Organisations.Select(o => new { o.Code, o.Name }).ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var lacking = await gaps.OfAsync(systems, cancellationToken);
        var counted = systems.ConvertAll(s => new Counted(s.OwnerCode, s.EffectiveLevel, lacking[s.Code].Count(g => request.Gap is null || g == request.Gap)));
        return new SystemMap(
            [
                .. counted.GroupBy(c => c.OwnerCode, StringComparer.Ordinal).Select(own => Row(own.Key, names.GetValueOrDefault(own.Key, own.Key), [.. own]))
                    .OrderByDescending(r => r.Sum.Lacking).ThenByDescending(r => r.Sum.Gaps).ThenBy(r => r.Name, StringComparer.Ordinal),
            ],
            Row("", "", counted),
            [.. Enum.GetValues<SystemGap>().Select(gap => new SystemGapCount(gap, lacking.Values.Count(own => own.Contains(gap))))]);
    }

    private static SystemMapRow Row(string code, string name, List<Counted> systems) =>
        new(code, name, [.. Levels.Select(level => Cell(level, systems.FindAll(s => s.Level == level)))], Cell(null, systems));

    private static SystemMapCell Cell(int? level, List<Counted> systems) => new(level, systems.Count, systems.Count(s => s.Gaps > 0), systems.Sum(s => s.Gaps));
}
