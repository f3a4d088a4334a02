namespace HaiPhongSoc.Sigma;

/// <summary>
/// The rules whose regular expressions may backtrack where the linear-time engine does not take them (look-around, back-references, atomic groups). A match that
/// takes longer than the time-out throws <see cref="System.Text.RegularExpressions.RegexMatchTimeoutException"/> out of the matcher: the caller decides what
/// becomes of the rule. All other rules with such patterns are refused.
/// </summary>
/// <param name="Rules">Ids or names of rules and filters.</param>
/// <param name="MatchTimeout">For one pattern and one value.</param>
public sealed record BacktrackingAllowance(IReadOnlyList<string> Rules, TimeSpan MatchTimeout)
{
    /// <summary>Null where the rule is not among them.</summary>
    internal TimeSpan? TimeoutOf(SigmaMetadata rule) => Rules.Any(rule.IsReferredToBy) ? MatchTimeout : null;
}
