using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Tests.Kql;

public sealed class KqlParserTests
{
    [Theory]
    [InlineData("\"abc", 1, 1, 1, "quote-open", "")]
    [InlineData("a and (b or c", 1, 7, 1, "parenthesis-open", "")]
    [InlineData("a) or b", 1, 2, 1, "parenthesis-extra", "")]
    [InlineData("a and", 1, 6, 0, "expression-expected", "")]
    [InlineData("a\n  or and", 2, 6, 3, "expression-expected", "and")]
    [InlineData("user.name :", 1, 12, 0, "value-expected", "user.name|:")]
    [InlineData("port >= (1 or 2)", 1, 9, 1, "range-value", "port|(")]
    [InlineData("port > 4*", 1, 8, 2, "range-value", "port|4*")]
    [InlineData("user.name : an failed", 1, 16, 6, "operator-expected", "failed")]
    [InlineData("user.name : (an binh)", 1, 17, 5, "operator-expected", "binh)")]
    [InlineData(": an", 1, 1, 1, "field-expected", ":")]
    [InlineData("user.* : an", 1, 1, 6, "field-expected", ":")]
    [InlineData("@timestamp > yesterday", 1, 14, 9, "time-value", "@timestamp|yesterday")]
    [InlineData("source.ip : 10.0.0.0/33", 1, 13, 11, "cidr", "source.ip|10.0.0.0/33")]
    [InlineData("user : { name : an }", 1, 8, 1, "nested-unsupported", "{")]
    public void A_query_that_cannot_be_read_says_where_and_why(string text, int line, int column, int length, string code, string args)
    {
        KqlQuery.TryParse(text, out _, out var error).ShouldBeFalse();
        (error!.Line, error.Column, error.Length, error.Code, string.Join('|', error.Args)).ShouldBe((line, column, length, code, args));
    }

    [Theory]
    [InlineData("a and b or c and not d", "or(and(a,b),and(c,not(d)))")]
    [InlineData("NOT a AND (b OR c)", "and(not(a),or(b,c))")]
    [InlineData("failed \"pass word\"", "and(failed,pass word)")]
    [InlineData(@"\and", "and")]
    [InlineData("android", "android")]
    [InlineData("f : (x or y) and z", "and(or(f=x,f=y),z)")]
    [InlineData("f:x and g:\"y z\"", "and(f=x,g=y z)")]
    [InlineData(@"f : a\*b*", "f=a*b*")]
    [InlineData("f : not", "error")]
    [InlineData("f : (not x)", "not(f=x)")]
    [InlineData("  \t\n ", "everything")]
    [InlineData("f:*", "exists(f)")]
    [InlineData("url : http://a/b", "url=http://a/b")]
    public void A_query_is_read_as_kibana_readers_expect(string text, string shape)
    {
        (KqlQuery.TryParse(text, out var query, out _) ? Shape(query.Root) : "error").ShouldBe(shape);
    }

    [Fact]
    public void Depth_length_and_number_of_conditions_are_bounded()
    {
        Code(new string('(', 60_000)).ShouldBe("too-long");
        Code(new string('(', 10_000)).ShouldBe("too-complex");
        Code(string.Concat(Enumerable.Repeat("not ", 3_000)) + "a").ShouldBe("too-complex");
        Code("f : (" + string.Join(" or ", Enumerable.Range(0, 600)) + ")").ShouldBe("too-complex");
        Code("f : (" + string.Join(" or ", Enumerable.Range(0, 400)) + ")").ShouldBeNull();
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var random = new Random(4);
        const string Alphabet = "ab:*\\\"()<>={}\n \0\ud800/.ornt1@";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var read = KqlQuery.TryParse(text, out var query, out var error);
            (read ? query is not null && error is null : query is null && error is not null).ShouldBeTrue(text);
        }
    }

    private static string? Code(string text) => KqlQuery.TryParse(text, out _, out var error) ? null : error.Code;

    private static string Shape(KqlNode node) => node switch
    {
        KqlEverything => "everything",
        KqlAnd and => $"and({string.Join(',', and.Of.Select(Shape))})",
        KqlOr or => $"or({string.Join(',', or.Of.Select(Shape))})",
        KqlNot not => $"not({Shape(not.Of)})",
        KqlFreeText text => text.Pattern.Text,
        KqlKeyword keyword => $"{keyword.Field}={keyword.Pattern.Text}",
        KqlExists exists => $"exists({exists.Field})",
        _ => node.ToString(),
    };
}
