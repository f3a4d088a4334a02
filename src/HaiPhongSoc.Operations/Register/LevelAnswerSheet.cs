using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Answers about a system as they are kept: question → options or a number.</summary>
public sealed class LevelAnswerSheet : SortedDictionary<string, IReadOnlyList<string>>
{
    public LevelAnswerSheet()
        : base(StringComparer.Ordinal)
    {
    }

    internal bool Says(LevelAnswerSheet other) => Count == other.Count && this.All(a => other.TryGetValue(a.Key, out var values) && a.Value.SequenceEqual(values, StringComparer.Ordinal));

    internal static LevelAnswerSheet Of(LevelAnswers answers, LevelRules rules)
    {
        var sheet = new LevelAnswerSheet();
        foreach (var question in rules.Questions)
        {
            if (answers.Chosen(question.Id) is { Count: > 0 } chosen)
                sheet[question.Id] = [.. chosen.Order(StringComparer.Ordinal)];
        }

        return sheet;
    }
}
