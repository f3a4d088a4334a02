namespace HaiPhongSoc.Sigma.Conditions;

/// <summary>
/// The grammar of conditions (Sigma 2.1). <c>not</c> binds tighter than <c>and</c>, <c>and</c> tighter than <c>or</c>.
/// <code>
/// condition  = or-expr ;
/// or-expr    = and-expr , { "or" , and-expr } ;
/// and-expr   = not-expr , { "and" , not-expr } ;
/// not-expr   = "not" , not-expr | operand ;
/// operand    = "(" , or-expr , ")" | quantifier , "of" , ( "them" | pattern ) | identifier ;
/// quantifier = "1" | "any" | "all" ;
/// pattern    = identifier with "*" anywhere ;
/// identifier = ( letter | digit | "_" | "-" ) , { same } ; (ASCII)
/// </code>
/// Keywords are read in any case, as older rules write them. Identifiers that begin with <c>_</c> are not among <c>them</c> nor among patterns that do not begin
/// with <c>_</c>. A pattern that means nothing is an error: silently dropping it would widen the rule. Aggregations (<c>| count()</c>) are refused: they left the
/// language with 2.0; correlations took their place.
/// </summary>
internal sealed class ConditionParser
{
    private const int MaxDepth = 64;
    private const int MaxTokens = 2_000;
    private const int MaxMeant = 20_000;

    private readonly string _text;
    private readonly IReadOnlyCollection<string> _names;
    private readonly List<(string Text, int At)> _tokens = [];
    private int _next;
    private int _depth;
    private int _meant;

    private ConditionParser(string text, IReadOnlyCollection<string> names) => (_text, _names) = (text, names);

    /// <summary>Null and a fault with its offset where the text is wrong.</summary>
    public static Condition? Parse(string text, IReadOnlyCollection<string> names, out ConditionFault? fault)
    {
        var parser = new ConditionParser(text, names);
        fault = null;
        try
        {
            parser.Tokenise();
            if (parser._tokens.Count == 0)
                throw Fault("condition-empty", 0, "the condition is empty: name a detection");
            var condition = parser.Or();
            if (parser._next < parser._tokens.Count)
                throw parser.Unexpected("'and', 'or' or the end");
            return condition;
        }
        catch (ConditionException wrong)
        {
            fault = wrong.Fault;
            return null;
        }
    }

    private Condition Or()
    {
        var operands = new List<Condition> { And() };
        while (Take("or"))
            operands.Add(And());
        return operands is [var only] ? only : new Condition.Or(operands);
    }

    private Condition And()
    {
        var operands = new List<Condition> { Not() };
        while (Take("and"))
            operands.Add(Not());
        return operands is [var only] ? only : new Condition.And(operands);
    }

    private Condition Not()
    {
        if (++_depth > MaxDepth)
            throw Fault("condition-too-deep", At, $"nested deeper than {MaxDepth}");
        var condition = Take("not") ? new Condition.Not(Not()) : Operand();
        _depth--;
        return condition;
    }

    private Condition Operand()
    {
        if (Take("("))
        {
            var inner = Or();
            return Take(")") ? inner : throw Unexpected("')'");
        }

        if (_next >= _tokens.Count || _tokens[_next].Text is ")" or "(" || IsKeyword(_tokens[_next].Text))
            throw Unexpected("the name of a detection");

        var (word, at) = _tokens[_next++];
        if (Peek("of"))
            return Quantified(word, at);
        if (word.Contains('*', StringComparison.Ordinal))
            throw Fault("condition-pattern", at, $"'{word}' is a pattern: write '1 of {word}' or 'all of {word}'");
        return _names.Contains(word, StringComparer.Ordinal)
            ? new Condition.Named(word)
            : throw Fault("condition-unknown-name", at, $"no detection is named '{word}'");
    }

    private Condition Quantified(string quantifier, int at)
    {
        _next++;
        var all = string.Equals(quantifier, "all", StringComparison.OrdinalIgnoreCase);
        if (!all && quantifier != "1" && !string.Equals(quantifier, "any", StringComparison.OrdinalIgnoreCase))
            throw Fault("condition-quantifier", at, $"'{quantifier} of' is not in the language: 1, any or all; for more, name the combinations");
        if (_next >= _tokens.Count || _tokens[_next].Text is "(" or ")")
            throw Unexpected("'them' or a pattern such as selection_*");

        var (pattern, patternAt) = _tokens[_next++];
        var meant = Expand(pattern);
        if (meant.Count == 0)
            throw Fault("condition-empty-pattern", patternAt, $"no detection is meant by '{pattern}'");
        if ((_meant += meant.Count) > MaxMeant)
            throw Fault("condition-too-long", patternAt, $"the patterns mean more than {MaxMeant} detections");
        return meant is [var only] ? only : all ? new Condition.And(meant) : new Condition.Or(meant);
    }

    private List<Condition> Expand(string pattern)
    {
        var them = string.Equals(pattern, "them", StringComparison.OrdinalIgnoreCase);
        var meant = new List<Condition>();
        var fits = new Strings.StringPattern(Strings.SigmaString.Read(pattern), cased: true);
        foreach (var name in _names)
        {
            var hidden = name.StartsWith('_') && !pattern.StartsWith('_');
            if (!hidden && (them || fits.Matches(name)))
                meant.Add(new Condition.Named(name));
        }

        return meant;
    }

    private void Tokenise()
    {
        for (var i = 0; i < _text.Length;)
        {
            var c = _text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c == '|')
                throw Fault("condition-aggregation", i, "aggregations after '|' left the language with Sigma 2.0: write a correlation");
            if (_tokens.Count >= MaxTokens)
                throw Fault("condition-too-long", i, $"more than {MaxTokens} words");
            if (c is '(' or ')')
            {
                _tokens.Add((c.ToString(), i++));
                continue;
            }

            var from = i;
            while (i < _text.Length && (char.IsAsciiLetterOrDigit(_text[i]) || _text[i] is '_' or '-' or '*'))
                i++;
            if (i == from)
                throw Fault("condition-character", i, $"'{c}' cannot stand in a condition");
            _tokens.Add((_text[from..i], from));
        }
    }

    private int At => _next < _tokens.Count ? _tokens[_next].At : _text.Length;

    private bool Peek(string word) => _next < _tokens.Count && string.Equals(_tokens[_next].Text, word, StringComparison.OrdinalIgnoreCase);

    private bool Take(string word)
    {
        // A detection may be named like a keyword in another case; the keyword in lower case always wins.
        if (!Peek(word))
            return false;
        _next++;
        return true;
    }

    private static bool IsKeyword(string word) => word is "and" or "or" or "not" or "of";

    private ConditionException Unexpected(string wanted) =>
        Fault("condition-syntax", At, _next < _tokens.Count ? $"expected {wanted}, found '{_tokens[_next].Text}'" : $"expected {wanted}, found the end");

    private static ConditionException Fault(string id, int at, string message) => new(new ConditionFault(id, at, message));

    private sealed class ConditionException(ConditionFault fault) : Exception(fault.Message)
    {
        public ConditionFault Fault { get; } = fault;
    }
}

/// <summary>What is wrong with a condition.</summary>
/// <param name="Offset">0-based, in characters of the condition.</param>
internal sealed record ConditionFault(string Id, int Offset, string Message);
