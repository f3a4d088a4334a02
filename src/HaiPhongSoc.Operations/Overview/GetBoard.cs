using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Overview;

/// <summary>Bảng trực: figures for a wall that everybody in the room reads. It names no person, quotes no log, and leads nowhere.</summary>
public sealed record GetBoard(Actor Actor) : IQuery<BoardFigures>;

/// <param name="At">When these figures were taken, UTC microseconds.</param>
/// <param name="NearestClock">The running statutory clock that is due first; null where none runs.</param>
/// <param name="UrgentClocks">Clocks of which less than a quarter of their time is left, or none.</param>
/// <param name="WatchedSystems">Codes of systems of level 3 and above that are in operation: they must not be silent.</param>
public sealed record BoardFigures(
    long At,
    IReadOnlyDictionary<Severity, long> OpenIncidents,
    long UnassignedIncidents,
    long OpenAlerts,
    long UnassignedAlerts,
    BoardClock? NearestClock,
    long RunningClocks,
    long UrgentClocks,
    long TasksOverdue,
    IReadOnlyList<string> WatchedSystems);

/// <param name="IsUrgent">Less than a quarter of its time is left, or it is overdue.</param>
public sealed record BoardClock(string IncidentNumber, Wording Title, long DueAt, bool IsUrgent);

internal sealed class GetBoardHandler(OperationsDbContext database, CityTime time) : IRequestHandler<GetBoard, Outcome<BoardFigures>>
{
    public async Task<Outcome<BoardFigures>> Handle(GetBoard request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var open = database.Incidents.Where(i => i.OpenMark == 1);
        var bySeverity = await open.GroupBy(i => i.Severity).Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var clocks = await database.IncidentClocks.Where(c => c.Running && c.DoneAt == null)
            .Join(open, c => c.IncidentId, i => i.Id, (c, i) => new { i.Number, i.DetectedAt, c.DueAt, c.Title.Vi, c.Title.En })
            .OrderBy(c => c.DueAt)
            .ToListAsync(cancellationToken);
        var counts = await AlertCounter.CountAsync(database, request.Actor.AccountId, cancellationToken);
        var systems = await database.Systems.Where(s => s.Status == Register.SystemStatus.InOperation).ToListAsync(cancellationToken);
        return new BoardFigures(
            now,
            bySeverity,
            await open.LongCountAsync(i => i.AssigneeId == null, cancellationToken),
            counts.Open,
            counts.Unassigned,
            clocks.Count == 0 ? null : new BoardClock(clocks[0].Number, new Wording(clocks[0].Vi, clocks[0].En), clocks[0].DueAt, IsUrgent(clocks[0].DetectedAt, clocks[0].DueAt, now)),
            clocks.Count,
            clocks.Count(c => IsUrgent(c.DetectedAt, c.DueAt, now)),
            await database.IncidentTasks.Where(t => t.DoneAt == null && t.DueAt <= now).Join(open, t => t.IncidentId, i => i.Id, (t, i) => t.Id).LongCountAsync(cancellationToken),
            [.. systems.Where(s => s.EffectiveLevel >= 3).Select(s => s.Code)]);
    }

    internal static bool IsUrgent(long from, long due, long now) => due - now < (due - from) / 4;
}
