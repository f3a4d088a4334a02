using System.Buffers.Binary;
using System.Numerics;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Literals anywhere in a value. Each stands under one run of four bytes of it, the one that fewest others have; a value is walked once, and at each place one bit
/// tells whether any literal has these four bytes.
/// </summary>
internal sealed class GramTable
{
    public const int Length = 4;

    // A place in a value is compared with so many literals at most, so that no set of rules makes the walk more than linear.
    private const int MostUnderOneGram = 64;

    private readonly ulong[] _bits;
    private readonly int _shift;
    private readonly HashBuckets _buckets;
    private readonly int[] _offsets;
    private readonly int _firstEntry;

    private GramTable(List<(IndexEntry Entry, int Offset)> placed)
    {
        var bits = Math.Clamp(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)placed.Count)) + 5, 10, 20);
        _shift = 32 - bits;
        _bits = new ulong[1 << (bits - 6)];
        _buckets = new HashBuckets([.. placed.Select(p => (GramAt(p.Entry.Literal, p.Offset), p.Entry))]);
        _firstEntry = placed.Min(p => p.Entry.Number);
        _offsets = new int[placed.Max(p => p.Entry.Number) - _firstEntry + 1];
        foreach (var (entry, offset) in placed)
        {
            _offsets[entry.Number - _firstEntry] = offset;
            var hash = HashBuckets.Spread(GramAt(entry.Literal, offset)) >> _shift;
            _bits[hash >> 6] |= 1UL << (int)(hash & 63);
        }
    }

    /// <param name="crowded">Entries that found no place.</param>
    public static GramTable? Of(IndexEntry[] entries, out List<IndexEntry> crowded)
    {
        crowded = [];
        var having = new Dictionary<uint, int>();
        foreach (var gram in entries.SelectMany(entry => GramsOf(entry.Literal).Distinct()))
            having[gram] = having.GetValueOrDefault(gram) + 1;

        var under = new Dictionary<uint, int>();
        var placed = new List<(IndexEntry, int)>(entries.Length);
        foreach (var entry in entries)
        {
            var (best, least) = (-1, double.MaxValue);
            for (var offset = 0; offset + Length <= entry.Literal.Length; offset++)
            {
                var gram = GramAt(entry.Literal, offset);
                var cost = (having[gram] + under.GetValueOrDefault(gram)) * Commonness(entry.Literal.AsSpan(offset, Length));
                if (cost < least && under.GetValueOrDefault(gram) < MostUnderOneGram)
                    (best, least) = (offset, cost);
            }

            if (best < 0)
            {
                crowded.Add(entry);
                continue;
            }

            placed.Add((entry, best));
            var chosen = GramAt(entry.Literal, best);
            under[chosen] = under.GetValueOrDefault(chosen) + 1;
        }

        return placed.Count == 0 ? null : new GramTable(placed);
    }

    public void Find(ReadOnlySpan<byte> folded, CompiledMatcher matcher)
    {
        if (folded.Length < Length)
            return;
        var bits = _bits;
        var shift = _shift;
        var gram = BinaryPrimitives.ReadUInt32LittleEndian(folded) << 8;
        for (var end = Length - 1; end < folded.Length; end++)
        {
            gram = (gram >> 8) | ((uint)folded[end] << 24);
            var hash = HashBuckets.Spread(gram) >> shift;
            if ((bits[hash >> 6] & (1UL << (int)(hash & 63))) != 0)
                Compare(folded, end - Length + 1, gram, matcher);
        }
    }

    private void Compare(ReadOnlySpan<byte> folded, int at, uint gram, CompiledMatcher matcher)
    {
        foreach (var entry in _buckets.Of(gram))
        {
            if (matcher.HasFound(entry))
                continue;
            var start = at - _offsets[entry.Number - _firstEntry];
            if (start >= 0 && folded[start..].StartsWith(entry.Literal))
                matcher.Found(entry);
        }
    }

    // Letters and blanks are what logs mostly consist of; paths are full of backslashes.
    private static double Commonness(ReadOnlySpan<byte> gram)
    {
        var sum = 1.0;
        foreach (var letter in gram)
            sum += letter is (>= (byte)'a' and <= (byte)'z') or (byte)' ' ? 3 : letter is (byte)'\\' or (byte)'.' or (byte)'0' ? 2 : 1;
        return sum;
    }

    private static uint GramAt(byte[] literal, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(literal.AsSpan(offset));

    private static IEnumerable<uint> GramsOf(byte[] literal)
    {
        for (var offset = 0; offset + Length <= literal.Length; offset++)
            yield return GramAt(literal, offset);
    }
}
