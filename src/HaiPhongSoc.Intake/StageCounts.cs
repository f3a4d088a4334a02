namespace HaiPhongSoc.Intake;

/// <summary>What went through one stage. Once the stage is idle, in = out + faulted + dropped.</summary>
public sealed class StageCounts
{
    private long _in;
    private long _out;
    private long _faulted;
    private long _dropped;
    private long _discardedBytes;

    internal StageCounts(string name) => Name = name;

    public string Name { get; }

    public long In => Volatile.Read(ref _in);

    public long Out => Volatile.Read(ref _out);

    /// <summary>Went on, with a fault; in the spool stage: refused, and known to the caller as such.</summary>
    public long Faulted => Volatile.Read(ref _faulted);

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Bytes beyond the longest record.</summary>
    public long DiscardedBytes => Volatile.Read(ref _discardedBytes);

    internal void AddIn(long count) => Interlocked.Add(ref _in, count);

    internal void AddOut(long count) => Interlocked.Add(ref _out, count);

    internal void AddFaulted(long count) => Interlocked.Add(ref _faulted, count);

    internal void AddDropped(long count) => Interlocked.Add(ref _dropped, count);

    internal void AddDiscardedBytes(long count) => Interlocked.Add(ref _discardedBytes, count);
}
