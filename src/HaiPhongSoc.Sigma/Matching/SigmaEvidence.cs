namespace HaiPhongSoc.Sigma.Matching;

/// <summary>One value of an event that fulfilled one pattern of a rule.</summary>
/// <param name="Detection">The name of the detection.</param>
/// <param name="Field">The field as the rule names it, or <see cref="Keywords"/>.</param>
/// <param name="Value">The event's value, whole. Written by whoever made the log.</param>
/// <param name="Pattern">The pattern as written with its modifiers.</param>
public sealed record SigmaEvidence(string Detection, string Field, string Value, string Pattern)
{
    /// <summary>Stands for a field in evidence of a keyword search.</summary>
    public const string Keywords = "keywords";
}
