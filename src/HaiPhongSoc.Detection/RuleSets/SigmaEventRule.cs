using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A Sigma rule under the filters that are about it.</summary>
internal sealed class SigmaEventRule(NaiveMatcher matcher) : EventRule
{
    private const int LongestValue = 512;
    private const int MostEvidence = 50;

    public SigmaRule Rule => matcher.Rule;

    public override bool Matches(LogEventView view) => matcher.Matches(view);

    public override IReadOnlyList<Evidence> Explain(LogEventView view) =>
        [.. matcher.Evidence(view).Take(MostEvidence).Select(e => new Evidence(e.Detection, e.Field, Cut(e.Value), e.Pattern))];

    private static string Cut(string value)
    {
        if (value.Length <= LongestValue)
            return value;
        return value[..(char.IsHighSurrogate(value[LongestValue - 1]) ? LongestValue - 1 : LongestValue)];
    }
}
