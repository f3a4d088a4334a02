namespace HaiPhongSoc.Intake.Files;

/// <summary>The unpacked side of a compressed stream, which stops with <see cref="InvalidDataException"/> where it grows beyond all reason.</summary>
internal sealed class BoundedExpansion(Stream inner, long packedBytes, LogFileOptions options) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _read += count;
        if (_read > options.MaxExpandedBytes
            || (_read > options.RatioFromBytes && _read / Math.Max(1, packedBytes) > options.MaxExpansionRatio))
        {
            throw new InvalidDataException($"unpacks to more than {options.MaxExpansionRatio} times its size: left out from here on");
        }

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
            inner.Dispose();
        base.Dispose(disposing);
    }
}
