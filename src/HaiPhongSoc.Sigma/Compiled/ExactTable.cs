using System.Buffers.Binary;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Literals that are a whole value: one look for each value.</summary>
internal sealed class ExactTable
{
    private readonly HashBuckets<IndexEntry> _buckets;
    private readonly bool[] _lengths = new bool[Atom.MostBytes + 1];

    private ExactTable(IndexEntry[] entries)
    {
        _buckets = new HashBuckets<IndexEntry>([.. entries.Select(entry => (KeyOf(entry.Literal), entry))]);
        foreach (var entry in entries)
            _lengths[entry.Literal.Length] = true;
    }

    public static ExactTable? Of(IndexEntry[] entries) => entries.Length == 0 ? null : new ExactTable(entries);

    public void Find(ReadOnlySpan<byte> folded, CompiledMatcher matcher)
    {
        if (folded.Length >= _lengths.Length || !_lengths[folded.Length])
            return;
        foreach (var entry in _buckets.Of(KeyOf(folded)))
        {
            if (folded.SequenceEqual(entry.Literal))
                matcher.Found(entry);
        }
    }

    // Ends and length tell most values apart.
    private static uint KeyOf(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
        {
            var (start, end) = (BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]));
            var mixed = (start * 0x9E3779B97F4A7C15) ^ (end * 0xC2B2AE3D27D4EB4F) ^ (uint)text.Length;
            return (uint)(mixed >> 32) ^ (uint)mixed;
        }

        var key = (uint)text.Length;
        foreach (var letter in text)
            key = (key * 31) + letter;
        return key;
    }
}
