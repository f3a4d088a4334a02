using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Permissions;

namespace HaiPhongSoc.Web.Search;

/// <summary>
/// The event store as an actor may read it: every question is asked within the reach that the permission table gives; who may not read at all finds
/// nothing. Pages and routes read events through here and never from <see cref="IEventStore"/>: a test holds them to it.
/// </summary>
internal sealed class EventReading(IEventStore store, IOperations operations)
{
    /// <summary>What the store holds; counts only.</summary>
    public StoreState State => store.State;

    public async Task<EventStore.SearchPage> SearchAsync(Actor actor, SearchRequest request, CancellationToken cancellationToken) =>
        await store.SearchAsync(request with { Systems = await ReachAsync(actor, cancellationToken) }, cancellationToken);

    public async Task<long> CountAsync(Actor actor, EventQuery query, CancellationToken cancellationToken) =>
        await store.CountAsync(query with { Systems = await ReachAsync(actor, cancellationToken) }, cancellationToken);

    public async Task<IReadOnlyList<HistogramBucket>> HistogramAsync(Actor actor, EventQuery query, int buckets, CancellationToken cancellationToken) =>
        await store.HistogramAsync(query with { Systems = await ReachAsync(actor, cancellationToken) }, buckets, cancellationToken);

    public async Task<IReadOnlyList<ValueCount>> TopAsync(Actor actor, EventQuery query, string field, int count, CancellationToken cancellationToken) =>
        await store.TopAsync(query with { Systems = await ReachAsync(actor, cancellationToken) }, field, count, cancellationToken);

    public async Task<IReadOnlyList<StoredEvent>> GetManyAsync(Actor actor, IReadOnlyList<EventId> ids, CancellationToken cancellationToken)
    {
        var systems = await ReachAsync(actor, cancellationToken);
        var found = await store.GetManyAsync(ids, cancellationToken);
        return systems is null ? found : [.. found.Where(e => e.System is { } system && systems.Contains(system.Code, StringComparer.Ordinal))];
    }

    /// <summary>How many events came: a figure for the wall, which reads none of them.</summary>
    public async Task<long?> BoardCountAsync(Actor actor, long from, long to, CancellationToken cancellationToken) =>
        PermissionTable.ExtentOf(actor, typeof(GetBoard)) == Extent.City ? await store.CountAsync(new EventQuery { From = from, To = to }, cancellationToken) : null;

    /// <summary>Which systems were heard in the range: codes for the wall, which reads no event.</summary>
    public async Task<IReadOnlySet<string>?> BoardHeardAsync(Actor actor, long from, long to, CancellationToken cancellationToken) =>
        PermissionTable.ExtentOf(actor, typeof(GetBoard)) != Extent.City
            ? null
            : (await store.TopAsync(new EventQuery { From = from, To = to }, "soc.system", 1_000, cancellationToken)).Select(top => top.Value).ToHashSet(StringComparer.Ordinal);

    // Null: all; empty: none.
    private async Task<IReadOnlyList<string>?> ReachAsync(Actor actor, CancellationToken cancellationToken)
    {
        var reach = await operations.SendAsync(new SearchEvents(actor), cancellationToken);
        if (!reach.IsSuccess)
            return [];
        return reach.Value.Everything ? null : reach.Value.Systems;
    }
}
