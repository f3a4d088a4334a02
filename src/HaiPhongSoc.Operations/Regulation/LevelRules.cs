using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>How a question is answered.</summary>
internal enum QuestionKind
{
    /// <summary>Exactly one option.</summary>
    One,

    /// <summary>One option or more.</summary>
    Many,

    /// <summary>A whole number, not negative.</summary>
    Number,
}

/// <param name="Help">Whom or what to look at for the answer; empty where the title says all.</param>
/// <param name="AskedWhen">All must hold before the question is asked; a question that is not asked meets no test.</param>
internal sealed record LevelQuestion(
    string Id, QuestionKind Kind, Wording Title, Wording Help, IReadOnlyList<LevelOption> Options, IReadOnlyList<LevelTest> AskedWhen);

internal sealed record LevelOption(string Id, Wording Title);

/// <summary>One row of the decision table (tiêu chí xác định cấp độ).</summary>
/// <param name="Level">1–5.</param>
/// <param name="When">All must hold.</param>
internal sealed record LevelCriterion(string Id, int Level, Wording Title, IReadOnlyList<LevelTest> When, LegalBasis Basis);

internal enum LevelTestKind
{
    /// <summary>At least one of the options was chosen.</summary>
    Any,

    /// <summary>Nothing but the options was chosen.</summary>
    Only,

    /// <summary>None of the options was chosen.</summary>
    None,

    /// <summary>The number is this large or larger.</summary>
    AtLeast,

    /// <summary>The number is smaller.</summary>
    Below,
}

/// <param name="Number">For <see cref="LevelTestKind.AtLeast"/> and <see cref="LevelTestKind.Below"/>.</param>
internal sealed record LevelTest(string Question, LevelTestKind Kind, IReadOnlySet<string> Options, long Number);

/// <summary>The decision table for security levels (cấp độ) and the questions that its rows stand on.</summary>
internal sealed record LevelRules(IReadOnlyList<LevelQuestion> Questions, IReadOnlyList<LevelCriterion> Criteria)
{
    /// <summary>Whether the question is asked after these answers; null: an answer before it is missing.</summary>
    public bool? IsAsked(LevelQuestion question, LevelAnswers answers) => All(question.AskedWhen, answers);

    /// <summary>Whether the row holds; null: it stands on an answer that is missing.</summary>
    public bool? Holds(LevelCriterion criterion, LevelAnswers answers) => All(criterion.When, answers);

    // False as soon as one test fails, whatever else is unknown.
    private bool? All(IReadOnlyList<LevelTest> tests, LevelAnswers answers)
    {
        bool? all = true;
        foreach (var test in tests)
        {
            switch (Holds(test, answers))
            {
                case false:
                    return false;
                case null:
                    all = null;
                    break;
            }
        }

        return all;
    }

    // Questions are asked in the file's order and stand on earlier ones only, so that this ends.
    private bool? Holds(LevelTest test, LevelAnswers answers)
    {
        var question = Questions.First(q => q.Id == test.Question);
        if (IsAsked(question, answers) is not true and var asked)
            return asked;
        if (test.Kind is LevelTestKind.AtLeast or LevelTestKind.Below)
            return answers.Number(test.Question) is { } number ? number >= test.Number == (test.Kind == LevelTestKind.AtLeast) : null;
        return answers.Chosen(test.Question) is not { } chosen ? null : test.Kind switch
        {
            LevelTestKind.Any => chosen.Overlaps(test.Options),
            LevelTestKind.Only => chosen.IsSubsetOf(test.Options),
            _ => !chosen.Overlaps(test.Options),
        };
    }
}
