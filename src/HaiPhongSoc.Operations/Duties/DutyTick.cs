using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// One turn of the clock, in a transaction of its own. The scheduler calls it when it wakes, the start calls it once, a test's clock hops from one
/// answer to the next: all through this one door.
/// </summary>
internal sealed class DutyTick(IServiceScopeFactory scopes, OperationsDatabase store, OperationsFeed feed)
{
    /// <summary>Returns when the next turn is due, UTC microseconds.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var (next, facts) = await store.AloneAsync(TurnAsync, cancellationToken);
        feed.Tell(facts);
        return next;
    }

    private async Task<(long Next, IReadOnlyList<OperationsFact> Facts)> TurnAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        var next = await scope.ServiceProvider.GetRequiredService<DutyBook>().TickAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (next, scope.ServiceProvider.GetRequiredService<FactsToTell>().Take());
    }
}
