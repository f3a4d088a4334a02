using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Compiled;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>
/// An event as compiled rules read it; what <see cref="LogEventView"/> shows, without making anything of it. A value's handle is its place among the entries of the
/// event, the raw record's the place after them. Used again for each event, not thread-safe.
/// </summary>
internal sealed class LogEventReader : ISigmaReader
{
    private readonly CompiledEventRules _rules;
    private readonly int[] _first;
    private int[] _next = new int[64];
    private int[] _nextOriginal = new int[64];
    private FieldSet _fields = FieldSet.Empty;
    private ReadOnlyMemory<byte> _raw;

    public LogEventReader(CompiledEventRules rules)
    {
        _rules = rules;
        _first = new int[rules.Rules.Fields.Count];
    }

    public void Show(LogEvent logEvent)
    {
        var fields = _fields = logEvent.Fields;
        _raw = logEvent.Raw;
        if (_next.Length <= fields.Count)
            (_next, _nextOriginal) = (new int[fields.Count * 2], new int[fields.Count * 2]);
        Array.Fill(_first, -1);

        // From the end, so that each chain runs in the order of the entries.
        var isOld = fields.KnownNames < _rules.KnownNames;
        var original = fields.Count;
        _nextOriginal[original] = -1;
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            if (fields.NamingAt(i) == FieldNaming.Original && fields.KindAt(i) != FieldValueKind.Null)
            {
                _nextOriginal[i] = original;
                original = i;
            }

            var id = fields.IdAt(i);
            if (id.IsNone && isOld)
                id = FieldCatalogue.Find(fields.NameAt(i));
            var slot = _rules.SlotOf(id);
            if (slot == CompiledRuleSet.AllValues)
                continue;
            _next[i] = _first[slot];
            _first[slot] = i;
        }

        _first[CompiledRuleSet.AllValues] = original;
    }

    public int First(int field) => _first[field];

    public int Next(int field, int value) => field == CompiledRuleSet.AllValues ? _nextOriginal[value] : _next[value];

    public SigmaValueKind Kind(int value) => value == _fields.Count
        ? SigmaValueKind.Text
        : _fields.KindAt(value) switch
        {
            FieldValueKind.Null => SigmaValueKind.Null,
            FieldValueKind.Number => SigmaValueKind.Number,
            FieldValueKind.Boolean => SigmaValueKind.Boolean,
            _ => SigmaValueKind.Text,
        };

    public bool TryUtf8(int value, out ReadOnlySpan<byte> utf8)
    {
        utf8 = value == _fields.Count ? _raw.Span : _fields.ValueAt(value);
        return true;
    }

    public ReadOnlySpan<char> Chars(int value) => throw new NotSupportedException("events hold UTF-8");
}
