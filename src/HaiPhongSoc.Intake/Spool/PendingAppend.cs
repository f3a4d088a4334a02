using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>Entries that somebody waits for to be durable.</summary>
internal sealed class PendingAppend(IReadOnlyList<SpoolEntry> entries, int size)
{
    private readonly TaskCompletionSource<EventId> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<SpoolEntry> Entries { get; } = entries;

    /// <summary>Bytes in the file.</summary>
    public int Size { get; } = size;

    /// <summary>The id of the first entry, once the flush that covers all of them has returned.</summary>
    public Task<EventId> Durable => _durable.Task;

    public void Complete(EventId first) => _durable.TrySetResult(first);

    public void Refuse(SpoolRefusal refusal, Exception? cause) => _durable.TrySetException(new SpoolRefusedException(refusal, cause));

    public void Cancel(CancellationToken cancellationToken) => _durable.TrySetCanceled(cancellationToken);
}
