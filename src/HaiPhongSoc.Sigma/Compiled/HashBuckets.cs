using System.Numerics;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Entries by a 32-bit key, in one array a bucket. What a bucket gives still has to be compared.</summary>
internal sealed class HashBuckets
{
    private static readonly IndexEntry[] None = [];

    private readonly IndexEntry[][] _buckets;
    private readonly int _shift;

    public HashBuckets(IReadOnlyCollection<(uint Key, IndexEntry Entry)> entries)
    {
        var bits = Math.Clamp(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)entries.Count)) + 2, 4, 24);
        _shift = 32 - bits;
        _buckets = new IndexEntry[1 << bits][];
        Array.Fill(_buckets, None);
        foreach (var bucket in entries.GroupBy(pair => Spread(pair.Key) >> _shift))
            _buckets[bucket.Key] = [.. bucket.Select(pair => pair.Entry)];
    }

    public IndexEntry[] Of(uint key) => _buckets[Spread(key) >> _shift];

    public static uint Spread(uint key) => key * 0x9E3779B1;
}
