using System.Buffers;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>
/// Public rules hold lists of thousands of values. Where any value of a list is enough, equal texts become one set and contained texts one search for many texts;
/// whether the item holds stays the same (<see cref="DetectionItem.Tests"/> is what it must agree with).
/// </summary>
internal static class LargeLists
{
    private const int Least = 6;

    public static IReadOnlyList<ValueTest> Fold(IReadOnlyList<ValueTest> tests)
    {
        if (tests.Count < Least)
            return tests;
        var rest = new List<ValueTest>(tests);
        var folded = new List<ValueTest>();
        foreach (var cased in (ReadOnlySpan<bool>)[false, true])
        {
            if (Take(rest, StringPattern.Shape.Equal, cased) is { } equal)
                folded.Add(new EqualListTest(equal, cased) { Written = "" });
            if (Take(rest, StringPattern.Shape.Contains, cased) is { } contained)
                folded.Add(new ContainsListTest(contained, cased) { Written = "" });
        }

        return [.. folded, .. rest];
    }

    private static string[]? Take(List<ValueTest> tests, StringPattern.Shape shape, bool cased)
    {
        bool Fits(ValueTest test) => test is TextTest { Pattern: var pattern } && pattern.Kind == shape && pattern.IsCased == cased;
        string[] literals = [.. tests.Where(Fits).Select(test => ((TextTest)test).Pattern.Text)];
        if (literals.Length < Least)
            return null;
        tests.RemoveAll(Fits);
        return literals;
    }

    private sealed class EqualListTest(string[] texts, bool cased) : SingleValueTest
    {
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
            new HashSet<string>(texts, cased ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) => kind != SigmaValueKind.Null && _texts.Contains(text);
    }

    private sealed class ContainsListTest(string[] texts, bool cased) : SingleValueTest
    {
        private readonly SearchValues<string> _texts = SearchValues.Create(texts, cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

        public override bool Holds(ReadOnlySpan<char> text, SigmaValueKind kind) => kind != SigmaValueKind.Null && text.ContainsAny(_texts);
    }
}
