using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Overview;

/// <summary>Việc của tôi: what somebody outside the shift owes and by when, what is wrong with their systems, and whom to call.</summary>
public sealed record GetMyWork(Actor Actor) : IQuery<MyWork>;

/// <param name="DutiesAhead">Duties overdue or due within 30 days, nearest first, at most 20.</param>
/// <param name="DutiesOverdue">How many are overdue.</param>
/// <param name="DutiesDueSoon">How many fall due within 14 days, without those that are overdue.</param>
/// <param name="NextDutyDueAt">The nearest day of all that is still owed, UTC microseconds; null where nothing is.</param>
/// <param name="Systems">All systems within reach: those with findings first, then by level.</param>
/// <param name="NextSteps">By code of a system: what is to be done next until it stands in the register as the rules want it; none where nothing is.</param>
/// <param name="Findings">Open findings, worst first, at most 200.</param>
/// <param name="Incidents">Open incidents, worst first, at most 20; empty for roles that read none.</param>
/// <param name="OpenIncidents">How many there are.</param>
/// <param name="Tasks">Open tasks that are for the actor to do, nearest due first, at most 20.</param>
/// <param name="CentreContact">Whom to call at the centre at any hour, as configured; empty where nobody said.</param>
public sealed record MyWork(
    IReadOnlyList<DutyRow> DutiesAhead,
    long DutiesOverdue,
    long DutiesDueSoon,
    long? NextDutyDueAt,
    IReadOnlyList<SystemRow> Systems,
    IReadOnlyDictionary<string, SystemStep> NextSteps,
    IReadOnlyList<FindingView> Findings,
    IReadOnlyList<IncidentRow> Incidents,
    long OpenIncidents,
    IReadOnlyList<TaskAhead> Tasks,
    string CentreContact);

internal sealed class GetMyWorkHandler(OperationsDbContext database, RecordBook records, CityTime time, IOptions<OperationsOptions> options) : IRequestHandler<GetMyWork, Outcome<MyWork>>
{
    private const int MostIncidents = 20;
    private const int MostAhead = 20;

    public async Task<Outcome<MyWork>> Handle(GetMyWork request, CancellationToken cancellationToken)
    {
        var owed = database.Duties.Where(d => d.State <= DutyState.Overdue);
        var (month, fortnight) = (time.Now + TimeSpan.FromDays(30).Microseconds(), time.Now + TimeSpan.FromDays(14).Microseconds());
        var ahead = await owed.Where(d => d.DueAt < month).OrderBy(d => d.DueAt).ThenBy(d => d.Id).Take(MostAhead).ToListAsync(cancellationToken);
        // The same people, another right: what the role may not read elsewhere it does not read here.
        var open = PermissionTable.May<ListIncidents>(request.Actor)
            ? database.Incidents.Where(i => i.State != IncidentState.Closed)
            : database.Incidents.Where(_ => false);
        var worst = await open.OrderByDescending(i => i.Severity).ThenByDescending(i => i.OpenedAt).Take(MostIncidents).ToListAsync(cancellationToken);
        var systems = await database.Systems.Include(s => s.Assets).ToListAsync(cancellationToken);
        return new MyWork(
            ahead.ConvertAll(DutyRows.Of),
            await owed.LongCountAsync(d => d.State == DutyState.Overdue, cancellationToken),
            await owed.LongCountAsync(d => d.State != DutyState.Overdue && d.DueAt < fortnight, cancellationToken),
            await owed.MinAsync(d => (long?)d.DueAt, cancellationToken),
            await RowsAsync(systems, cancellationToken),
            await NextStepsAsync(systems, cancellationToken),
            await FindingRows.OpenAsync(database, cancellationToken),
            await IncidentRows.Async(database, worst, cancellationToken),
            await open.LongCountAsync(cancellationToken),
            await TasksAsync(open, request.Actor, cancellationToken),
            options.Value.CentreContact);
    }

    private async Task<Dictionary<string, SystemStep>> NextStepsAsync(List<SystemRecord> systems, CancellationToken cancellationToken)
    {
        var missing = await records.MissingAsync(systems, cancellationToken);
        return systems.Select(s => (s.Code, Steps: SystemSteps.Of(s, missing[s.Code], time.Now))).Where(s => s.Steps.Count > 0)
            .ToDictionary(s => s.Code, s => s.Steps[0], StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<SystemRow>> RowsAsync(List<SystemRecord> systems, CancellationToken cancellationToken)
    {
        var rows = await SystemRows.Async(database, systems, cancellationToken);
        return [.. rows.OrderByDescending(s => s.OpenFindings > 0).ThenByDescending(s => s.Level).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<TaskAhead>> TasksAsync(IQueryable<IncidentRecord> open, Actor actor, CancellationToken cancellationToken)
    {
        // Owners and operators answer for what the playbook asks of owners; responders for their own.
        List<string> mine = [.. actor.Roles];
        if (actor.Is(RoleNames.Operator))
            mine.Add(RoleNames.SystemOwner);
        var tasks = await database.IncidentTasks.Where(t => t.DoneAt == null && mine.Contains(t.Role))
            .Join(open, t => t.IncidentId, i => i.Id, (t, i) => new { Task = t, Incident = i })
            .OrderBy(x => x.Task.DueAt).Take(MostAhead)
            .ToListAsync(cancellationToken);
        return tasks.ConvertAll(x => new TaskAhead(x.Incident.Number, x.Incident.Title, IncidentRows.Of(x.Task)));
    }
}
