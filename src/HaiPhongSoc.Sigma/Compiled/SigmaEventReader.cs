namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>Lets compiled rules read any <see cref="ISigmaEvent"/>. Used again for each event; not thread-safe.</summary>
public sealed class SigmaEventReader : ISigmaReader
{
    private readonly CompiledRuleSet _rules;
    private readonly List<SigmaValue> _values = [];
    private readonly List<int> _next = [];
    private readonly int[] _first;
    private ISigmaEvent? _event;

    public SigmaEventReader(CompiledRuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _first = new int[rules.Fields.Count];
    }

    /// <summary>The event that is read from now on.</summary>
    public void Show(ISigmaEvent @event)
    {
        _event = @event;
        _values.Clear();
        _next.Clear();
        Array.Fill(_first, NotAsked);
    }

    private const int NotAsked = -2;

    public int First(int field)
    {
        if (_first[field] == NotAsked)
            _first[field] = Take(field == CompiledRuleSet.AllValues ? _event!.AllValues : _event!.Values(_rules.Fields[field]), skipNulls: field == CompiledRuleSet.AllValues);
        return _first[field];
    }

    public int Next(int field, int value) => _next[value];

    public SigmaValueKind Kind(int value) => _values[value].Kind;

    public bool TryUtf8(int value, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return false;
    }

    public ReadOnlySpan<char> Chars(int value) => _values[value].Text;

    private int Take(IReadOnlyList<SigmaValue> values, bool skipNulls)
    {
        var first = -1;
        for (var i = values.Count - 1; i >= 0; i--)
        {
            if (skipNulls && values[i].Kind == SigmaValueKind.Null)
                continue;
            _values.Add(values[i]);
            _next.Add(first);
            first = _values.Count - 1;
        }

        return first;
    }
}
