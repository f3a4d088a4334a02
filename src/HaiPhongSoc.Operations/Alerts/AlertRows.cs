using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Data.Sqlite;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Alert records as the console reads them.</summary>
internal static class AlertRows
{
    public static async Task<IQueryable<AlertRecord>> MatchingAsync(
        this IQueryable<AlertRecord> alerts, OperationsDbContext database, AlertFilter filter, CancellationToken cancellationToken)
    {
        var isOpen = filter.Statuses is { Count: > 0 } asked && !asked.Contains(AlertStatus.Closed);
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            if (isOpen)
                alerts = alerts.Where(a => a.OpenMark == 1);
            if (!IsAllOpen(statuses))
                alerts = alerts.Where(a => statuses.Contains(a.Status));
        }

        if (filter.MinSeverity is { } severity)
            alerts = alerts.Where(a => a.Severity >= severity);
        if (filter.MinLevel is { } level)
            alerts = alerts.Where(a => a.SystemLevel >= level);
        if (filter.SystemCode is { } system)
            alerts = alerts.Where(a => a.SystemCode == system);
        if (filter.Origins is { Count: > 0 } origins)
            alerts = alerts.Where(a => origins.Contains(a.Origin));
        if (filter.AssigneeId is { } assignee)
            alerts = alerts.Where(a => a.AssigneeId == assignee);
        if (filter.Unassigned is { } unassigned)
            alerts = alerts.Where(a => a.AssigneeId == null == unassigned);
        if (filter.IncidentNumber is { } number)
            alerts = alerts.Where(a => database.Incidents.Any(i => i.Id == a.IncidentId && i.Number == number));
        if (filter.RuleId is { } rule)
            alerts = alerts.Where(a => a.RuleId == rule);
        if (filter.Since is { } since)
            alerts = alerts.Where(a => a.LastSeen >= since);
        if (filter.UpdatedSince is { } updated)
            alerts = alerts.Where(a => a.ChangedAt >= updated);
        if (filter.Until is { } until)
            alerts = alerts.Where(a => a.LastSeen < until);
        if (string.IsNullOrWhiteSpace(filter.Text))
            return alerts;
        var text = FoldedText.Of(filter.Text.Trim());
        // Open ones are few: each is read.
        var having = alerts.Where(a => a.SearchText.Contains(text));
        return isOpen ? having : await NarrowedAsync(having, database, text, cancellationToken);
    }

    // PostgreSQL takes its index by itself.
    private static async Task<IQueryable<AlertRecord>> NarrowedAsync(
        IQueryable<AlertRecord> having, OperationsDbContext database, string text, CancellationToken cancellationToken)
    {
        if (database is not SqliteOperationsContext || SqliteAlertText.Hits(database, text) is not { } hits)
            return having;
        // Of very many one comes soon in any order: to read on is faster than to sort them all.
        var few = await hits.Take(ListPage.CountCap).ToListAsync(cancellationToken);
        return few.Count == ListPage.CountCap ? having : having.Where(a => EF.Parameter(few).Contains(a.Id));
    }

    private static bool IsAllOpen(IReadOnlyList<AlertStatus> statuses) =>
        statuses.Contains(AlertStatus.New) && statuses.Contains(AlertStatus.InProgress) && !statuses.Contains(AlertStatus.Closed);

    public static async Task<IReadOnlyList<AlertRow>> Async(OperationsDbContext database, IReadOnlyList<AlertRecord> alerts, CancellationToken cancellationToken)
    {
        var ids = alerts.Where(a => a.IncidentId is not null).Select(a => a.IncidentId!.Value).Distinct().ToList();
        var numbers = await database.Incidents.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number, cancellationToken);
        return [.. alerts.Select(a => Of(a, a.IncidentId is { } id ? numbers[id] : null))];
    }

    public static AlertRow Of(AlertRecord a, string? incidentNumber) => new(
        a.Id,
        a.Version,
        a.Origin,
        a.RuleId,
        a.Title,
        a.Severity,
        a.RuleLevel,
        a.Status,
        a.Verdict,
        System(a),
        a.Realm,
        a.SourceId,
        [.. a.Entities.OrderBy(e => e.Ordinal).Select(e => new EntityView(EntityWords.KindName(e.Kind), e.Value, e.Realm))],
        a.Count,
        a.FirstSeen,
        a.LastSeen,
        a.RaisedAt,
        a.AssigneeId,
        a.AssigneeName,
        incidentNumber,
        a.ChangedAt);

    public static SystemView? System(AlertRecord a) =>
        a.SystemCode is null ? null : new SystemView(a.SystemCode, a.SystemName ?? a.SystemCode, a.SystemLevel, a.OwnerCode ?? "", a.OwnerName ?? "");
}
