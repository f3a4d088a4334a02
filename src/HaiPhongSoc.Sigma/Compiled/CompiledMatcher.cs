using System.Text;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Holds events against compiled rules, one after the other. It keeps what it needs from event to event, so that an event that matches nothing costs no memory after
/// the first ones. Not thread-safe: one a worker.
/// </summary>
public sealed class CompiledMatcher
{
    // What one huge event needed is not kept for ever.
    private const int MostKept = 1 << 20;

    private readonly CompiledRuleSet _rules;
    private readonly int[] _ruleSeen;
    private readonly int[] _candidates;
    private int[] _entrySeen = [];
    private int _candidateCount;
    private int _event;
    private byte[] _folded = new byte[1024];
    private char[] _chars = new char[4096];
    private int _charCount;
    private (int Event, int Start, int Length)[] _texts = new (int, int, int)[64];

    public CompiledMatcher(CompiledRuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _ruleSeen = new int[rules.Rules.Count];
        _candidates = new int[rules.Rules.Count];
    }

    /// <summary>The event that is being looked at.</summary>
    internal ISigmaReader Reader { get; private set; } = null!;

    /// <summary>
    /// Begins an event: the numbers of the rules of an index that may match it, ascending; no other does. Valid until the next call; <see cref="Holds"/> tells which do.
    /// </summary>
    public ReadOnlySpan<int> Candidates(CompiledRuleIndex index, ISigmaReader reader)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(reader);
        if (!ReferenceEquals(index.Rules, _rules))
            throw new ArgumentException("the index is of another set of rules", nameof(index));
        Begin(reader);
        if (_entrySeen.Length < index.EntryCount)
            _entrySeen = new int[index.EntryCount];
        foreach (var rule in index.Always)
            _candidates[_candidateCount++] = rule;
        foreach (var probe in index.Probes)
        {
            var value = reader.First(probe.Field);
            if (value < 0)
                continue;
            if (probe.Present is { } present)
                Found(present);
            if (!probe.LooksAtText)
                continue;
            for (; value >= 0; value = reader.Next(probe.Field, value))
                Look(probe, value);
        }

        var found = _candidates.AsSpan(0, _candidateCount);
        found.Sort();
        return found;
    }

    /// <summary>Begins an event without an index: any rule may be asked.</summary>
    public void Begin(ISigmaReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Reader = reader;
        if (_event == int.MaxValue)
            Forget();
        _event++;
        _candidateCount = 0;
        _charCount = 0;
        if (_chars.Length > MostKept)
            _chars = new char[4096];
        if (_folded.Length > MostKept)
            _folded = new byte[1024];
    }

    /// <summary>Whether a rule matches the event that was begun last.</summary>
    public bool Holds(int rule) => _rules.Holds(rule, this);

    /// <summary>The rules of an index that match an event, ascending, appended to <paramref name="matches"/>.</summary>
    public void Match(CompiledRuleIndex index, ISigmaReader reader, ICollection<int> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        foreach (var rule in Candidates(index, reader))
        {
            if (Holds(rule))
                matches.Add(rule);
        }
    }

    internal bool HasFound(IndexEntry entry) => _entrySeen[entry.Number] == _event;

    internal void Found(IndexEntry entry)
    {
        if (_entrySeen[entry.Number] == _event)
            return;
        _entrySeen[entry.Number] = _event;
        foreach (var rule in entry.Rules)
        {
            if (_ruleSeen[rule] == _event)
                continue;
            _ruleSeen[rule] = _event;
            _candidates[_candidateCount++] = rule;
        }
    }

    /// <summary>A value's text; made once an event.</summary>
    internal ReadOnlySpan<char> Chars(int value)
    {
        if (!Reader.TryUtf8(value, out var utf8))
            return Reader.Chars(value);
        if (value >= _texts.Length)
            Array.Resize(ref _texts, Math.Max(value + 1, _texts.Length * 2));
        ref var text = ref _texts[value];
        if (text.Event != _event)
        {
            if (_charCount + utf8.Length > _chars.Length)
                Array.Resize(ref _chars, Math.Max(_charCount + utf8.Length, _chars.Length * 2));
            text = (_event, _charCount, Encoding.UTF8.GetChars(utf8, _chars.AsSpan(_charCount)));
            _charCount += text.Length;
        }

        return _chars.AsSpan(text.Start, text.Length);
    }

    private void Forget()
    {
        Array.Clear(_ruleSeen);
        Array.Clear(_entrySeen);
        Array.Clear(_texts);
        _event = 0;
    }

    private void Look(FieldProbe probe, int value)
    {
        var folded = Fold(value);
        probe.Exact?.Find(folded, this);
        probe.Suffixes?.Find(folded, this);
        probe.Prefixes?.Find(folded, this);
        foreach (var grams in probe.Grams)
            grams.Find(folded, this);
        probe.Shorts?.Find(folded, this);
        if (probe.Exact is not null && Reader.Kind(value) == SigmaValueKind.Number)
            LookForNumber(probe.Exact, value);
    }

    // 4688.0 is 4688: an unusual writing is also looked up by its value.
    private void LookForNumber(ExactTable exact, int value)
    {
        var text = Chars(value);
        if (Numbers.IsPlain(text) || !Numbers.TryRead(text, out var number))
            return;
        Span<char> canonical = stackalloc char[64];
        var length = Numbers.WriteCanonical(number, canonical);
        Span<byte> folded = stackalloc byte[64];
        Folding.Of(canonical[..length], folded);
        exact.Find(folded[..length], this);
    }

    private ReadOnlySpan<byte> Fold(int value)
    {
        if (Reader.TryUtf8(value, out var utf8))
        {
            Reserve(utf8.Length);
            if (Folding.TryOf(utf8, _folded))
                return _folded.AsSpan(0, utf8.Length);
        }

        var text = Chars(value);
        Reserve(text.Length);
        Folding.Of(text, _folded);
        return _folded.AsSpan(0, text.Length);
    }

    private void Reserve(int length)
    {
        if (_folded.Length < length)
            _folded = new byte[Math.Max(length, _folded.Length * 2)];
    }
}
