using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>
/// One turn: takes what the tracker heard, writes it down, opens and closes findings, all in one transaction of its own; says it in the histories, on the
/// audit chain and to the feed. The worker turns it by the clock, a test by hand: all through this one door.
/// </summary>
internal sealed class FindingSweep(IServiceScopeFactory scopes, OperationsDatabase store, OperationsFeed feed, PresenceTracker tracker, AuditSwitch chain, CityTime time)
    : IDisposable
{
    private const int KeysAtOnce = 500;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private DateOnly _prunedOn;

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Before the corridor starts: what it replays was counted already.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var offset in await scope.ServiceProvider.GetRequiredService<OperationsDbContext>().HeardOffsets.AsNoTracking().ToListAsync(cancellationToken))
            tracker.Skip(offset.Partition, offset.Offset);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var ground = await GroundAsync(cancellationToken);
            var taken = tracker.Take();
            try
            {
                feed.Tell(await store.AloneAsync(ct => TurnAsync(taken, ground, ct), cancellationToken));
            }
            catch
            {
                tracker.GiveBack(taken);
                throw;
            }

            Telemetry.PresenceLeftOut.Add(taken.LeftOut);
            await PruneAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<FindingGround> GroundAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GroundReader>().ReadAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<OperationsFact>> TurnAsync(PresenceTaken taken, FindingGround ground, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var book = scope.ServiceProvider.GetRequiredService<HeardBook>();
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        await book.WriteAsync(taken, cancellationToken);
        var voices = await book.VoicesAsync(StandingCauses.Expected(ground), cancellationToken);
        var known = await database.Findings.Where(f => f.ClosedAt == null).ToListAsync(cancellationToken);
        var open = known.Select(f => f.CauseKey).ToHashSet(StringComparer.Ordinal);
        List<Cause> seen = [.. Cause.Of(taken)];
        var standing = StandingCauses.Of(ground, voices, open);
        foreach (var keys in seen.Concat(standing).Select(c => c.Key).Where(k => !open.Contains(k)).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
            known.AddRange(await database.Findings.Where(f => keys.Contains(f.CauseKey)).ToListAsync(cancellationToken));

        var plan = new FindingPlan(known, ground);
        plan.Turn(seen, standing, voices.ListeningSince);
        database.AddRange(plan.Added);
        var told = FindingTales.Of(plan.Told);
        foreach (var (subject, what) in told.Where(t => t.Subject.Length > 0))
            database.Add(HistoryRecord.Of(subject, ground.Now, Actor.Program, what));
        if (!chain.IsOff)
            TurnEntries.Add(database, "findings.turn", told, ground.Now);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Telemetry.FindingsLeftOut.Add(plan.LeftOut);
        return plan.Told.Count == 0 ? [] : [new FindingsChanged(ground.Now)];
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.Now);
        if (_prunedOn == today)
            return;
        await store.AloneAsync(
            async ct =>
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<HeardBook>().PruneAsync(ct);
                return true;
            },
            cancellationToken);
        _prunedOn = today;
    }
}
