namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>All that the rules of an index look for in one field.</summary>
internal sealed class FieldProbe
{
    private FieldProbe(int field) => Field = field;

    public int Field { get; }

    /// <summary>Rules that only want the field to be there.</summary>
    public IndexEntry? Present { get; private init; }

    public ExactTable? Exact { get; private init; }

    public EdgeTable? Prefixes { get; private init; }

    public EdgeTable? Suffixes { get; private init; }

    public GramTable[] Grams { get; private init; } = [];

    public ShortTable? Shorts { get; private init; }

    /// <summary>Whether a value's text matters at all.</summary>
    public bool LooksAtText { get; private init; }

    public static FieldProbe Of(int field, IEnumerable<KeyValuePair<Atom, List<int>>> atoms, List<IndexEntry> entries)
    {
        var byKind = atoms.ToLookup(pair => pair.Key.Kind);
        var present = new HashSet<int>(byKind[AtomKind.Present].SelectMany(pair => pair.Value));
        var contained = EntriesOf(AtomKind.Contains);
        var grams = GramTable.Of(contained.Where(entry => entry.Literal.Length >= GramTable.Length), out var crowded);
        // Literals that share all they have with too many others would make the walk slow: their rules are asked whenever the field is there.
        present.UnionWith(crowded.SelectMany(entry => entry.Rules));
        var probe = new FieldProbe(field)
        {
            Exact = ExactTable.Of(EntriesOf(AtomKind.Exact)),
            Prefixes = EdgeTable.Of(EntriesOf(AtomKind.Prefix), fromEnd: false),
            Suffixes = EdgeTable.Of(EntriesOf(AtomKind.Suffix), fromEnd: true),
            Grams = grams,
            Shorts = ShortTable.Of([.. contained.Where(entry => entry.Literal.Length < GramTable.Length)]),
            Present = present.Count > 0 ? Entry([], [.. present.Order()]) : null,
            LooksAtText = byKind.Any(kind => kind.Key != AtomKind.Present),
        };
        return probe;

        IndexEntry[] EntriesOf(AtomKind kind) =>
            [.. byKind[kind].OrderBy(pair => pair.Key.Literal, StringComparer.Ordinal).Select(pair => Entry([.. pair.Key.Literal.Select(c => (byte)c)], [.. pair.Value]))];

        IndexEntry Entry(byte[] literal, int[] rules)
        {
            var entry = new IndexEntry(entries.Count, literal, rules);
            entries.Add(entry);
            return entry;
        }
    }
}
