using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <summary>A regulation profile.</summary>
internal sealed record RegulationShape(string Id, TextShape Title, IReadOnlyList<RegulationRowShape> Rows)
{
    public static RegulationShape Of(RegulationView view) => new(view.Id, TextShape.Of(view.Title), [.. view.Rows.Select(RegulationRowShape.Of)]);
}

/// <param name="Part">Part of the profile.</param>
/// <param name="Levels">For which levels; empty where levels do not matter.</param>
internal sealed record RegulationRowShape(string Part, string Id, TextShape Title, IReadOnlyList<int> Levels, IReadOnlyList<RegulationFactShape> Facts, BasisShape Basis)
{
    public static RegulationRowShape Of(RegulationRow row) => new(
        row.Part, row.Id, TextShape.Of(row.Title), row.Levels, [.. row.Facts.Select(f => new RegulationFactShape(f.Key, TextShape.Of(f.Value)))], BasisShape.Of(row.Basis));
}

internal sealed record RegulationFactShape(string Key, TextShape Value);

/// <param name="Confidence">verified, secondary or to-be-confirmed.</param>
internal sealed record BasisShape(string Article, string Confidence, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public static BasisShape Of(BasisView basis) => new(basis.Article, basis.Confidence, basis.ValidFrom, basis.ValidTo);
}

/// <param name="Level">0 = no row of the decision table holds.</param>
/// <param name="IsFinal">False while an open question could raise the level.</param>
internal sealed record LevelAdviceShape(
    int Level, bool IsFinal, IReadOnlyList<DecidingShape> Deciding, IReadOnlyList<QuestionShape> Questions, IReadOnlyList<LevelChangeShape> Changes)
{
    public static LevelAdviceShape Of(LevelAdvice advice) => new(
        advice.Level, advice.IsFinal, [.. advice.Deciding.Select(DecidingShape.Of)], [.. advice.Questions.Select(QuestionShape.Of)],
        [.. advice.Changes.Select(c => new LevelChangeShape(c.Question, TextShape.Of(c.Answer), c.Level, c.Because is { } row ? DecidingShape.Of(row) : null))]);
}

internal sealed record DecidingShape(string Id, TextShape Title, int Level, BasisShape Basis)
{
    public static DecidingShape Of(DecidingRow row) => new(row.Id, TextShape.Of(row.Title), row.Level, BasisShape.Of(row.Basis));
}

/// <param name="Kind">one, many or number.</param>
/// <param name="IsMissing">Not answered, and it could raise the level.</param>
internal sealed record QuestionShape(
    string Id, string Kind, TextShape Title, TextShape Help, IReadOnlyList<QuestionOptionShape> Options, IReadOnlyList<string> Given, bool IsMissing)
{
    public static QuestionShape Of(AskedQuestion question) => new(
        question.Id, question.IsNumber ? "number" : question.IsMany ? "many" : "one", TextShape.Of(question.Title), TextShape.Of(question.Help),
        [.. question.Options.Select(o => new QuestionOptionShape(o.Id, TextShape.Of(o.Title)))], question.Given, question.IsMissing);
}

internal sealed record QuestionOptionShape(string Id, TextShape Title);

/// <summary>One other answer and the level that it would give.</summary>
internal sealed record LevelChangeShape(string Question, TextShape Answer, int Level, DecidingShape? Because);
