using System.Buffers.Binary;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>DuckDB's and Parquet's UUID is a 128-bit number that sorts by its bytes; it carries the addresses.</summary>
internal static class AddressGuid
{
    public static Guid From(UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new Guid(bytes, bigEndian: true);
    }
}
