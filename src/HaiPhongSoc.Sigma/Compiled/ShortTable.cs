using System.Buffers;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Literals of one to three bytes anywhere in a value, by their first byte.</summary>
internal sealed class ShortTable
{
    private readonly IndexEntry[]?[] _byFirst = new IndexEntry[256][];

    private readonly SearchValues<byte> _firsts;

    private ShortTable(IndexEntry[] entries)
    {
        _firsts = SearchValues.Create([.. entries.Select(entry => entry.Literal[0])]);
        foreach (var group in entries.GroupBy(entry => entry.Literal[0]))
            _byFirst[group.Key] = [.. group];
    }

    public static ShortTable? Of(IndexEntry[] entries) => entries.Length == 0 ? null : new ShortTable(entries);

    public void Find(ReadOnlySpan<byte> folded, CompiledMatcher matcher)
    {
        for (var at = 0; ; at++)
        {
            var ahead = folded[at..].IndexOfAny(_firsts);
            if (ahead < 0)
                return;
            at += ahead;
            foreach (var entry in _byFirst[folded[at]]!)
            {
                if (!matcher.HasFound(entry) && folded[at..].StartsWith(entry.Literal))
                    matcher.Found(entry);
            }
        }
    }
}
