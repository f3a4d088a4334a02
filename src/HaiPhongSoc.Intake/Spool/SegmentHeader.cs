using System.Buffers.Binary;
using System.Globalization;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// The head of a segment file, little-endian, 48 bytes, written twice in a row so that one damaged copy costs nothing:
/// <code>
/// magic         8  "SOCSPOOL"
/// version       4  1
/// partition     4
/// first offset  8  of the first record; also the file's name, 20 digits, ".spool"
/// preceding     8  the offset after the last record that was known when the file was made; it differs from the first offset where a torn
///                  tail was cut: the offsets between were given to nobody who was told so, and are never used again
/// created at    8  UTC microseconds
/// salt          4  random; the seed of every record's sum, so that no payload can hold a forged record
/// sum           4  CRC-32C of the 44 bytes before
/// </code>
/// </summary>
internal readonly record struct SegmentHeader(int Partition, long FirstOffset, long Preceding, long CreatedAt, uint Salt)
{
    /// <summary>Both copies: the first record stands here.</summary>
    public const int Length = 2 * CopyLength;

    public const string Extension = ".spool";

    private const int CopyLength = 48;
    private const int SummedLength = CopyLength - sizeof(uint);
    private const uint Version = 1;

    private static ReadOnlySpan<byte> Magic => "SOCSPOOL"u8;

    public string FileName => NameOf(FirstOffset);

    public static string NameOf(long firstOffset) => string.Create(CultureInfo.InvariantCulture, $"{firstOffset:D20}{Extension}");

    /// <summary>The first offset that a file name tells, or false where it is no segment's.</summary>
    public static bool TryParseName(string name, out long firstOffset)
    {
        firstOffset = 0;
        return name.Length == 20 + Extension.Length
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, 20), NumberStyles.None, CultureInfo.InvariantCulture, out firstOffset);
    }

    public byte[] Encode()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Partition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), FirstOffset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Preceding);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), CreatedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40), Salt);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SummedLength), Crc32C.Of(bytes.AsSpan(0, SummedLength)));
        bytes.AsSpan(0, CopyLength).CopyTo(bytes.AsSpan(CopyLength));
        return bytes;
    }

    /// <summary>Reads whichever copy is whole. False where neither is, or where it is another version's or another segment's.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, long firstOffset, out SegmentHeader header) =>
        TryDecodeCopy(bytes, firstOffset, out header)
        || (bytes.Length >= CopyLength && TryDecodeCopy(bytes[CopyLength..], firstOffset, out header));

    private static bool TryDecodeCopy(ReadOnlySpan<byte> bytes, long firstOffset, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < CopyLength
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[SummedLength..]) != Crc32C.Of(bytes[..SummedLength])
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Version)
        {
            return false;
        }

        header = new SegmentHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]));
        return header.FirstOffset == firstOffset;
    }
}
