using System.Buffers.Binary;

namespace HaiPhongSoc.Events;

/// <summary>
/// The names that events had lately and what <see cref="FieldCatalogue.Find"/> said of them: events of a kind have the same names again and again. A fixed number of
/// places, so that names that a sender makes up push each other out. Not thread-safe.
/// </summary>
internal sealed class NameCache
{
    private const int Places = 2_048;
    private const int LongestName = 64;

    private readonly (byte[] Name, FieldId Id, int Known)[] _places = new (byte[], FieldId, int)[Places];

    public FieldId Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
            return FieldCatalogue.Find(name);
        ref var place = ref _places[PlaceOf(name)];
        var known = FieldCatalogue.Count;
        // A name that nobody had asked for may have been asked for since; an id never changes.
        if (place.Name is not null && name.SequenceEqual(place.Name) && (!place.Id.IsNone || place.Known == known))
            return place.Id;
        var id = FieldCatalogue.Find(name);
        place = (name.ToArray(), id, known);
        return id;
    }

    private static uint PlaceOf(ReadOnlySpan<byte> name)
    {
        var key = (ulong)name.Length;
        if (name.Length >= 8)
            key ^= (BinaryPrimitives.ReadUInt64LittleEndian(name) * 0x9E3779B97F4A7C15) ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        else
            key = Mixed(name);
        return (uint)((key * 0xC2B2AE3D27D4EB4F) >> 53);
    }

    private static ulong Mixed(ReadOnlySpan<byte> name)
    {
        var key = (ulong)name.Length;
        foreach (var letter in name)
            key = (key * 131) + letter;
        return key;
    }
}
