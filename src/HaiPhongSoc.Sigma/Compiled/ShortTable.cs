namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Literals of one to three bytes anywhere in a value, by their first byte.</summary>
internal sealed class ShortTable
{
    private readonly IndexEntry[]?[] _byFirst = new IndexEntry[256][];

    private ShortTable(IndexEntry[] entries)
    {
        foreach (var group in entries.GroupBy(entry => entry.Literal[0]))
            _byFirst[group.Key] = [.. group];
    }

    public static ShortTable? Of(IndexEntry[] entries) => entries.Length == 0 ? null : new ShortTable(entries);

    public void Find(ReadOnlySpan<byte> folded, CompiledMatcher matcher)
    {
        for (var at = 0; at < folded.Length; at++)
        {
            if (_byFirst[folded[at]] is not { } entries)
                continue;
            foreach (var entry in entries)
            {
                if (!matcher.HasFound(entry) && folded[at..].StartsWith(entry.Literal))
                    matcher.Found(entry);
            }
        }
    }
}
