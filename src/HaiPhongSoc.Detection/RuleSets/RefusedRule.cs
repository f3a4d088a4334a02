namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>Why a rule is not in use, and where. A rule may have several reasons. Line and column count from 1.</summary>
/// <param name="File">The full path.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Code">Stable, lower case with dashes.</param>
/// <param name="Reason">A short sentence that names the fix; may quote the rule.</param>
public sealed record RefusedRule(string File, int Line, int Column, string Code, string Reason)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Reason} ({Code})";
}
