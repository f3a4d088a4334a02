using FluentValidation;
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
/// <param name="UpdatedSince">Changed by anybody or anything at or after, UTC microseconds.</param>
/// <param name="Take">1–500 a page; null = all that match.</param>
/// <param name="ByChange">In the order of change instead, for who keeps a copy (<see cref="ChangeOrder"/>); what lapsed is listed too.</param>
public sealed record ListDuties(
    Actor Actor,
    IReadOnlyList<DutyState>? States = null,
    string? SystemCode = null,
    bool CityOnly = false,
    int? Year = null,
    long? DueBefore = null,
    bool WithMilestones = true,
    long? UpdatedSince = null,
    string? Cursor = null,
    int? Take = null,
    bool ByChange = false) : IQuery<ListPage<DutyRow>>;

internal sealed class ListDutiesValidator : AbstractValidator<ListDuties>
{
    public ListDutiesValidator() =>
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
}

internal sealed class ListDutiesHandler(OperationsDbContext database, ChangeOrder changes) : IRequestHandler<ListDuties, Outcome<ListPage<DutyRow>>>
{
    private const int DefaultTake = 50;

    public async Task<Outcome<ListPage<DutyRow>>> Handle(ListDuties request, CancellationToken cancellationToken)
    {
        var matching = Matching(request);
        if (request.ByChange)
            return await ByChangeAsync(matching, request, cancellationToken);
        if (!Cursor.TryRead(request.Cursor, 2, out var after))
            return Faults.Cursor;
        var page = matching;
        if (after is [var dueAt, var id])
            page = page.Where(d => d.DueAt > dueAt || (d.DueAt == dueAt && d.Id > id));
        page = request.Take is null ? page.OrderBy(d => d.DueAt).ThenBy(d => d.SubjectName).ThenBy(d => d.Id) : page.OrderBy(d => d.DueAt).ThenBy(d => d.Id);
        var take = request.Take ?? int.MaxValue - 1;
        var found = await page.Take(take + 1).ToListAsync(cancellationToken);
        var shown = found.Take(take).ToList();
        return new ListPage<DutyRow>(
            shown.ConvertAll(DutyRows.Of),
            found.Count > take ? Cursor.Write(shown[^1].DueAt, shown[^1].Id) : null,
            request.Take is null ? found.Count : await matching.LongCountAsync(cancellationToken),
            await database.Duties.LongCountAsync(cancellationToken));
    }

    private async Task<Outcome<ListPage<DutyRow>>> ByChangeAsync(IQueryable<DutyRecord> matching, ListDuties request, CancellationToken cancellationToken)
    {
        var page = await changes.PageAsync(matching, d => d.Id, request.Cursor, request.Take ?? DefaultTake, cancellationToken);
        if (!page.IsSuccess)
            return page.Fault;
        var (duties, cursor, more) = page.Value;
        return new ListPage<DutyRow>(duties.ConvertAll(DutyRows.Of), cursor, 0, 0) { HasMore = more };
    }

    private IQueryable<DutyRecord> Matching(ListDuties request)
    {
        IQueryable<DutyRecord> duties = database.Duties;
        if (request.States is { Count: > 0 } states)
            duties = duties.Where(d => states.Contains(d.State));
        else if (!request.ByChange)
            duties = duties.Where(d => d.State != DutyState.Lapsed);
        if (request.SystemCode is { } system)
            duties = duties.Where(d => d.SystemCode == system);
        if (request.CityOnly)
            duties = duties.Where(d => d.SystemCode == null && d.OrganisationCode == null);
        if (request.Year is { } year)
            duties = duties.Where(d => d.Year == year);
        if (request.DueBefore is { } before)
            duties = duties.Where(d => d.DueAt < before);
        if (request.UpdatedSince is { } updated)
            duties = duties.Where(d => d.ChangedAt >= updated);
        return request.WithMilestones ? duties : duties.Where(d => d.ParentId == null);
    }
}
