using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>System records as the console reads them, with what hangs on them: six queries whatever their number.</summary>
internal static class SystemRows
{
    public static async Task<IReadOnlyList<SystemRow>> Async(
        OperationsDbContext database, IReadOnlyList<SystemRecord> systems, CancellationToken cancellationToken)
    {
        var codes = systems.Select(s => s.Code).ToList();
        var names = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var alerts = await database.Alerts
            .Where(a => a.OpenMark == 1 && a.Origin != AlertOrigin.Finding && codes.Contains(a.SystemCode!))
            .GroupBy(a => a.SystemCode!)
            .Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var findings = await database.Findings
            .Where(f => f.ClosedAt == null && codes.Contains(f.SystemCode!))
            .GroupBy(f => f.SystemCode!)
            .Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        // From the few open incidents to their alerts. In one question the database would begin with all alerts that the systems ever had.
        var open = await database.Incidents.Where(i => i.OpenMark == 1).Select(i => i.Id).ToListAsync(cancellationToken);
        var incidents = await database.Alerts
            .Where(a => a.IncidentId != null && open.Contains(a.IncidentId.Value))
            .Select(a => new { a.SystemCode, a.IncidentId })
            .Distinct()
            .GroupBy(a => a.SystemCode ?? "")
            .Select(g => new { Code = g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Code, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var duties = await database.Duties
            .Where(d => d.SystemCode != null && codes.Contains(d.SystemCode) && d.State <= DutyState.Overdue)
            .GroupBy(d => d.SystemCode!)
            .Select(g => new { Code = g.Key, Next = g.Min(d => d.DueAt) })
            .ToDictionaryAsync(g => g.Code, g => g.Next, StringComparer.Ordinal, cancellationToken);
        return [.. systems.Select(s => new SystemRow(
            s.Code,
            s.Name,
            s.EffectiveLevel,
            s.ApprovedLevel is not null,
            s.Status,
            s.MayBeInUse,
            s.HasRealData,
            s.OwnerCode,
            names[s.OwnerCode],
            s.OperatorCode is { } unit ? names.GetValueOrDefault(unit, unit) : null,
            s.Assets.Count,
            findings.GetValueOrDefault(s.Code),
            alerts.GetValueOrDefault(s.Code),
            incidents.GetValueOrDefault(s.Code),
            duties.TryGetValue(s.Code, out var next) ? next : null,
            s.ChangedAt))];
    }
}
