namespace HaiPhongSoc.Detection.LogSources;

/// <summary>The log source of a rule, lower case; null = not named.</summary>
public sealed record RuleLogSource(string? Product, string? Category, string? Service);
