namespace HaiPhongSoc.Rules.Tests.Mutation;

/// <summary>A rule with one thing wrong.</summary>
/// <param name="Change">What was changed, for the person who must write the missing case.</param>
/// <param name="Yaml">The changed rule.</param>
internal sealed record Mutant(string Change, string Yaml);
