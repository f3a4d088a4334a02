using System.Buffers.Binary;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Parquet begins with PAR1 and ends with the footer, its length and PAR1 again (Parquet format specification, "File format").</summary>
internal static class ParquetFrame
{
    /// <summary>A cheap look: finds files that are cut, empty or something else, not a flipped bit inside.</summary>
    public static bool IsWhole(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        Span<byte> head = stackalloc byte[4];
        Span<byte> tail = stackalloc byte[8];
        if (length < 12 || RandomAccess.Read(file, head, 0) != 4 || RandomAccess.Read(file, tail, length - 8) != 8)
            return false;
        return head.SequenceEqual("PAR1"u8) && tail[4..].SequenceEqual("PAR1"u8) && BinaryPrimitives.ReadInt32LittleEndian(tail) is var footer and > 0 && footer <= length - 12;
    }
}
