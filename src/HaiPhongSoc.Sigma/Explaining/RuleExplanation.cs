namespace HaiPhongSoc.Sigma.Explaining;

/// <summary>Why a rule matches an event or does not, down to field, value and pattern.</summary>
/// <param name="Matches">The rule's verdict, the same as the matcher's.</param>
/// <param name="Conditions">Joined by OR.</param>
/// <param name="Detections">Every detection of the rule, also those that no condition asked for.</param>
public sealed record RuleExplanation(bool Matches, IReadOnlyList<ConditionExplanation> Conditions, IReadOnlyList<DetectionExplanation> Detections);

/// <summary>One node of a condition.</summary>
/// <param name="Text"><c>and</c>, <c>or</c>, <c>not</c>, or the name of a detection.</param>
public sealed record ConditionExplanation(string Text, bool Holds, IReadOnlyList<ConditionExplanation> Operands);

/// <summary>One detection: it holds when any of its alternatives does.</summary>
public sealed record DetectionExplanation(string Name, bool Holds, IReadOnlyList<AlternativeExplanation> Alternatives);

/// <summary>Items that must all hold.</summary>
public sealed record AlternativeExplanation(bool Holds, IReadOnlyList<ItemExplanation> Items);

/// <summary>One line of a detection.</summary>
/// <param name="Field">As the rule names it; null for keywords.</param>
/// <param name="Line">In the rule's file, 1-based.</param>
/// <param name="IsPresent">The event has the field (for keywords: any value).</param>
/// <param name="Values">What the event has there.</param>
/// <param name="Patterns">What was looked for, each with the value that fulfilled it.</param>
public sealed record ItemExplanation(
    string? Field, IReadOnlyList<string> Modifiers, int Line, bool Holds, bool RequiresAll, bool IsNegated, bool IsPresent, IReadOnlyList<SigmaValue> Values, IReadOnlyList<PatternExplanation> Patterns);

/// <summary>One value of the rule.</summary>
/// <param name="Pattern">As written, with its modifiers.</param>
/// <param name="Value">The event's value that fulfilled it; null where none did.</param>
public sealed record PatternExplanation(string Pattern, bool Holds, string? Value);
