namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Literals at the start of a value, or at its end: one step for each length that a literal's key has, whatever their number.</summary>
internal sealed class EdgeTable
{
    // Longer literals are found by what they have next to the edge, then compared whole.
    private const int LongestKey = 16;

    private readonly bool _fromEnd;
    private readonly HashBuckets<IndexEntry> _buckets;
    private readonly bool[] _lengths = new bool[LongestKey + 1];
    private readonly int _longest;

    private EdgeTable(IndexEntry[] entries, bool fromEnd)
    {
        _fromEnd = fromEnd;
        _buckets = new HashBuckets<IndexEntry>([.. entries.Select(entry => (KeyOf(entry.Literal), entry))]);
        foreach (var entry in entries)
        {
            var length = Math.Min(entry.Literal.Length, LongestKey);
            _lengths[length] = true;
            _longest = Math.Max(_longest, length);
        }
    }

    public static EdgeTable? Of(IndexEntry[] entries, bool fromEnd) => entries.Length == 0 ? null : new EdgeTable(entries, fromEnd);

    public void Find(ReadOnlySpan<byte> folded, CompiledMatcher matcher)
    {
        var key = 0u;
        var most = Math.Min(folded.Length, _longest);
        for (var length = 1; length <= most; length++)
        {
            key = Next(key, _fromEnd ? folded[^length] : folded[length - 1]);
            if (!_lengths[length])
                continue;
            foreach (var entry in _buckets.Of(key))
            {
                if (_fromEnd ? folded.EndsWith(entry.Literal) : folded.StartsWith(entry.Literal))
                    matcher.Found(entry);
            }
        }
    }

    private uint KeyOf(byte[] literal)
    {
        var key = 0u;
        for (var length = 1; length <= Math.Min(literal.Length, LongestKey); length++)
            key = Next(key, _fromEnd ? literal[^length] : literal[length - 1]);
        return key;
    }

    private static uint Next(uint key, byte letter) => (key + letter + 1) * 0x85EBCA6B;
}
