namespace HaiPhongSoc.Intake.Files;

/// <summary>A stream whose first bytes can be looked at before it is read.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head = new byte[4096];
    private readonly int _length;
    private int _given;

    public PeekedStream(Stream inner)
    {
        _inner = inner;
        _length = inner.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
    }

    /// <summary>The first 4 KiB, or all where there is less.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_given >= _length)
            return _inner.Read(buffer);
        var count = Math.Min(buffer.Length, _length - _given);
        _head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
