using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>The queue: worst first, then newest raised (stable while counts move). Everything that is null does not filter.</summary>
/// <param name="ByChange">In the order of change instead, for who keeps a copy (<see cref="ChangeOrder"/>).</param>
public sealed record ListAlerts(Actor Actor, AlertFilter Filter, string? Cursor = null, int Take = 50, bool ByChange = false) : IQuery<ListPage<AlertRow>>;

/// <param name="Since">Last seen at or after, UTC microseconds.</param>
/// <param name="Until">Last seen before, UTC microseconds.</param>
/// <param name="UpdatedSince">Changed by anybody or anything at or after, UTC microseconds.</param>
/// <param name="Text">Part of the title, an entity's value or a rule id; without case and diacritics.</param>
public sealed record AlertFilter(
    IReadOnlyList<AlertStatus>? Statuses = null,
    Severity? MinSeverity = null,
    int? MinLevel = null,
    string? SystemCode = null,
    IReadOnlyList<AlertOrigin>? Origins = null,
    string? AssigneeId = null,
    bool? Unassigned = null,
    string? IncidentNumber = null,
    string? RuleId = null,
    long? Since = null,
    long? Until = null,
    string? Text = null,
    long? UpdatedSince = null);

/// <summary>Figures over the queue: not taken, mine, all open.</summary>
public sealed record CountAlerts(Actor Actor) : IQuery<AlertCounts>;

public sealed record AlertCounts(long Unassigned, long Mine, long Open, IReadOnlyDictionary<Severity, long> OpenBySeverity);

internal sealed class ListAlertsValidator : AbstractValidator<ListAlerts>
{
    public ListAlertsValidator() =>
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
}

internal sealed class ListAlertsHandler(OperationsDbContext database, ChangeOrder changes) : IRequestHandler<ListAlerts, Outcome<ListPage<AlertRow>>>
{
    public async Task<Outcome<ListPage<AlertRow>>> Handle(ListAlerts request, CancellationToken cancellationToken)
    {
        var matching = await database.Alerts.MatchingAsync(database, request.Filter, cancellationToken);
        if (request.ByChange)
            return await ByChangeAsync(matching, request, cancellationToken);
        if (!Cursor.TryRead(request.Cursor, 3, out var after))
            return Faults.Cursor;
        var page = matching;
        if (after is [var severity, var raisedAt, var id])
        {
            page = page.Where(a =>
                (int)a.Severity < severity
                || ((int)a.Severity == severity && (a.RaisedAt < raisedAt || (a.RaisedAt == raisedAt && a.Id < id))));
        }

        var alerts = await page
            .OrderByDescending(a => a.Severity).ThenByDescending(a => a.RaisedAt).ThenByDescending(a => a.Id)
            .Take(request.Take + 1)
            .Include(a => a.Entities)
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
        var shown = alerts.Take(request.Take).ToList();
        var next = alerts.Count > request.Take ? Cursor.Write((int)shown[^1].Severity, shown[^1].RaisedAt, shown[^1].Id) : null;
        return new ListPage<AlertRow>(
            await AlertRows.Async(database, shown, cancellationToken),
            next,
            await matching.CountUpToCapAsync(cancellationToken),
            await database.Alerts.CountUpToCapAsync(cancellationToken));
    }

    private async Task<Outcome<ListPage<AlertRow>>> ByChangeAsync(IQueryable<AlertRecord> matching, ListAlerts request, CancellationToken cancellationToken)
    {
        var page = await changes.PageAsync(matching.Include(a => a.Entities).AsSplitQuery(), a => a.Id, request.Cursor, request.Take, cancellationToken);
        if (!page.IsSuccess)
            return page.Fault;
        var (alerts, cursor, more) = page.Value;
        return new ListPage<AlertRow>(await AlertRows.Async(database, alerts, cancellationToken), cursor, 0, 0) { HasMore = more };
    }
}

internal sealed class CountAlertsHandler(OperationsDbContext database) : IRequestHandler<CountAlerts, Outcome<AlertCounts>>
{
    public async Task<Outcome<AlertCounts>> Handle(CountAlerts request, CancellationToken cancellationToken) =>
        await AlertCounter.CountAsync(database, request.Actor.AccountId, cancellationToken);
}

internal static class AlertCounter
{
    public static async Task<AlertCounts> CountAsync(OperationsDbContext database, string accountId, CancellationToken cancellationToken)
    {
        var groups = await database.Alerts
            .Where(a => a.OpenMark == 1)
            .GroupBy(a => new { a.Severity, IsFree = a.AssigneeId == null, IsMine = a.AssigneeId == accountId })
            .Select(g => new { g.Key.Severity, g.Key.IsFree, g.Key.IsMine, Count = g.LongCount() })
            .ToListAsync(cancellationToken);
        return new AlertCounts(
            groups.Where(g => g.IsFree).Sum(g => g.Count),
            groups.Where(g => g.IsMine).Sum(g => g.Count),
            groups.Sum(g => g.Count),
            groups.GroupBy(g => g.Severity).ToDictionary(g => g.Key, g => g.Sum(x => x.Count)));
    }
}
