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

    private sealed class EqualListTest(string[] texts, bool cased) : ValueTest
    {
        private readonly HashSet<string> _texts = new(texts, cased ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

        public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
        {
            for (var i = 0; i < values.Count; i++)
            {
                witness = values[i];
                if (witness.Kind != SigmaValueKind.Null && _texts.Contains(witness.Text))
                    return true;
            }

            witness = default;
            return false;
        }
    }

    private sealed class ContainsListTest(string[] texts, bool cased) : ValueTest
    {
        private readonly SearchValues<string> _texts = SearchValues.Create(texts, cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

        public override bool Matches(ISigmaEvent @event, IReadOnlyList<SigmaValue> values, out SigmaValue witness)
        {
            for (var i = 0; i < values.Count; i++)
            {
                witness = values[i];
                if (witness.Kind != SigmaValueKind.Null && witness.Text.AsSpan().ContainsAny(_texts))
                    return true;
            }

            witness = default;
            return false;
        }
    }
}
