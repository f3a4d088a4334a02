using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What level follows from answers about a system, by the profile in force today. Nothing is kept.</summary>
/// <param name="Answers">Question → options or a number. What no question knows counts as not given.</param>
public sealed record AdviseLevel(Actor Actor, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers) : IQuery<LevelAdvice>;

/// <summary>The questions as they are asked after these answers, and what follows.</summary>
/// <param name="Level">0 = no row of the decision table holds.</param>
/// <param name="IsFinal">False while a question is open whose answer could raise the level.</param>
/// <param name="Deciding">The rows that decide, each with its article.</param>
/// <param name="Changes">Every single other answer that would give another level.</param>
public sealed record LevelAdvice(
    IReadOnlyList<AskedQuestion> Questions, int Level, bool IsFinal, IReadOnlyList<DecidingRow> Deciding, IReadOnlyList<AdvisedChange> Changes);

/// <param name="IsNumber">Answered by a whole number; else by its options.</param>
/// <param name="IsMany">Several options may be chosen.</param>
/// <param name="Given">Options chosen, or the number; empty where it is not answered.</param>
/// <param name="IsMissing">Not answered, and it could raise the level.</param>
public sealed record AskedQuestion(
    string Id, Wording Title, Wording Help, bool IsNumber, bool IsMany, IReadOnlyList<AskedOption> Options, IReadOnlyList<string> Given, bool IsMissing);

public sealed record AskedOption(string Id, Wording Title);

public sealed record DecidingRow(string Id, Wording Title, int Level, BasisView Basis);

/// <param name="Answer">The other answer, in words.</param>
/// <param name="Because">A row that would decide; null where none would hold.</param>
public sealed record AdvisedChange(string Question, Wording Title, Wording Answer, int Level, DecidingRow? Because);

internal sealed class AdviseLevelHandler(Rulebook rulebook, CityTime time) : IRequestHandler<AdviseLevel, Outcome<LevelAdvice>>
{
    public Task<Outcome<LevelAdvice>> Handle(AdviseLevel request, CancellationToken cancellationToken)
    {
        var rules = rulebook.Regulation.Levels;
        var answers = LevelAnswers.Read(rules, request.Answers);
        return Task.FromResult<Outcome<LevelAdvice>>(Advice(rules, answers, LevelDecision.Of(rules, answers, time.DayOf(time.Now))));
    }

    private static LevelAdvice Advice(LevelRules rules, LevelAnswers answers, LevelDecision decision) => new(
        [.. rules.Questions.Where(q => rules.IsAsked(q, answers) is true).Select(q => Asked(q, answers, decision))],
        decision.Level,
        decision.Missing.Count == 0,
        [.. decision.Deciding.Select(Row)],
        [.. decision.Changes.Select(Change)]);

    private static AskedQuestion Asked(LevelQuestion question, LevelAnswers answers, LevelDecision decision) => new(
        question.Id,
        question.Title,
        question.Help,
        question.Kind == QuestionKind.Number,
        question.Kind == QuestionKind.Many,
        [.. question.Options.Select(o => new AskedOption(o.Id, o.Title))],
        [.. answers.Chosen(question.Id) ?? new HashSet<string>(StringComparer.Ordinal)],
        decision.Missing.Contains(question));

    private static DecidingRow Row(LevelCriterion row) => new(row.Id, row.Title, row.Level, RegulationRows.Of(row.Basis));

    private static AdvisedChange Change(LevelChange change) => new(
        change.Question.Id, change.Question.Title, Answer(change.Question, change.Values), change.Level, change.Because is { } row ? Row(row) : null);

    private static Wording Answer(LevelQuestion question, IReadOnlyList<string> values)
    {
        if (question.Kind == QuestionKind.Number)
        {
            var number = long.Parse(values[0], CultureInfo.InvariantCulture);
            return new Wording(number.ToString("N0", Vietnamese), number.ToString("N0", CultureInfo.InvariantCulture));
        }

        var chosen = question.Options.Where(o => values.Contains(o.Id, StringComparer.Ordinal)).ToList();
        return new Wording(string.Join("; ", chosen.Select(o => o.Title.Vi)), string.Join("; ", chosen.Select(o => o.Title.En)));
    }

    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = "." };
}
