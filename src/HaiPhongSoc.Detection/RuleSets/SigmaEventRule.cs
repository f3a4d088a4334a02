using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A Sigma rule, and the filters that are about it: both must hold.</summary>
internal sealed class SigmaEventRule(NaiveMatcher matcher, NaiveMatcher[] filters) : EventRule
{
    private const int LongestValue = 512;
    private const int MostEvidence = 50;

    public override bool Matches(LogEventView view)
    {
        if (!matcher.Matches(view))
            return false;
        foreach (var filter in filters)
        {
            if (!filter.Matches(view))
                return false;
        }

        return true;
    }

    public override IReadOnlyList<Evidence> Explain(LogEventView view) =>
        [.. matcher.Evidence(view).Take(MostEvidence).Select(e => new Evidence(e.Detection, e.Field, Cut(e.Value), e.Pattern))];

    private static string Cut(string value)
    {
        if (value.Length <= LongestValue)
            return value;
        return value[..(char.IsHighSurrogate(value[LongestValue - 1]) ? LongestValue - 1 : LongestValue)];
    }
}
