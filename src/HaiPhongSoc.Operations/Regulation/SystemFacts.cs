namespace HaiPhongSoc.Operations.Regulation;

/// <summary>A condition on what is recorded of a system.</summary>
/// <param name="Fact">What is looked at: <c>question.…</c> for an answer about the level, <c>section.field</c> for its record.</param>
/// <param name="Options">It holds where one of them was chosen.</param>
internal sealed record SystemCondition(string Fact, IReadOnlySet<string> Options);

/// <summary>What is recorded of a system, as far as rows ask for it. Equal where it says the same.</summary>
internal sealed record SystemFacts
{
    private readonly string _lines;

    private SystemFacts(string lines) => _lines = lines;

    public static SystemFacts None { get; } = new("");

    public static SystemFacts Of(IEnumerable<(string Fact, string Value)> said) =>
        new(string.Join('\n', said.Select(s => $"{s.Fact}={s.Value}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    public bool Meets(SystemCondition condition) => Values(condition.Fact).Any(condition.Options.Contains);

    public IEnumerable<string> Values(string fact) =>
        from line in _lines.Split('\n')
        where line.StartsWith(fact, StringComparison.Ordinal) && line.Length > fact.Length && line[fact.Length] == '='
        select line[(fact.Length + 1)..];
}
