namespace HaiPhongSoc.Intake.Files;

/// <summary>A sliding view of a stream: grows only while one record needs it, up to a bound.</summary>
internal sealed class ByteWindow(Stream stream, int maxBytes)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Position in the stream of the first byte of <see cref="Bytes"/>.</summary>
    public long Position { get; private set; }

    public bool AtEnd { get; private set; }

    /// <summary>True when the window holds as much as it may.</summary>
    public bool IsFull => _end - _start >= maxBytes;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads more; false at the end of the stream or when full.</summary>
    public bool Fill()
    {
        if (AtEnd || IsFull)
            return false;
        if (_end == _buffer.Length)
            MakeRoom();
        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        AtEnd = count == 0;
        return count > 0;
    }

    public void Consume(int count)
    {
        _start += count;
        Position += count;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, Math.Max(maxBytes, _buffer.Length + 1L)));
    }
}
