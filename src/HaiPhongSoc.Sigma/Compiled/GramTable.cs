using System.Numerics;
using System.Runtime.InteropServices;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Literals anywhere in a value. A value is looked at only at every <c>stride</c>-th place, four bytes at a time, and one bit tells whether any literal has these four
/// bytes. So that none is missed, each literal stands under as many neighbouring runs of four as the stride is long: one of them falls on such a place wherever it is.
/// </summary>
internal sealed class GramTable
{
    public const int Length = 4;

    // A place in a value is compared with so many literals at most, so that no set of rules makes the walk more than linear.
    private const int MostUnderOneGram = 64;

    private readonly int _stride;
    private readonly ulong[] _bits;
    private readonly int _shift;
    private readonly HashBuckets<Place> _buckets;

    private GramTable(List<Place> places, int stride)
    {
        _stride = stride;
        var bits = Math.Clamp(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)places.Count)) + 5, 10, 20);
        _shift = 32 - bits;
        _bits = new ulong[1 << (bits - 6)];
        _buckets = new HashBuckets<Place>([.. places.Select(place => (GramAt(place.Entry.Literal, place.Offset), place))]);
        foreach (var place in places)
        {
            var hash = Hashes.Spread(GramAt(place.Entry.Literal, place.Offset)) >> _shift;
            _bits[hash >> 6] |= 1UL << (int)(hash & 63);
        }
    }

    /// <summary>Tables by stride: long literals allow a long one.</summary>
    /// <param name="crowded">Entries that found no place.</param>
    public static GramTable[] Of(IEnumerable<IndexEntry> entries, out List<IndexEntry> crowded)
    {
        var tables = new List<GramTable>();
        var byStride = entries.ToLookup(entry => entry.Literal.Length switch { >= 7 => 4, >= 5 => 2, _ => 1 });
        crowded = [];
        foreach (var stride in (ReadOnlySpan<int>)[4, 2, 1])
        {
            // Those that found no place at a longer stride need fewer neighbours free at a shorter one.
            IndexEntry[] left = [.. crowded, .. byStride[stride]];
            crowded = [];
            if (Placed(left, stride, crowded) is { Count: > 0 } places)
                tables.Add(new GramTable(places, stride));
        }

        return [.. tables];
    }

    public void Find(ReadOnlySpan<byte> folded, CompiledMatcher matcher)
    {
        var bits = _bits;
        var shift = _shift;
        for (var from = 0; from < Length && from < folded.Length; from += _stride)
        {
            var grams = MemoryMarshal.Cast<byte, uint>(folded[from..]);
            for (var i = 0; i < grams.Length; i++)
            {
                var hash = Hashes.Spread(grams[i]) >> shift;
                if ((bits[hash >> 6] & (1UL << (int)(hash & 63))) != 0)
                    Compare(folded, from + (i * Length), grams[i], matcher);
            }
        }
    }

    private void Compare(ReadOnlySpan<byte> folded, int at, uint gram, CompiledMatcher matcher)
    {
        foreach (var (entry, offset) in _buckets.Of(gram))
        {
            if (!matcher.HasFound(entry) && at >= offset && folded[(at - offset)..].StartsWith(entry.Literal))
                matcher.Found(entry);
        }
    }

    private static List<Place> Placed(IndexEntry[] entries, int stride, List<IndexEntry> crowded)
    {
        var having = new Dictionary<uint, int>();
        foreach (var gram in entries.SelectMany(entry => GramsOf(entry.Literal).Distinct()))
            having[gram] = having.GetValueOrDefault(gram) + 1;

        var under = new Dictionary<uint, int>();
        var places = new List<Place>(entries.Length * stride);
        foreach (var entry in entries)
        {
            var (best, least) = (-1, double.MaxValue);
            for (var start = 0; start + Length + stride - 1 <= entry.Literal.Length; start++)
            {
                var (cost, isFull) = (0.0, false);
                for (var offset = start; offset < start + stride; offset++)
                {
                    var gram = GramAt(entry.Literal, offset);
                    isFull |= under.GetValueOrDefault(gram) >= MostUnderOneGram;
                    cost += (having[gram] + under.GetValueOrDefault(gram)) * Commonness(entry.Literal.AsSpan(offset, Length));
                }

                if (cost < least && !isFull)
                    (best, least) = (start, cost);
            }

            if (best < 0)
            {
                crowded.Add(entry);
                continue;
            }

            for (var offset = best; offset < best + stride; offset++)
            {
                var gram = GramAt(entry.Literal, offset);
                places.Add(new Place(entry, offset));
                under[gram] = under.GetValueOrDefault(gram) + 1;
            }
        }

        return places;
    }

    // Letters and blanks are what logs mostly consist of; paths are full of backslashes.
    private static double Commonness(ReadOnlySpan<byte> gram)
    {
        var sum = 1.0;
        foreach (var letter in gram)
            sum += letter is (>= (byte)'a' and <= (byte)'z') or (byte)' ' ? 3 : letter is (byte)'\\' or (byte)'.' or (byte)'0' ? 2 : 1;
        return sum;
    }

    private static uint GramAt(byte[] literal, int offset) => MemoryMarshal.Read<uint>(literal.AsSpan(offset));

    private static IEnumerable<uint> GramsOf(byte[] literal)
    {
        for (var offset = 0; offset + Length <= literal.Length; offset++)
            yield return GramAt(literal, offset);
    }

    private readonly record struct Place(IndexEntry Entry, int Offset);
}
