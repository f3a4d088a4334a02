using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>
/// pySigma's extended condition of temporal correlations over the names or ids of rules:
/// <code>
/// or    = and  { "or" and }
/// and   = not  { "and" not }
/// not   = "not" not | "(" or ")" | reference
/// </code>
/// The three words are read in lower or upper case; a reference is any other run of letters, digits and <c>_ - .</c>.
/// </summary>
internal sealed class CorrelationExpression
{
    private const int MaxLength = 8192;
    private const int MaxDepth = 64;

    private readonly string _text;
    private readonly List<string> _references = [];
    private int _at;
    private int _depth;
    private (int Offset, string Message)? _fault;

    private CorrelationExpression(string text) => _text = text;

    /// <summary>The tree with the rules in order of first mention; where it cannot be read, a fault with its offset.</summary>
    public static bool TryParse(string text, out Condition root, out IReadOnlyList<string> references, out (int Offset, string Message) fault)
    {
        var reader = new CorrelationExpression(text);
        root = new Condition.Named("");
        if (text.Length > MaxLength)
            reader.Fail(0, "the condition is longer than 8192 characters");
        else
            root = reader.Or();
        if (reader.Word(reader.Skip()) is { Length: > 0 } rest)
            reader.Fail(reader._at, $"expected 'and', 'or' or the end, found '{rest}'");
        references = reader._references;
        fault = reader._fault ?? default;
        return reader._fault is null;
    }

    /// <summary>True where a rule that was seen could make the tree false.</summary>
    public static bool HasNot(Condition condition) => condition switch
    {
        Condition.Named => false,
        Condition.Not => true,
        Condition.And and => and.Operands.Any(HasNot),
        Condition.Or or => or.Operands.Any(HasNot),
        _ => throw new InvalidOperationException("unknown kind of condition"),
    };

    private Condition Or()
    {
        var operands = new List<Condition> { And() };
        while (Takes("or"))
            operands.Add(And());
        return operands.Count == 1 ? operands[0] : new Condition.Or(operands);
    }

    private Condition And()
    {
        var operands = new List<Condition> { Not() };
        while (Takes("and"))
            operands.Add(Not());
        return operands.Count == 1 ? operands[0] : new Condition.And(operands);
    }

    private Condition Not()
    {
        if (++_depth > MaxDepth)
        {
            Fail(_at, "nested deeper than 64");
            return new Condition.Named("");
        }

        Condition result;
        if (Takes("not"))
        {
            result = new Condition.Not(Not());
        }
        else if (Takes("("))
        {
            result = Or();
            if (!Takes(")"))
                Fail(_at, "a ')' is missing");
        }
        else
        {
            result = Reference();
        }

        _depth--;
        return result;
    }

    private Condition.Named Reference()
    {
        var word = Word(Skip());
        if (word is "" or ")" or "(" || IsKeyword(word) || !IsNamePart(word[0]))
        {
            Fail(_at, word.Length == 0 ? "a rule's name is missing at the end" : $"expected a rule's name, found '{word}'");
            return new Condition.Named("");
        }

        _at += word.Length;
        if (!_references.Contains(word, StringComparer.Ordinal))
            _references.Add(word);
        return new Condition.Named(word);
    }

    private bool Takes(string word)
    {
        if (_fault is not null || !Word(Skip()).Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _at += word.Length;
        return true;
    }

    private int Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        return _at;
    }

    private string Word(int start)
    {
        var end = start;
        while (end < _text.Length && IsNamePart(_text[end]))
            end++;
        return end > start ? _text[start..end] : start < _text.Length ? _text[start].ToString() : "";
    }

    private void Fail(int offset, string message)
    {
        _fault ??= (offset, message);
        _at = _text.Length;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    private static bool IsKeyword(string word) =>
        word.Equals("and", StringComparison.OrdinalIgnoreCase) || word.Equals("or", StringComparison.OrdinalIgnoreCase) || word.Equals("not", StringComparison.OrdinalIgnoreCase);
}
