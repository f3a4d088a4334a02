namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A rule that is not in use, and why. Line and column count from 1.</summary>
public sealed record RefusedRule(string File, int Line, int Column, string Reason, string? RuleId, string? Title)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Reason}";
}
