using HaiPhongSoc.Detection.RuleSets;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>How far a technique is covered: each step needs the one before.</summary>
internal enum CoverageStep
{
    /// <summary>Only a rule exists.</summary>
    Mapped,

    /// <summary>A rule exists, and events of its log source arrive.</summary>
    Fed,

    /// <summary>A rule hit.</summary>
    Fired,
}

/// <summary>One ATT&amp;CK technique and what stands behind it.</summary>
internal sealed record TechniqueCoverage(string Technique, int Rules, int Fed, int Fired, int Proved, long Hits, IReadOnlyList<string> RuleTitles)
{
    public CoverageStep Step => Fired > 0 ? CoverageStep.Fired : Fed > 0 ? CoverageStep.Fed : CoverageStep.Mapped;

    public bool IsProved => Proved > 0;

    public static IReadOnlyList<TechniqueCoverage> Of(
        RuleSet rules, Func<RuleEntry, bool> isFed, IReadOnlyDictionary<string, long> hits, Func<RuleEntry, bool> isProved) =>
    [
        .. rules.Entries
            .SelectMany(rule => Techniques(rule).Select(technique => (technique, rule)))
            .GroupBy(pair => pair.technique, pair => pair.rule, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new TechniqueCoverage(
                group.Key,
                group.Count(),
                group.Count(isFed),
                group.Count(rule => hits.ContainsKey(rule.Identity.Id)),
                group.Count(isProved),
                group.Sum(rule => hits.GetValueOrDefault(rule.Identity.Id)),
                [.. group.OrderByDescending(rule => rule.Identity.Level).Select(rule => rule.Identity.Title)])),
    ];

    private static IEnumerable<string> Techniques(RuleEntry rule) =>
        rule.Identity.AttackTags.Where(tag => tag.Length > 1 && tag[0] == 'T' && char.IsAsciiDigit(tag[1])).Distinct(StringComparer.Ordinal);
}
