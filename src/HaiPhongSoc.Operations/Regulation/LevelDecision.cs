using System.Globalization;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What one other answer would make of it.</summary>
/// <param name="Values">What would be chosen instead.</param>
/// <param name="Level">The level then; 0 = no row would hold.</param>
/// <param name="Because">A row that would decide; null where none would hold.</param>
internal sealed record LevelChange(LevelQuestion Question, IReadOnlyList<string> Values, int Level, LevelCriterion? Because);

/// <summary>The level that follows from the answers: of all rows that hold, the highest.</summary>
/// <param name="Level">0 = no row holds.</param>
/// <param name="Deciding">The rows of that level that hold.</param>
/// <param name="Missing">Questions that are asked, not answered, and could still raise the level.</param>
/// <param name="Changes">Every single other answer that would give another level.</param>
internal sealed record LevelDecision(
    int Level, IReadOnlyList<LevelCriterion> Deciding, IReadOnlyList<LevelQuestion> Missing, IReadOnlyList<LevelChange> Changes)
{
    /// <summary>The articles of the deciding rows, each once.</summary>
    public string DecidingArticles => string.Join("; ", Deciding.Select(row => row.Basis.Article).Distinct(StringComparer.Ordinal));

    public static LevelDecision Of(LevelRules rules, LevelAnswers answers, DateOnly day)
    {
        var criteria = rules.Criteria.Where(c => c.Basis.HoldsOn(day)).ToList();
        var level = LevelOf(rules, criteria, answers);
        var open = criteria.Where(c => c.Level > level && rules.Holds(c, answers) is null).SelectMany(c => c.When.Select(t => t.Question)).ToHashSet(StringComparer.Ordinal);
        return new LevelDecision(
            level,
            [.. criteria.Where(c => c.Level == level && rules.Holds(c, answers) is true)],
            [.. rules.Questions.Where(q => open.Contains(q.Id) && rules.IsAsked(q, answers) is true && answers.Chosen(q.Id) is null)],
            [.. OtherAnswers(rules, criteria, answers, level)]);
    }

    private static int LevelOf(LevelRules rules, List<LevelCriterion> criteria, LevelAnswers answers) =>
        criteria.Where(c => rules.Holds(c, answers) is true).Select(c => c.Level).DefaultIfEmpty().Max();

    private static IEnumerable<LevelChange> OtherAnswers(LevelRules rules, List<LevelCriterion> criteria, LevelAnswers answers, int level)
    {
        foreach (var question in rules.Questions.Where(q => rules.IsAsked(q, answers) is true && answers.Chosen(q.Id) is not null))
        {
            foreach (var values in Others(rules, question, answers))
            {
                var changed = answers.With(question.Id, values);
                var then = LevelOf(rules, criteria, changed);
                if (then != level)
                    yield return new LevelChange(question, values, then, criteria.Find(c => c.Level == then && rules.Holds(c, changed) is true));
            }
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Others(LevelRules rules, LevelQuestion question, LevelAnswers answers)
    {
        var chosen = answers.Chosen(question.Id)!;
        return question.Kind switch
        {
            QuestionKind.One => question.Options.Where(o => !chosen.Contains(o.Id)).Select(o => new[] { o.Id }),
            QuestionKind.Many => question.Options
                .Select(o => (chosen.Contains(o.Id) ? chosen.Where(c => c != o.Id) : chosen.Append(o.Id)).Order(StringComparer.Ordinal).ToArray())
                .Where(values => values.Length > 0),
            _ => Borders(rules, question.Id, answers.Number(question.Id)).Select(n => new[] { n.ToString(CultureInfo.InvariantCulture) }),
        };
    }

    // The numbers at which a row begins or ends to hold, as the nearest on the other side.
    private static IEnumerable<long> Borders(LevelRules rules, string question, long? given) => rules.Criteria
        .SelectMany(c => c.When)
        .Where(t => t.Question == question && t.Kind is LevelTestKind.AtLeast or LevelTestKind.Below)
        .Select(t => given >= t.Number ? t.Number - 1 : t.Number)
        .Where(n => n >= 0)
        .Distinct()
        .Order();
}
