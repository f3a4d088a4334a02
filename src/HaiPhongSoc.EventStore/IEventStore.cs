using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore;

/// <summary>
/// Keeps events and finds them again. Append is called by one writer; everything else may be called by many at once.
/// An event that <see cref="AppendAsync"/> has returned for is found by every search that starts afterwards, exactly once, also while segments are being sealed.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Takes events in spool order. Idempotent: an event at or below the highest known offset of its partition is ignored, so that a replay
    /// from the spool's first record does no harm. Not durable by itself: durable is what <see cref="SealedOffset"/> covers; the spool holds the rest.
    /// </summary>
    Task AppendAsync(IReadOnlyList<LogEvent> batch, CancellationToken cancellationToken);

    /// <summary>Every event of the partition at or below this offset is in durable sealed segments (or was deleted by retention); −1 where none is. The spool may be trimmed up to it, not beyond.</summary>
    long SealedOffset(int partition);

    /// <summary>Newest first, by event time, then by id.</summary>
    Task<SearchPage> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>How many events the query finds in the range. This, the histogram and the top values fail with <see cref="TimeoutException"/> after <see cref="EventStoreOptions.SearchTimeLimit"/>.</summary>
    Task<long> CountAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>Counts over time in <paramref name="buckets"/> (1–1,000) equal steps of the query's range; empty buckets are given too.</summary>
    Task<IReadOnlyList<HistogramBucket>> HistogramAsync(EventQuery query, int buckets, CancellationToken cancellationToken);

    /// <summary>
    /// The most frequent values of a field (ECS or original name), most frequent first, then by value; values are told apart as they were written. An event
    /// counts once for each of its distinct values.
    /// </summary>
    Task<IReadOnlyList<ValueCount>> TopAsync(EventQuery query, string field, int count, CancellationToken cancellationToken);

    /// <summary>One event, or null where it is not (or no longer) in the store.</summary>
    Task<StoredEvent?> GetAsync(EventId id, CancellationToken cancellationToken);

    /// <summary>Those of the ids that are in the store, in the order asked for; at most 1,000 ids a call.</summary>
    Task<IReadOnlyList<StoredEvent>> GetManyAsync(IReadOnlyList<EventId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes whole sealed segments whose newest receipt is older than their class's retention (<see cref="EventStoreOptions.RetentionDays"/>) at
    /// <paramref name="now"/> (UTC µs). The store also does so by itself every hour.
    /// </summary>
    Task<RetentionResult> RetainAsync(long now, CancellationToken cancellationToken);

    /// <summary>Seals what is open, so that <see cref="SealedOffset"/> covers every appended event. Called on a clean stop.</summary>
    Task SealAsync(CancellationToken cancellationToken);

    /// <summary>What the store holds now; cheap.</summary>
    StoreState State { get; }

    /// <summary>The host says here how much of the spool it still has to replay into the store (0 when done); shown in <see cref="State"/>.</summary>
    void ReportReplay(long eventsLeft);
}
