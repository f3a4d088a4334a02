using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests.Parsing;

/// <summary><c>expand</c> where placeholders have values: what the suite of other engines cannot say, for it has no values.</summary>
public sealed class PlaceholderTests
{
    [Fact]
    public void Each_value_is_an_alternative_and_may_hold_wildcards()
    {
        var matcher = Matcher(@"f|expand: 'DOM\\%admins%'");
        matcher.Matches(new MapEvent(("f", @"dom\anh"))).ShouldBeTrue();
        matcher.Matches(new MapEvent(("f", @"DOM\qt-7"))).ShouldBeTrue();
        matcher.Matches(new MapEvent(("f", @"DOM\x"))).ShouldBeFalse();
        matcher.Matches(new MapEvent(("f", @"DOM\%admins%"))).ShouldBeFalse();
    }

    [Fact]
    public void Values_stay_an_or_inside_all() =>
        Matcher("f|contains|all|expand: ['%admins%', 'sudo']").Matches(new MapEvent(("f", "anh ran sudo"))).ShouldBeTrue();

    [Fact]
    public void Expanding_before_an_encoding_encodes_the_values() =>
        Matcher("f|expand|base64: '%plain%'").Matches(new MapEvent(("f", "Zm9v"))).ShouldBeTrue();

    [Fact]
    public void Expanding_before_a_comparison_of_fields_names_the_fields()
    {
        var documents = Rule.ParseItem("f|expand|fieldref: '%plain%'", Values);
        documents.Diagnostics.ShouldBeEmpty();
        new NaiveMatcher(documents.Rules[0]).Matches(new MapEvent(("f", "x"), ("foo", "X"))).ShouldBeTrue();
    }

    [Fact]
    public void A_backslash_before_a_percent_sign_makes_it_one()
    {
        var matcher = Matcher(@"f|expand: 'a\b\\c\%plain% %plain%'");
        matcher.Matches(new MapEvent(("f", @"a\b\c%plain% foo"))).ShouldBeTrue();
    }

    [Fact]
    public void Expanding_twice_is_refused() =>
        Rule.ParseItem("f|expand|expand: '%plain%'", Values).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("modifier-order");

    private static NaiveMatcher Matcher(string item) => Rule.ItemMatcher(item, Values);

    private static IReadOnlyList<string>? Values(string name) => name switch
    {
        "admins" => ["anh", "qt-*"],
        "plain" => ["foo"],
        _ => null,
    };
}
