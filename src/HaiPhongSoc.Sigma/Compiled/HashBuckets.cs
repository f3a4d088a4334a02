using System.Numerics;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Entries by a 32-bit key, in one array a bucket. What a bucket gives still has to be compared.</summary>
internal sealed class HashBuckets<T>
{
    private static readonly T[] None = [];

    private readonly T[][] _buckets;
    private readonly int _shift;

    public HashBuckets(IReadOnlyCollection<(uint Key, T Entry)> entries)
    {
        var bits = Math.Clamp(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)entries.Count)) + 2, 4, 24);
        _shift = 32 - bits;
        _buckets = new T[1 << bits][];
        Array.Fill(_buckets, None);
        foreach (var bucket in entries.GroupBy(pair => Hashes.Spread(pair.Key) >> _shift))
            _buckets[bucket.Key] = [.. bucket.Select(pair => pair.Entry)];
    }

    public T[] Of(uint key) => _buckets[Hashes.Spread(key) >> _shift];
}

/// <summary>Spreads the bits of a key, so that its upper ones can be used.</summary>
internal static class Hashes
{
    public static uint Spread(uint key) => key * 0x9E3779B1;
}
