using System.Buffers.Binary;
using System.Text;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// One record of a segment, little-endian:
/// <code>
/// length        4  of the body
/// sum           4  CRC-32C of length and body, seeded with the segment's salt
/// body:
///   offset      8
///   received    8  UTC microseconds
///   origin      2  length of the origin block
///   fault       1  length of the fault code; 0 = none
///   reserved    1  0
///   origin block   transport (1), then source id, realm, peer, each with its length before it (1)
///   fault code     ASCII
///   payload        the rest
/// </code>
/// </summary>
internal static class RecordCodec
{
    public const int PrefixLength = 8;

    /// <summary>No record is smaller: the bound on how many can stand in a stretch of bytes.</summary>
    public const int SmallestRecord = PrefixLength + FixedLength + SpoolOrigin.SmallestEncoded;

    /// <summary>No payload is larger; a length beyond it is damage.</summary>
    public const int LargestPayload = 16 * 1024 * 1024;

    private const int FixedLength = 20;
    private const int LargestBody = LargestPayload + FixedLength + ushort.MaxValue + byte.MaxValue;

    public static int SizeOf(in SpoolEntry entry) =>
        PrefixLength + FixedLength + entry.Origin.Encoded.Length + (entry.FaultCode?.Length ?? 0) + entry.Payload.Length;

    /// <summary>Writes one record and returns its size; the target is at least <see cref="SizeOf"/> long.</summary>
    public static int Encode(in SpoolEntry entry, long offset, uint salt, Span<byte> target)
    {
        var origin = entry.Origin.Encoded;
        var faultLength = entry.FaultCode?.Length ?? 0;
        var size = SizeOf(entry);
        BinaryPrimitives.WriteInt32LittleEndian(target, size - PrefixLength);
        var body = target[PrefixLength..size];
        BinaryPrimitives.WriteInt64LittleEndian(body, offset);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], entry.ReceivedAt);
        BinaryPrimitives.WriteUInt16LittleEndian(body[16..], (ushort)origin.Length);
        body[18] = (byte)faultLength;
        body[19] = 0;
        origin.CopyTo(body[FixedLength..]);
        if (faultLength > 0)
            Encoding.ASCII.GetBytes(entry.FaultCode, body[(FixedLength + origin.Length)..]);
        entry.Payload.Span.CopyTo(body[(FixedLength + origin.Length + faultLength)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Sum(target[..size], salt));
        return size;
    }

    /// <summary>The size that the record at the start claims, as far as it can be one; 0 where it cannot.</summary>
    public static int ClaimedSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PrefixLength)
            return 0;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return length is < SmallestRecord - PrefixLength or > LargestBody ? 0 : PrefixLength + length;
    }

    /// <summary>Reads the record that fills the bytes; false where any of it is not as it was written.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> record, uint salt, out RecordLayout layout)
    {
        layout = default;
        if (record.Length < SmallestRecord
            || ClaimedSize(record) != record.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) != Sum(record, salt))
        {
            return false;
        }

        var body = record[PrefixLength..];
        var originLength = BinaryPrimitives.ReadUInt16LittleEndian(body[16..]);
        var headLength = FixedLength + originLength + body[18];
        if (headLength > body.Length)
            return false;

        layout = new RecordLayout(
            BinaryPrimitives.ReadInt64LittleEndian(body),
            BinaryPrimitives.ReadInt64LittleEndian(body[8..]),
            originLength,
            body[18],
            record.Length);
        return true;
    }

    /// <summary>The offset that the record at the start claims, unproved.</summary>
    public static long ClaimedOffset(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes[PrefixLength..]);

    private static uint Sum(ReadOnlySpan<byte> record, uint salt) =>
        Crc32C.Of(record[PrefixLength..], Crc32C.Of(record[..sizeof(int)], salt));

    /// <summary>Where the parts of a decoded record stand.</summary>
    internal readonly record struct RecordLayout(long Offset, long ReceivedAt, int OriginLength, int FaultLength, int Size)
    {
        public const int OriginStart = PrefixLength + FixedLength;

        public int FaultStart => OriginStart + OriginLength;

        public int PayloadStart => FaultStart + FaultLength;
    }
}
