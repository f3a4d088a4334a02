using System.Buffers.Binary;
using System.Numerics;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>CRC-32C (Castagnoli, RFC 3720 section 12.1), in hardware where there is some.</summary>
internal static class Crc32C
{
    /// <param name="bytes">What to sum.</param>
    /// <param name="seed">0, or the result of what went before. A secret seed makes a sum that a sender cannot forge inside a payload.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var crc = ~seed;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var single in bytes)
            crc = BitOperations.Crc32C(crc, single);
        return ~crc;
    }
}
