namespace HaiPhongSoc.Detection.Hits;

/// <summary>Why a rule matched: one field of one event against one pattern of the rule.</summary>
/// <param name="Selection">The rule's identifier that was fulfilled, for example <c>selection</c>.</param>
/// <param name="Field">The field as the rule names it; <c>keywords</c> for a keyword search.</param>
/// <param name="Value">The event's value, cut at 512 characters. Attacker-written text: never markup.</param>
/// <param name="Pattern">The pattern as written in the rule with its modifiers, for example <c>contains 'wget '</c>.</param>
public sealed record Evidence(string Selection, string Field, string Value, string Pattern);
