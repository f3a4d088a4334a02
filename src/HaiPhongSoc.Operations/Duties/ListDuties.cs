using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Earliest due first. Everything that is null does not filter; what lapsed is listed only when its state is asked for.</summary>
/// <param name="SystemCode">Duties of one system.</param>
/// <param name="CityOnly">Duties of the city itself.</param>
/// <param name="DueBefore">UTC microseconds.</param>
/// <param name="WithMilestones">False lists the duties alone.</param>
public sealed record ListDuties(
    Actor Actor,
    IReadOnlyList<DutyState>? States = null,
    string? SystemCode = null,
    bool CityOnly = false,
    int? Year = null,
    long? DueBefore = null,
    bool WithMilestones = true) : IQuery<ListPage<DutyRow>>;

internal sealed class ListDutiesHandler(OperationsDbContext database) : IRequestHandler<ListDuties, Outcome<ListPage<DutyRow>>>
{
    public async Task<Outcome<ListPage<DutyRow>>> Handle(ListDuties request, CancellationToken cancellationToken)
    {
        IQueryable<DutyRecord> duties = database.Duties;
        duties = request.States is { Count: > 0 } states
            ? duties.Where(d => states.Contains(d.State))
            : duties.Where(d => d.State != DutyState.Lapsed);
        if (request.SystemCode is { } system)
            duties = duties.Where(d => d.SystemCode == system);
        if (request.CityOnly)
            duties = duties.Where(d => d.SystemCode == null);
        if (request.Year is { } year)
            duties = duties.Where(d => d.Year == year);
        if (request.DueBefore is { } before)
            duties = duties.Where(d => d.DueAt < before);
        if (!request.WithMilestones)
            duties = duties.Where(d => d.ParentId == null);
        var found = await duties.OrderBy(d => d.DueAt).ThenBy(d => d.SubjectName).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        return new ListPage<DutyRow>(found.ConvertAll(DutyRows.Of), null, found.Count, await database.Duties.LongCountAsync(cancellationToken));
    }
}
