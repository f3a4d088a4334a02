using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// One turn of the clock, in a transaction of its own. The scheduler calls it when it wakes, the start calls it once, a test's clock hops from one
/// answer to the next: all through this one door.
/// </summary>
internal sealed class DutyTick(IServiceScopeFactory scopes, OperationsDatabase store, OperationsFeed feed, DutyPlanned planned, AuditSwitch chain)
{
    /// <summary>Returns when the next turn is due, UTC microseconds.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var (next, made, facts) = await store.AloneAsync(TurnAsync, cancellationToken);
        if (made is not null)
            planned.Keep(made);
        feed.Tell(facts);
        return next;
    }

    private async Task<(long Next, DutyPlanned.Stamp? Made, IReadOnlyList<OperationsFact> Facts)> TurnAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        var book = scope.ServiceProvider.GetRequiredService<DutyBook>();
        var next = await book.TickAsync(cancellationToken);
        await AuditAsync(database, book.Told, scope.ServiceProvider.GetRequiredService<CityTime>().Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (next, book.Made, scope.ServiceProvider.GetRequiredService<FactsToTell>().Take());
    }

    private async Task AuditAsync(OperationsDbContext database, IReadOnlyList<(string Subject, Wording What)> told, long now, CancellationToken cancellationToken)
    {
        if (chain.IsOff || told.Count == 0)
            return;
        TurnEntries.Add(database, "duties.turn", told, now);
        await database.SaveChangesAsync(cancellationToken);
    }
}
