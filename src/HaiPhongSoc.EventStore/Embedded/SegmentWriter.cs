using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Appends to the open segment of a partition. One caller at a time.</summary>
internal sealed class SegmentWriter(StoreDatabase database)
{
    private readonly EventRowWriter _rows = new();

    /// <summary>
    /// Appends events from <paramref name="start"/> on, of the segment's partition and above <paramref name="highest"/>, until the segment is full, in one
    /// transaction: all of them become visible or none.
    /// </summary>
    /// <returns>The index after the last event that was looked at.</returns>
    public int Append(OpenSegment segment, IReadOnlyList<LogEvent> batch, int start, ref long highest, EventStoreOptions limits)
    {
        var figures = new BatchFigures();
        var useAliases = segment.MayUseAliases;
        var connection = database.Rent();
        var (next, known) = (start, highest);
        try
        {
            StoreDatabase.Run(connection, "BEGIN");
            try
            {
                using (var appender = connection.CreateAppender(segment.Table))
                {
                    for (; next < batch.Count && batch[next].Id.Partition == segment.Partition; next++)
                    {
                        if (batch[next].Id.Offset <= known)
                            continue;
                        if (segment.Events + figures.Events >= limits.SealEvents || segment.Bytes + figures.Bytes >= limits.SealBytes)
                            break;
                        _rows.Write(appender, batch[next], useAliases, figures);
                        known = batch[next].Id.Offset;
                    }
                }

                if (figures.Events > 0)
                    segment.Announce(figures);
                StoreDatabase.Run(connection, "COMMIT");
            }
            catch
            {
                StoreDatabase.Run(connection, "ROLLBACK");
                throw;
            }
        }
        finally
        {
            database.Return(connection);
        }

        segment.Count(figures);
        highest = known;
        return next;
    }
}
