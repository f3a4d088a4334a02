using CsCheck;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Tests.Strings;

/// <summary>Patterns against a twin that tries everything.</summary>
public sealed class StringPatternTests
{
    // Few pieces, so that patterns and values meet; astral letters in both cases, the Kelvin sign, dotless i, composed and bare letters.
    private static readonly string[] Letters = ["a", "A", "b", "-", "/", "\u2013", "\\", "k", "\u212A", "ı", "I", "é", "É", "Đ", "đ", "\U00010400", "\U00010428", "😀", "\n", "ſ", "s"];

    private static readonly Gen<string> Value = Pick.From(Letters).Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> Pattern = Pick.From([.. Letters, "*", "*", "?", "\\*", "\\?", "\\\\"]).Array[0, 7].Select(string.Concat);

    [Fact]
    public void Pattern_agrees_with_backtracking_twin() =>
        Gen.Select(Pattern, Value, Gen.Bool, Gen.Int[0, 4]).Sample(
            (pattern, value, cased, change) =>
            {
                var text = Changed(SigmaString.Read(pattern), change);
                return new StringPattern(text, cased).Matches(value) == Twin(text.Parts, value, cased);
            },
            iter: 200_000);

    [Fact]
    public void Literal_text_matches_itself_and_survives_escaping() =>
        Value.Sample(
            value =>
            {
                var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
                SigmaString.Read(escaped).TryLiteral(out var literal).ShouldBeTrue();
                return literal == value && new StringPattern(SigmaString.Read(escaped), cased: true).Matches(value);
            },
            iter: 20_000);

    [Fact]
    public void Folded_list_agrees_with_its_values_one_by_one() =>
        Gen.Select(Pattern.Array[0, 30], Value.Array[0, 3], Gen.Int[0, 4], Gen.Bool).Sample(
            (patterns, values, change, cased) =>
            {
                List<ValueTest> tests = [.. patterns.Select(pattern => new TextTest(new StringPattern(Changed(SigmaString.Read(pattern), change), cased)) { Written = pattern })];
                SigmaValue[] seen = [.. values.Select(value => new SigmaValue(value))];
                var @event = new MapEvent();
                return LargeLists.Fold(tests).Any(test => test.Matches(@event, seen, out _)) == tests.Any(test => test.Matches(@event, seen, out _));
            },
            iter: 30_000);

    [Fact]
    public void Long_lists_are_really_folded()
    {
        List<ValueTest> tests = [.. Enumerable.Range(0, 5_000).Select(i => (ValueTest)new TextTest(new StringPattern(SigmaString.Read($"v{i}"), cased: false)) { Written = "" })];
        LargeLists.Fold(tests).Count.ShouldBe(1);
    }

    [Fact]
    public void Evidence_of_a_folded_list_names_the_value_that_matched()
    {
        var matcher = Rule.ItemMatcher("f|contains: [one, two, three, four, five, six, seven]");
        var evidence = matcher.Evidence(new MapEvent(("f", "xxTHREExx")));
        evidence.ShouldHaveSingleItem().ShouldBe(new SigmaEvidence("selection", "f", "xxTHREExx", "contains 'three'"));
    }

    private static SigmaString Changed(SigmaString text, int change) => change switch
    {
        1 => text.WithAnyRunBefore().WithAnyRunAfter(),
        2 => text.WithAnyRunAfter(),
        3 => text.WithAnyRunBefore(),
        4 => text.WithAnyDash(),
        _ => text,
    };

    private static bool Twin(ReadOnlySpan<SigmaString.Part> parts, ReadOnlySpan<char> value, bool cased)
    {
        if (parts.IsEmpty)
            return value.IsEmpty;
        var rest = parts[1..];
        switch (parts[0].Kind)
        {
            case SigmaString.PartKind.AnyRun:
                for (var taken = 0; taken <= value.Length; taken++)
                {
                    if (Twin(rest, value[taken..], cased))
                        return true;
                }

                return false;
            case SigmaString.PartKind.AnyOne:
                return !value.IsEmpty && Twin(rest, value[(value is [var high, var low, ..] && char.IsSurrogatePair(high, low) ? 2 : 1)..], cased);
            case SigmaString.PartKind.AnyDash:
                return !value.IsEmpty && "-/\u2013\u2014\u2015".Contains(value[0], StringComparison.Ordinal) && Twin(rest, value[1..], cased);
            default:
                var literal = parts[0].Text;
                return value.Length >= literal.Length
                    && value[..literal.Length].Equals(literal, cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
                    && Twin(rest, value[literal.Length..], cased);
        }
    }
}
