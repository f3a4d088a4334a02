using System.Globalization;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>
/// Recursive descent over the Kibana Query Language:
/// <code>
/// query   = [ or ] ;
/// or      = and , { "or" , and } ;
/// and     = not , { [ "and" ] , not } ;              (* "and" may be left out between two free texts only *)
/// not     = "not" , not | primary ;
/// primary = "(" , or , ")" | value , ":" , values | value , ( "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) , value | value ;
/// values  = value | "(" , listOr , ")" ;
/// listOr  = listAnd , { "or" , listAnd } ;
/// listAnd = listNot , { "and" , listNot } ;
/// listNot = "not" , listNot | "(" , listOr , ")" | value ;
/// value   = '"' , { character | "\" , character } , '"' | word ;
/// word    = ( character | "\" , character | "*" ) , { … } ;   (* up to a blank or one of ( ) " &lt; &gt; { }, in a field's name also ":" *)
/// </code>
/// Keywords are case-insensitive. A backslash makes any character mean itself (<c>\and</c>, <c>\*</c>), <c>\t \r \n</c> apart. The first error ends the reading.
/// </summary>
internal sealed class KqlParser
{
    public const int LongestQuery = 16_384;
    public const int MostConditions = 500;
    public const int DeepestNesting = 50;

    private readonly KqlScanner _scanner;
    private int _conditions;
    private int _depth;

    private KqlParser(string text) => _scanner = new KqlScanner(text);

    /// <summary>The meaning, or an error; exactly one of them.</summary>
    public static (KqlNode? Node, KqlError? Error) Parse(string text)
    {
        var parser = new KqlParser(text);
        try
        {
            if (text.Length > LongestQuery)
                throw parser.Fail(LongestQuery, 0, KqlErrorCodes.TooLong, LongestQuery.ToString(CultureInfo.InvariantCulture));
            return (parser.Query(), null);
        }
        catch (KqlSyntaxException refused)
        {
            return (null, refused.Error);
        }
    }

    private KqlNode Query()
    {
        _scanner.SkipBlanks();
        if (_scanner.AtEnd)
            return new KqlEverything();

        var node = Or();
        if (_scanner.AtEnd)
            return node;
        if (_scanner.Current == ')')
            throw Fail(_scanner.Position, 1, KqlErrorCodes.ParenthesisExtra);
        var excerpt = _scanner.Excerpt();
        throw Fail(_scanner.Position, excerpt.Length, KqlErrorCodes.OperatorExpected, excerpt);
    }

    private KqlNode Or()
    {
        var of = new List<KqlNode> { And() };
        while (TakeKeyword("or"))
            of.Add(And());
        return of.Count == 1 ? of[0] : new KqlOr(of);
    }

    private KqlNode And()
    {
        var of = new List<KqlNode> { Not() };
        while (true)
        {
            if (TakeKeyword("and"))
            {
                of.Add(Not());
                continue;
            }

            if (!StartsFreeText(of[^1]))
                return of.Count == 1 ? of[0] : new KqlAnd(of);
            of.Add(Not());
        }
    }

    /// <summary>Two free texts side by side both have to be there; a field's value and a word side by side are an error, for nobody can know what was meant.</summary>
    private bool StartsFreeText(KqlNode before)
    {
        if (before is not KqlFreeText || _scanner.AtEnd || _scanner.Current is '(' or ')' || _scanner.PeekOperator() is not null || _scanner.PeekKeyword() is not null)
            return false;

        var start = _scanner.Position;
        var isText = _scanner.Current == '"' ? _scanner.ReadQuoted() is not null : _scanner.ReadWord(asValue: false) is not null && _scanner.Position > start;
        _scanner.SkipBlanks();
        isText &= _scanner.PeekOperator() is null;
        _scanner.Position = start;
        return isText;
    }

    private KqlNode Not()
    {
        if (!TakeKeyword("not"))
            return Primary();
        Descend();
        var node = new KqlNot(Not());
        _depth--;
        return node;
    }

    private KqlNode Primary()
    {
        var start = _scanner.Position;
        if (_scanner.Current == '(')
            return InParentheses(Or);
        if (_scanner.PeekOperator() is { } bare)
            throw Fail(start, bare.Length, KqlErrorCodes.FieldExpected, bare);

        var left = Value(asValue: false);
        var end = _scanner.Position;
        _scanner.SkipBlanks();
        if (_scanner.PeekOperator() is not { } op)
            return Counted(KqlMeaning.FreeText(left));

        if (left.HasWildcard || left.Text.Length == 0)
            throw Fail(start, end - start, KqlErrorCodes.FieldExpected, op);
        _scanner.Position += op.Length;
        _scanner.SkipBlanks();
        var field = left.Text;
        if (_scanner.AtEnd || _scanner.Current == ')')
            throw Fail(_scanner.Position, 0, KqlErrorCodes.ValueExpected, field, op);
        return op == ":" ? Values(field) : Range(field, op);
    }

    private KqlNode Values(string field) => _scanner.Current == '(' ? InParentheses(() => ListOr(field)) : FieldValue(field);

    private KqlNode ListOr(string field)
    {
        var of = new List<KqlNode> { ListAnd(field) };
        while (TakeKeyword("or"))
            of.Add(ListAnd(field));
        return of.Count == 1 ? of[0] : new KqlOr(of);
    }

    private KqlNode ListAnd(string field)
    {
        var of = new List<KqlNode> { ListNot(field) };
        while (TakeKeyword("and"))
            of.Add(ListNot(field));
        return of.Count == 1 ? of[0] : new KqlAnd(of);
    }

    private KqlNode ListNot(string field)
    {
        if (!TakeKeyword("not"))
            return Values(field);
        Descend();
        var node = new KqlNot(ListNot(field));
        _depth--;
        return node;
    }

    private KqlNode FieldValue(string field)
    {
        var start = _scanner.Position;
        var quoted = _scanner.Current == '"';
        var pattern = Value(asValue: true);
        var length = _scanner.Position - start;
        _scanner.SkipBlanks();
        var (node, code) = KqlMeaning.Equal(field, pattern, quoted);
        return Counted(node ?? throw Fail(start, length, code!, field, pattern.Text));
    }

    private KqlNode Range(string field, string op)
    {
        var start = _scanner.Position;
        if (_scanner.Current == '(')
            throw Fail(start, 1, KqlErrorCodes.RangeValue, field, "(");
        var pattern = Value(asValue: true);
        var length = _scanner.Position - start;
        _scanner.SkipBlanks();
        var comparison = op switch
        {
            "<" => KqlComparison.Less,
            "<=" => KqlComparison.LessOrEqual,
            ">" => KqlComparison.Greater,
            _ => KqlComparison.GreaterOrEqual,
        };
        var (node, code) = KqlMeaning.Range(field, comparison, pattern);
        return Counted(node ?? throw Fail(start, length, code!, field, pattern.Text));
    }

    private KqlPattern Value(bool asValue)
    {
        var start = _scanner.Position;
        if (_scanner.Current == '"')
            return _scanner.ReadQuoted() ?? throw Fail(start, 1, KqlErrorCodes.QuoteOpen);
        if (_scanner.Current is '{' or '}')
            throw Fail(start, 1, KqlErrorCodes.NestedUnsupported, _scanner.Current.ToString());
        if (_scanner.PeekKeyword() is { } keyword)
            throw Fail(start, keyword.Length, KqlErrorCodes.ExpressionExpected, keyword);

        var word = _scanner.ReadWord(asValue);
        if (_scanner.Position == start)
            throw Fail(start, _scanner.AtEnd ? 0 : 1, KqlErrorCodes.ExpressionExpected, _scanner.Excerpt());
        return word;
    }

    private KqlNode InParentheses(Func<KqlNode> inner)
    {
        var open = _scanner.Position++;
        Descend();
        _scanner.SkipBlanks();
        var node = inner();
        _depth--;
        if (_scanner.Current != ')' && !_scanner.AtEnd)
        {
            var excerpt = _scanner.Excerpt();
            throw Fail(_scanner.Position, excerpt.Length, KqlErrorCodes.OperatorExpected, excerpt);
        }

        if (_scanner.AtEnd)
            throw Fail(open, 1, KqlErrorCodes.ParenthesisOpen);
        _scanner.Position++;
        _scanner.SkipBlanks();
        return node;
    }

    private bool TakeKeyword(string keyword)
    {
        if (_scanner.PeekKeyword() != keyword)
            return false;
        _scanner.Position += keyword.Length;
        _scanner.SkipBlanks();
        return true;
    }

    private void Descend()
    {
        if (++_depth > DeepestNesting)
            throw Fail(_scanner.Position, 0, KqlErrorCodes.TooComplex, DeepestNesting.ToString(CultureInfo.InvariantCulture));
    }

    private KqlNode Counted(KqlNode node) => ++_conditions <= MostConditions
        ? node
        : throw Fail(_scanner.Position, 0, KqlErrorCodes.TooComplex, MostConditions.ToString(CultureInfo.InvariantCulture));

    private KqlSyntaxException Fail(int position, int length, string code, params string[] args)
    {
        var before = _scanner.Text.AsSpan(0, Math.Min(position, _scanner.Text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return new KqlSyntaxException(new KqlError(before.Count('\n') + 1, before.Length - lineStart + 1, length, code, args));
    }
}
