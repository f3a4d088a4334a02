using System.Collections.Frozen;
using System.Globalization;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What somebody answered about a system. Immutable; a question without an entry is not answered.</summary>
internal sealed class LevelAnswers
{
    private readonly Dictionary<string, FrozenSet<string>> _given;

    private LevelAnswers(Dictionary<string, FrozenSet<string>> given) => _given = given;

    public static LevelAnswers Empty { get; } = new([]);

    /// <summary>The options that were chosen; null where the question is not answered.</summary>
    public IReadOnlySet<string>? Chosen(string question) => _given.GetValueOrDefault(question);

    public long? Number(string question) =>
        _given.TryGetValue(question, out var given) && given.Count == 1 && long.TryParse(given.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>These answers with one changed; without values it is taken back.</summary>
    public LevelAnswers With(string question, params IEnumerable<string> values)
    {
        var given = new Dictionary<string, FrozenSet<string>>(_given, StringComparer.Ordinal);
        var chosen = values.ToFrozenSet(StringComparer.Ordinal);
        if (chosen.Count == 0)
            given.Remove(question);
        else
            given[question] = chosen;
        return new LevelAnswers(given);
    }

    /// <summary>Takes what the questions know; anything else (a stale link, a hand-written address) counts as not answered.</summary>
    public static LevelAnswers Read(LevelRules rules, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        var answers = Empty;
        foreach (var question in rules.Questions)
        {
            if (!given.TryGetValue(question.Id, out var values))
                continue;
            var known = question.Kind == QuestionKind.Number
                ? values.Where(v => v.Length <= 12 && long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Take(1)
                : values.Where(v => question.Options.Any(o => o.Id == v));
            answers = answers.With(question.Id, question.Kind == QuestionKind.Many ? known : known.Take(1));
        }

        return answers;
    }
}
