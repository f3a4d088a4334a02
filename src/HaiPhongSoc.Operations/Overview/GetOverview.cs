using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Overview;

/// <summary>Trực ca: what the person who comes in needs to see first.</summary>
public sealed record GetOverview(Actor Actor) : IQuery<ShiftOverview>;

/// <param name="OpenIncidents">By severity; all that are not closed.</param>
/// <param name="MyIncidents">Open ones assigned to the account, worst first, at most 10.</param>
/// <param name="UnassignedIncidents">Open ones that nobody took, worst first, at most 10.</param>
/// <param name="RunningClocks">Statutory clocks that run and are not met, nearest first, at most 20.</param>
/// <param name="TasksDue">Open tasks of open incidents, nearest due first, at most 20.</param>
/// <param name="DutiesAhead">Duties overdue or due within 30 days, nearest first, at most 20.</param>
public sealed record ShiftOverview(
    AlertCounts Alerts,
    IReadOnlyDictionary<Severity, long> OpenIncidents,
    IReadOnlyList<IncidentRow> MyIncidents,
    IReadOnlyList<IncidentRow> UnassignedIncidents,
    IReadOnlyList<ClockAhead> RunningClocks,
    IReadOnlyList<TaskAhead> TasksDue,
    IReadOnlyList<DutyRow> DutiesAhead,
    long OpenFindings,
    long Systems);

public sealed record ClockAhead(string IncidentNumber, Wording IncidentTitle, IncidentClockView Clock);

public sealed record TaskAhead(string IncidentNumber, Wording IncidentTitle, IncidentTaskView Task);

internal sealed class GetOverviewHandler(OperationsDbContext database, CityTime time) : IRequestHandler<GetOverview, Outcome<ShiftOverview>>
{
    private const int MostIncidents = 10;
    private const int MostAhead = 20;

    public async Task<Outcome<ShiftOverview>> Handle(GetOverview request, CancellationToken cancellationToken)
    {
        var open = database.Incidents.Where(i => i.OpenMark == 1);
        var bySeverity = await open.GroupBy(i => i.Severity).Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new ShiftOverview(
            await AlertCounter.CountAsync(database, request.Actor.AccountId, cancellationToken),
            bySeverity,
            await WorstAsync(open.Where(i => i.AssigneeId == request.Actor.AccountId), cancellationToken),
            await WorstAsync(open.Where(i => i.AssigneeId == null), cancellationToken),
            await ClocksAsync(open, cancellationToken),
            await TasksAsync(open, cancellationToken),
            await DutiesAsync(cancellationToken),
            await database.Findings.LongCountAsync(f => f.ClosedAt == null, cancellationToken),
            await database.Systems.LongCountAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<IncidentRow>> WorstAsync(IQueryable<IncidentRecord> incidents, CancellationToken cancellationToken)
    {
        var worst = await incidents.OrderByDescending(i => i.Severity).ThenByDescending(i => i.OpenedAt).Take(MostIncidents).ToListAsync(cancellationToken);
        return await IncidentRows.Async(database, worst, cancellationToken);
    }

    private async Task<IReadOnlyList<ClockAhead>> ClocksAsync(IQueryable<IncidentRecord> open, CancellationToken cancellationToken)
    {
        var clocks = await database.IncidentClocks.Where(c => c.Running && c.DoneAt == null)
            .Join(open, c => c.IncidentId, i => i.Id, (c, i) => new { Clock = c, Incident = i })
            .OrderBy(x => x.Clock.DueAt).Take(MostAhead)
            .ToListAsync(cancellationToken);
        return clocks.ConvertAll(x => new ClockAhead(x.Incident.Number, x.Incident.Title, IncidentRows.Of(x.Clock)));
    }

    private async Task<IReadOnlyList<TaskAhead>> TasksAsync(IQueryable<IncidentRecord> open, CancellationToken cancellationToken)
    {
        var tasks = await database.IncidentTasks.Where(t => t.DoneAt == null)
            .Join(open, t => t.IncidentId, i => i.Id, (t, i) => new { Task = t, Incident = i })
            .OrderBy(x => x.Task.DueAt).Take(MostAhead)
            .ToListAsync(cancellationToken);
        return tasks.ConvertAll(x => new TaskAhead(x.Incident.Number, x.Incident.Title, IncidentRows.Of(x.Task)));
    }

    private async Task<IReadOnlyList<DutyRow>> DutiesAsync(CancellationToken cancellationToken)
    {
        var until = time.Now + TimeSpan.FromDays(30).Microseconds();
        var duties = await database.Duties
            .Where(d => d.State <= DutyState.Overdue && d.DueAt < until)
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id).Take(MostAhead)
            .ToListAsync(cancellationToken);
        return duties.ConvertAll(DutyRows.Of);
    }
}
