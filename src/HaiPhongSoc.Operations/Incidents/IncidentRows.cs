using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>Incident records as the console reads them.</summary>
internal static class IncidentRows
{
    /// <summary>Rows in the order of <paramref name="incidents"/>, with what must be gathered from alerts, tasks and clocks: four queries a page.</summary>
    public static async Task<IReadOnlyList<IncidentRow>> Async(
        OperationsDbContext database, IReadOnlyList<IncidentRecord> incidents, CancellationToken cancellationToken)
    {
        var ids = incidents.Select(i => (long?)i.Id).ToList();
        var systems = await database.Alerts
            .Where(a => ids.Contains(a.IncidentId))
            .GroupBy(a => new { a.IncidentId, a.SystemCode, a.SystemName, a.SystemLevel, a.OwnerCode, a.OwnerName })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var tasks = await database.IncidentTasks
            .Where(t => ids.Contains(t.IncidentId))
            .GroupBy(t => new { t.IncidentId, IsDone = t.DoneAt != null })
            .Select(g => new { g.Key.IncidentId, g.Key.IsDone, Count = g.Count(), Next = g.Min(t => t.DueAt) })
            .ToListAsync(cancellationToken);
        var clocks = await database.IncidentClocks
            .Where(c => ids.Contains(c.IncidentId) && c.Running && c.DoneAt == null)
            .GroupBy(c => c.IncidentId)
            .Select(g => new { IncidentId = g.Key, Next = g.Min(c => c.DueAt) })
            .ToListAsync(cancellationToken);
        return [.. incidents.Select(i => new IncidentRow(
            i.Id,
            i.Number,
            i.Version,
            i.Title,
            i.Severity,
            i.State,
            i.Verdict,
            [
                .. systems.Where(s => s.Key.IncidentId == i.Id && s.Key.SystemCode is not null)
                    .GroupBy(s => s.Key.SystemCode!, StringComparer.Ordinal)
                    .Select(g => g.MaxBy(s => s.Key.SystemLevel)!.Key)
                    .OrderByDescending(s => s.SystemLevel).ThenBy(s => s.SystemCode, StringComparer.Ordinal)
                    .Select(s => new SystemView(s.SystemCode!, s.SystemName ?? "", s.SystemLevel, s.OwnerCode ?? "", s.OwnerName ?? "")),
            ],
            i.AssigneeId,
            i.AssigneeName,
            i.DetectedAt,
            i.OpenedAt,
            i.ChangedAt,
            systems.Where(s => s.Key.IncidentId == i.Id).Sum(s => s.Count),
            tasks.Where(t => t.IncidentId == i.Id && !t.IsDone).Sum(t => t.Count),
            tasks.Where(t => t.IncidentId == i.Id && t.IsDone).Sum(t => t.Count),
            i.State == IncidentState.Closed ? null : Earliest(
                tasks.Where(t => t.IncidentId == i.Id && !t.IsDone).Select(t => (long?)t.Next).Min(),
                clocks.Where(c => c.IncidentId == i.Id).Select(c => (long?)c.Next).Min()),
            i.Restricted))];
    }

    public static IncidentTaskView Of(IncidentTask t) => new(
        t.Id, t.Version, t.Phase, t.Title, t.Guide, t.Role, t.Mandatory, t.NeedsApproval, t.DueAt, t.DoneAt is not null, t.DoneAt, t.DoneBy, t.Result, t.PlaybookId);

    public static IncidentClockView Of(IncidentClock c) => new(
        c.Id, c.ClockId, c.Title, c.AppliesWhen, c.Condition, c.Recipients, c.Basis, c.Confidence, c.Running, c.DueAt, c.DoneAt, c.DoneBy);

    private static long? Earliest(long? a, long? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        _ => Math.Min(a.Value, b.Value),
    };
}
