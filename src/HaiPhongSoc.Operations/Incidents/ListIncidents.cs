using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>Open ones first, worst first, then newest. Everything that is null does not filter.</summary>
/// <param name="ByChange">In the order of change instead, for who keeps a copy (<see cref="ChangeOrder"/>).</param>
public sealed record ListIncidents(
    Actor Actor, IncidentFilter Filter, string? Cursor = null, int Take = 50, bool ByChange = false) : IQuery<ListPage<IncidentRow>>;

/// <param name="UpdatedSince">Changed by anybody or anything at or after, UTC microseconds.</param>
/// <param name="Text">Part of the number, the title, a system or an entity; without case and diacritics.</param>
public sealed record IncidentFilter(
    IReadOnlyList<IncidentState>? States = null,
    Severity? MinSeverity = null,
    string? SystemCode = null,
    string? AssigneeId = null,
    bool? Unassigned = null,
    long? OpenedSince = null,
    string? Text = null,
    long? UpdatedSince = null);

internal sealed class ListIncidentsValidator : AbstractValidator<ListIncidents>
{
    public ListIncidentsValidator() =>
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
}

internal sealed class ListIncidentsHandler(OperationsDbContext database, ChangeOrder changes) : IRequestHandler<ListIncidents, Outcome<ListPage<IncidentRow>>>
{
    public async Task<Outcome<ListPage<IncidentRow>>> Handle(ListIncidents request, CancellationToken cancellationToken)
    {
        var matching = Matching(request.Filter);
        if (request.ByChange)
            return await ByChangeAsync(matching, request, cancellationToken);
        if (!Cursor.TryRead(request.Cursor, 4, out var after))
            return Faults.Cursor;
        var page = matching;
        if (after is [var isOpen, var severity, var openedAt, var id])
        {
            page = page.Where(i =>
                i.OpenMark < isOpen
                || (i.OpenMark == isOpen
                    && ((int)i.Severity < severity
                        || ((int)i.Severity == severity && (i.OpenedAt < openedAt || (i.OpenedAt == openedAt && i.Id < id))))));
        }

        var incidents = await page
            .OrderByDescending(i => i.OpenMark).ThenByDescending(i => i.Severity).ThenByDescending(i => i.OpenedAt).ThenByDescending(i => i.Id)
            .Take(request.Take + 1)
            .ToListAsync(cancellationToken);
        var shown = incidents.Take(request.Take).ToList();
        var next = incidents.Count > request.Take ? CursorOf(shown[^1]) : null;
        return new ListPage<IncidentRow>(
            await IncidentRows.Async(database, shown, cancellationToken),
            next,
            request.Cursor is null && next is null ? shown.Count : await matching.CountUpToCapAsync(cancellationToken),
            await database.Incidents.CountUpToCapAsync(cancellationToken));
    }

    private async Task<Outcome<ListPage<IncidentRow>>> ByChangeAsync(
        IQueryable<IncidentRecord> matching, ListIncidents request, CancellationToken cancellationToken)
    {
        var page = await changes.PageAsync(matching, i => i.Id, request.Cursor, request.Take, cancellationToken);
        if (!page.IsSuccess)
            return page.Fault;
        var (incidents, cursor, more) = page.Value;
        return new ListPage<IncidentRow>(await IncidentRows.Async(database, incidents, cancellationToken), cursor, 0, 0) { HasMore = more };
    }

    private static string CursorOf(IncidentRecord last) =>
        Cursor.Write(last.OpenMark, (int)last.Severity, last.OpenedAt, last.Id);

    private IQueryable<IncidentRecord> Matching(IncidentFilter filter)
    {
        IQueryable<IncidentRecord> incidents = database.Incidents;
        if (filter.States is { Count: > 0 } states)
        {
            incidents = incidents.Where(i => states.Contains(i.State));

            // Says the same, in the words of the index.
            if (!states.Contains(IncidentState.Closed))
                incidents = incidents.Where(i => i.OpenMark == 1);
        }

        if (filter.MinSeverity is { } severity)
            incidents = incidents.Where(i => i.Severity >= severity);
        if (filter.SystemCode is { } system)
            incidents = incidents.Where(i => database.Alerts.Where(a => a.SystemCode == system && a.IncidentId != null).Select(a => a.IncidentId).Contains(i.Id));
        if (filter.AssigneeId is { } assignee)
            incidents = incidents.Where(i => i.AssigneeId == assignee);
        if (filter.Unassigned is { } unassigned)
            incidents = incidents.Where(i => i.AssigneeId == null == unassigned);
        if (filter.OpenedSince is { } since)
            incidents = incidents.Where(i => i.OpenedAt >= since);
        if (filter.UpdatedSince is { } updated)
            incidents = incidents.Where(i => i.ChangedAt >= updated);
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = FoldedText.Of(filter.Text.Trim());
            incidents = incidents.Where(i => i.SearchText.Contains(text));
        }

        return incidents;
    }
}
