using HaiPhongSoc.Intake.Spool.FilePort;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// Walks the records of one segment in order. A stretch that is not as it was written is passed over byte by byte until a record stands there that is
/// whole and whose offset can follow. Never gives out a record that differs from what was written (but for one chance in 2³² a place).
/// </summary>
internal sealed class SegmentCursor(ISpoolFile file, in SegmentHeader header)
{
    private const int WindowLength = 64 * 1024;

    private readonly uint _salt = header.Salt;
    private byte[] _window = [];
    private int _windowLength;
    private long _windowStart;

    /// <summary>Where the next record is looked for.</summary>
    public long Position { get; private set; } = SegmentHeader.Length;

    /// <summary>The offset after the last record that was given out.</summary>
    public long NextOffset { get; private set; } = header.FirstOffset;

    /// <summary>Bytes passed over so far because they hold no record.</summary>
    public long DamagedBytes { get; private set; }

    /// <summary>
    /// The next whole record that ends at or before <paramref name="limit"/>. Its bytes live as long as anybody holds <paramref name="buffer"/>. False at the end: then
    /// <see cref="Position"/> is where the last record ended, and what lies between there and the limit holds no record.
    /// </summary>
    public bool TryNext(long limit, out byte[] buffer, out int start, out RecordCodec.RecordLayout layout)
    {
        if (TryAt(Position, limit, NextOffset, out layout) || TryFind(limit, out layout))
        {
            (buffer, start) = (_window, (int)(Position - _windowStart));
            Position += layout.Size;
            NextOffset = layout.Offset + 1;
            return true;
        }

        (buffer, start) = ([], 0);
        return false;
    }

    private bool TryFind(long limit, out RecordCodec.RecordLayout layout)
    {
        for (var position = Position + 1; position + RecordCodec.SmallestRecord <= limit; position++)
        {
            var couldFollow = NextOffset + (position - Position) / RecordCodec.SmallestRecord;
            if (!TryAt(position, limit, couldFollow, out layout))
                continue;
            DamagedBytes += position - Position;
            Position = position;
            return true;
        }

        layout = default;
        return false;
    }

    private bool TryAt(long position, long limit, long highestOffset, out RecordCodec.RecordLayout layout)
    {
        layout = default;
        if (limit - position < RecordCodec.SmallestRecord || !Load(position, RecordCodec.SmallestRecord, limit))
            return false;

        var at = _window.AsSpan((int)(position - _windowStart), RecordCodec.SmallestRecord);
        var size = RecordCodec.ClaimedSize(at);
        var offset = RecordCodec.ClaimedOffset(at);
        return size > 0
            && size <= limit - position
            && offset >= NextOffset
            && offset <= highestOffset
            && Load(position, size, limit)
            && RecordCodec.TryDecode(_window.AsSpan((int)(position - _windowStart), size), _salt, out layout);
    }

    /// <summary>
    /// Makes the window hold so many bytes from that position. A new window each time it moves, because records that were given out still live in the old one; and
    /// never beyond the limit, because what lies there may still change.
    /// </summary>
    private bool Load(long position, int count, long limit)
    {
        if (position >= _windowStart && position + count <= _windowStart + _windowLength)
            return true;

        _window = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(count, WindowLength), limit - position));
        _windowStart = position;
        _windowLength = file.Read(_window, position);
        return _windowLength >= count;
    }
}
