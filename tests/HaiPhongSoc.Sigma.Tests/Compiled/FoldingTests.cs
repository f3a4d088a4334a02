using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using HaiPhongSoc.Sigma.Compiled;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Compiled;

/// <summary>What the index may rule out: nothing that the exact comparison would let through.</summary>
public sealed class FoldingTests
{
    [Fact]
    public void Characters_that_are_equal_without_case_fold_to_the_same_bytes()
    {
        // Whatever is equal has the same hash, so each group of equals is one bucket. No plane beyond the second has letters of two cases.
        var groups = Enumerable.Range(0, 0x20000)
            .Select(point => point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point))
            .GroupBy(text => text, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any());
        var letters = 0;
        foreach (var group in groups)
        {
            letters++;
            var folded = Folding.Of(group.Key);
            foreach (var equal in group)
                Folding.Of(equal).ShouldBe(folded, $"{(int)equal[0]:X}");
        }

        letters.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void Characters_that_a_pattern_takes_for_an_ASCII_letter_fold_to_it()
    {
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            var regex = new Regex(letter.ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Timeout.InfiniteTimeSpan);
            for (var i = 0; i <= char.MaxValue; i++)
            {
                if (regex.IsMatch([(char)i]))
                    Folding.Of((char)i).ShouldBe((byte)letter, $"{i:X}");
            }
        }
    }

    [Fact]
    public void Bytes_of_UTF8_fold_as_their_characters_do() =>
        Generated.Text(6).Sample(text =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var folded = new byte[utf8.Length];
            return !Folding.TryOf(utf8, folded) || folded.SequenceEqual(Folding.Of(text));
        });

    [Theory]
    [InlineData("cmd\\.exe", "cmd.exe")]
    [InlineData("ab?cde", "cde")]
    [InlineData("ab+cde", "cde")]
    [InlineData("abc+d", "abc")]
    [InlineData("abcd*e", "abc")]
    [InlineData("abcd{0,2}e", "abc")]
    [InlineData("a{b}c", "a{b}c")]
    [InlineData("one|other", "")]
    [InlineData("(one|other) thing", " thing")]
    [InlineData("(?i)net\\s+user", "user")]
    [InlineData("(?x)net user", "")]
    [InlineData("a(?#net user)b", "")]
    [InlineData("[abc]defg[^\\]]h", "defg")]
    [InlineData("[]x]defg", "defg")]
    [InlineData("a[b-z-[c]]defg", "")]
    [InlineData("\\x41bcd", "")]
    [InlineData("xđefg", "efg")]
    public void Literals_of_patterns_are_what_every_match_holds(string pattern, string literal) => RegexLiteral.In(pattern).ShouldBe(literal);

    [Fact]
    public void A_text_that_matches_a_pattern_holds_its_literal()
    {
        var pieces = Pick.From("a", "b", "K", "i", "s", "\\.", "\\\\", "\\d", "\\b", ".", "^", "$", "*", "+", "?", "{0,1}", "{2}", "|", "(", ")", "(?:", "(?i)", "[ab]", "[^a]", "đ");
        Gen.Select(pieces.Array[1, 8].Select(string.Concat), Pick.From("a", "b", "k", "\u212A", "I", "İ", "s", ".", "\\", "1", "đ").Array[0, 8].Select(string.Concat), Gen.Bool).Sample(
            (pattern, text, ignoresCase) =>
            {
                try
                {
                    var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None), Timeout.InfiniteTimeSpan);
                    var literal = RegexLiteral.In(pattern, regex.Options);
                    return !regex.IsMatch(text)
                        || ((literal.Length == 0 || RegexLiteral.MayHold(text, literal)) && Folding.Of(text).AsSpan().IndexOf(Folding.Of(literal)) >= 0);
                }
                catch (RegexParseException)
                {
                    return true;
                }
            },
            iter: 3_000, time: Fuzz.Seconds);
    }
}
