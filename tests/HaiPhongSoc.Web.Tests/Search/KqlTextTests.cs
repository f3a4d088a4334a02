using CsCheck;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.Web.Parts;

namespace HaiPhongSoc.Web.Tests.Search;

public sealed class KqlTextTests
{
    [Fact]
    public void A_value_of_a_log_never_becomes_an_operator() =>
        KqlText.Equal("user.name", "a\" or \\ b").ShouldBe("user.name : \"a\\\" or \\\\ b\"");

    [Fact]
    public void Whatever_a_sender_calls_a_field_and_writes_into_it_the_query_can_be_read() =>
        Gen.Select(Gen.String[1, 20].Where(s => !string.IsNullOrWhiteSpace(s) && !s.Any(char.IsControl) && !s.Any(char.IsSurrogate)), Gen.String[0, 40].Where(s => !s.Any(char.IsSurrogate)))
            .Sample((field, value) => KqlQuery.TryParse(KqlText.And("a : 1 or b : 2", KqlText.Equal(field, value)), out _, out _).ShouldBeTrue());

    [Theory]
    [InlineData(null, "x : 1")]
    [InlineData("a : 1", "a : 1 and x : 1")]
    [InlineData("a : 1 OR\nb : 2", "(a : 1 OR\nb : 2) and x : 1")]
    [InlineData("a : 1 or b : 2", "(a : 1 or b : 2) and x : 1")]
    [InlineData("(a : 1) or (b : 2)", "((a : 1) or (b : 2)) and x : 1")]
    public void Narrowing_binds_the_question_before_it(string? query, string expected) => KqlText.And(query, "x : 1").ShouldBe(expected);
}
