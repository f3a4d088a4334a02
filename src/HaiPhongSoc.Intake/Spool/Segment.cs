namespace HaiPhongSoc.Intake.Spool;

/// <summary>One segment file as the running spool knows it. Only the committer changes it; readers see what is durable.</summary>
internal sealed class Segment(SegmentHeader header, bool readable)
{
    private long _length = SegmentHeader.Length;
    private long _nextOffset = header.FirstOffset;

    public SegmentHeader Header { get; } = header;

    /// <summary>False where both copies of the head are damaged: nothing in it can be proved to be as it was written.</summary>
    public bool Readable { get; } = readable;

    public long FirstOffset => Header.FirstOffset;

    public string Name => Header.FileName;

    /// <summary>How much of the file is durable.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The offset after its last durable record.</summary>
    public long NextOffset => Volatile.Read(ref _nextOffset);

    public bool HasRecords => NextOffset > FirstOffset;

    /// <summary>Length first: a reader that sees the offset finds the bytes.</summary>
    public void Advance(long length, long nextOffset)
    {
        Volatile.Write(ref _length, length);
        Volatile.Write(ref _nextOffset, nextOffset);
    }
}
