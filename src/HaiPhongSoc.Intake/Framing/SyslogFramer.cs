using System.Buffers;

namespace HaiPhongSoc.Intake.Framing;

/// <summary>
/// Finds records in a syslog byte stream (RFC 6587, RFC 5425). Which framing a record has is told frame by frame:
/// <code>
/// frame    = octets / line
/// octets   = count SP message       ; the message begins with "&lt;" (its PRI), count octets in all
/// count    = nonzero *7digit
/// line     = *octet delimiter       ; anything that is not the beginning of octets
/// delimiter = LF / NUL              ; CR before it belongs to it
/// </code>
/// Delimiters between frames and at a message's end are no part of it; an empty line is no record. A record longer than the bound is cut there and the rest of it is passed over, so
/// that no sender can make the buffer grow. How the stream is cut into pieces never changes the result. One instance a connection.
/// </summary>
internal sealed class SyslogFramer(int maxRecordBytes)
{
    private const int MaxCountDigits = 8;

    private static readonly SearchValues<byte> Delimiters = SearchValues.Create("\n\0"u8);
    private static readonly SearchValues<byte> Trailers = SearchValues.Create("\r\n\0"u8);

    private long _octetsToSkip;
    private bool _skipsLine;

    private enum Framing
    {
        NotYetKnown,
        Octets,
        Line,
    }

    /// <summary>A buffer of this size always has room for more when <see cref="TryNext"/> wants more.</summary>
    public static int LongestPartial(int maxRecordBytes) => maxRecordBytes + MaxCountDigits + 3;

    /// <summary>Bytes passed over because they stood beyond the bound of a record.</summary>
    public long DiscardedBytes { get; private set; }

    /// <summary>Inside the rest of a record that was too long.</summary>
    public bool IsSkipping => _skipsLine || _octetsToSkip > 0;

    /// <summary>
    /// The next record. False: more bytes are needed. In either case the first <paramref name="consumed"/> bytes are done with, and the frame lies within them.
    /// </summary>
    public bool TryNext(ReadOnlySpan<byte> bytes, out Frame frame, out int consumed)
    {
        frame = default;
        consumed = Skip(bytes);
        if (IsSkipping)
            return false;

        var begin = bytes[consumed..].IndexOfAnyExcept(Trailers);
        if (begin < 0)
        {
            consumed = bytes.Length;
            return false;
        }

        consumed += begin;
        var rest = bytes[consumed..];
        return Recognise(rest, out var count, out var headLength) switch
        {
            Framing.Octets => TryOctets(rest, count, headLength, out frame, ref consumed),
            Framing.Line => TryLine(rest, out frame, ref consumed),
            _ => false,
        };
    }

    /// <summary>What the end of the stream leaves: the bytes that <see cref="TryNext"/> did not consume.</summary>
    /// <param name="rest">Those bytes.</param>
    /// <param name="endFault">Why the end is not the sender's own, or null where it is: then a line without its delimiter is whole.</param>
    /// <param name="frame">The record as far as it came.</param>
    public bool TryFinish(ReadOnlySpan<byte> rest, string? endFault, out Frame frame)
    {
        frame = default;
        if (IsSkipping || rest.IsEmpty)
            return false;

        var start = Recognise(rest, out _, out var headLength) == Framing.Octets ? headLength : 0;
        var fault = endFault ?? (start > 0 ? FrameFaults.CutOff : null);
        var length = LengthWithoutTrailers(rest[start..]);
        if (length > maxRecordBytes)
        {
            DiscardedBytes += length - maxRecordBytes;
            (length, fault) = (maxRecordBytes, FrameFaults.TooLong);
        }

        frame = new Frame(start, length, fault);
        return length > 0;
    }

    private int Skip(ReadOnlySpan<byte> bytes)
    {
        if (_octetsToSkip > 0)
        {
            var skipped = (int)Math.Min(_octetsToSkip, bytes.Length);
            _octetsToSkip -= skipped;
            DiscardedBytes += skipped;
            return skipped;
        }

        if (!_skipsLine)
            return 0;

        var end = bytes.IndexOfAny(Delimiters);
        DiscardedBytes += end < 0 ? bytes.Length : end;
        _skipsLine = end < 0;
        return end < 0 ? bytes.Length : end + 1;
    }

    private bool TryOctets(ReadOnlySpan<byte> rest, int count, int headLength, out Frame frame, ref int consumed)
    {
        frame = default;
        var kept = Math.Min(count, maxRecordBytes);
        if (rest.Length - headLength < kept)
            return false;

        _octetsToSkip = count - kept;
        frame = count > kept
            ? new Frame(consumed + headLength, kept, FrameFaults.TooLong)
            : new Frame(consumed + headLength, LengthWithoutTrailers(rest.Slice(headLength, count)), null);
        consumed += headLength + kept;
        return true;
    }

    private bool TryLine(ReadOnlySpan<byte> rest, out Frame frame, ref int consumed)
    {
        frame = default;
        var window = rest[..Math.Min(rest.Length, maxRecordBytes + 2)];
        var end = window.IndexOfAny(Delimiters);
        if (end < 0 && window.Length < maxRecordBytes + 2)
            return false;

        if (end >= 0 && LengthWithoutTrailers(window[..end]) is var length && length <= maxRecordBytes)
        {
            frame = new Frame(consumed, length, null);
            consumed += end + 1;
            return true;
        }

        frame = new Frame(consumed, maxRecordBytes, FrameFaults.TooLong);
        consumed += maxRecordBytes;
        _skipsLine = true;
        return true;
    }

    private static int LengthWithoutTrailers(ReadOnlySpan<byte> message) => message.LastIndexOfAnyExcept(Trailers) + 1;

    private static Framing Recognise(ReadOnlySpan<byte> rest, out int count, out int headLength)
    {
        (count, headLength) = (0, 0);
        if (rest[0] is < (byte)'1' or > (byte)'9')
            return Framing.Line;

        var digits = 0;
        for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
        {
            if (digits == MaxCountDigits)
                return Framing.Line;
            count = count * 10 + (rest[digits] - '0');
        }

        headLength = digits + 1;
        if (digits == rest.Length)
            return Framing.NotYetKnown;
        if (rest[digits] != ' ')
            return Framing.Line;
        if (headLength == rest.Length)
            return Framing.NotYetKnown;
        return rest[headLength] == '<' ? Framing.Octets : Framing.Line;
    }
}
