using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Hits;

/// <summary>What an alert must say of the rule that raised it (attribution included: DRL 1.1).</summary>
/// <param name="Id">The rule's UUID, or the stable id of a built-in finding.</param>
/// <param name="Version">Hash of the rule's text, 16 hex digits.</param>
/// <param name="Title">English title.</param>
/// <param name="TitleVi">Vietnamese title (custom attribute <c>title_vi</c>); null for rules of others.</param>
/// <param name="DescriptionVi">Vietnamese description (custom attribute <c>description_vi</c>).</param>
/// <param name="Level">The rule's own level.</param>
/// <param name="AttackTags">ATT&amp;CK technique ids in upper case (<c>T1110.001</c>) and tactics (<c>TA0006</c> or names as in the tag).</param>
/// <param name="FalsePositives">Known false positives as written in the rule.</param>
public sealed record RuleIdentity(
    string Id,
    string Version,
    string Title,
    string? TitleVi,
    string? Description,
    string? DescriptionVi,
    Severity Level,
    IReadOnlyList<string> AttackTags,
    IReadOnlyList<string> FalsePositives,
    string? Author,
    string? License);
