using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Operations.Register;

/// <summary>A level that follows from answers in the file, with the articles that decide.</summary>
internal sealed record AnsweredLevel(int Level, string Basis, LevelAnswerSheet Answers);

/// <summary>Reads <c>level.answers</c> of a register file: the wizard's questions, answered in writing.</summary>
/// <param name="day">The day whose law counts.</param>
internal sealed class AnsweredLevels(LevelRules rules, DateOnly day)
{
    /// <summary>Null where there are no answers, or faulty ones.</summary>
    /// <param name="computed">The figure that the file gives besides: it must be the same.</param>
    public AnsweredLevel? Read(YamlMap level, int? computed)
    {
        if (level.Map("answers", isRequired: false) is not { } map)
            return null;
        var given = map.Keys.ToDictionary(key => key, key => Values(map, key), StringComparer.Ordinal);
        var answers = LevelAnswers.Read(rules, given);
        foreach (var (question, values) in given)
            Check(map, question, values, answers);
        var decision = LevelDecision.Of(rules, answers, day);
        if (decision.Level == 0)
        {
            level.Fault("answers", "meet no row of the decision table: ask the specialised unit, and give the level as proposed");
            return null;
        }

        if (computed is { } figure && figure != decision.Level)
            level.Fault("computed", string.Create(CultureInfo.InvariantCulture, $"is {figure}, and the answers give {decision.Level}: take it out"));
        return new AnsweredLevel(decision.Level, decision.DecidingArticles, LevelAnswerSheet.Of(answers, rules));
    }

    private static IReadOnlyList<string> Values(YamlMap map, string key) =>
        map.Node.Children[new YamlScalarNode(key)] is YamlSequenceNode ? map.Texts(key) : [map.Text(key)];

    private void Check(YamlMap map, string question, IReadOnlyList<string> values, LevelAnswers answers)
    {
        var known = rules.Questions.FirstOrDefault(q => q.Id == question);
        if (known is null)
        {
            map.Fault(question, $"is no question: write one of {string.Join(", ", rules.Questions.Select(q => q.Id))}");
        }
        else if (values.Any(v => v.Length > 0) && values.FirstOrDefault(v => answers.Chosen(question)?.Contains(v) != true) is { } unknown)
        {
            map.Fault(question, known.Kind == QuestionKind.Number
                ? $"is \"{unknown}\": write a whole number"
                : $"is \"{unknown}\": write one of {string.Join(", ", known.Options.Select(o => o.Id))}");
        }
    }
}
