using HaiPhongSoc.Sigma.Compiled;

namespace HaiPhongSoc.Sigma.Tests.Compiled;

/// <summary>The compiled engine over whole rule sets, for tests.</summary>
internal sealed class Engine
{
    private readonly CompiledRuleSet _rules;
    private readonly CompiledRuleIndex _index;
    private readonly CompiledMatcher _matcher;
    private readonly SigmaEventReader _reader;
    private readonly List<int> _matches = [];

    public Engine(params IReadOnlyList<SigmaRule> rules)
    {
        _rules = CompiledRuleSet.Compile(rules);
        _index = _rules.IndexAll();
        _matcher = new CompiledMatcher(_rules);
        _reader = new SigmaEventReader(_rules);
    }

    /// <summary>The numbers of the rules that match.</summary>
    public IReadOnlyList<int> Matches(ISigmaEvent @event)
    {
        _matches.Clear();
        _reader.Show(@event);
        _matcher.Match(_index, _reader, _matches);
        return _matches;
    }

    /// <summary>The same through an event that holds its texts as UTF-8.</summary>
    public IReadOnlyList<int> MatchesUtf8(ISigmaEvent @event)
    {
        _matches.Clear();
        _matcher.Match(_index, new Utf8Reader(_rules, @event), _matches);
        return _matches;
    }

    private sealed class Utf8Reader : ISigmaReader
    {
        private readonly SigmaEventReader _inner;

        public Utf8Reader(CompiledRuleSet rules, ISigmaEvent @event) => (_inner = new SigmaEventReader(rules)).Show(@event);

        public int First(int field) => _inner.First(field);

        public int Next(int field, int value) => _inner.Next(field, value);

        public SigmaValueKind Kind(int value) => _inner.Kind(value);

        public bool TryUtf8(int value, out ReadOnlySpan<byte> utf8)
        {
            utf8 = System.Text.Encoding.UTF8.GetBytes(_inner.Chars(value).ToArray());
            return true;
        }

        public ReadOnlySpan<char> Chars(int value) => throw new NotSupportedException();
    }
}
