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
            level.Fault(
                "answers",
                "meet no row of the decision table: ask the specialised unit, and give the level as proposed",
                "không khớp dòng nào của bảng tiêu chí: hỏi đơn vị chuyên trách, và ghi cấp độ ở proposed");
            return null;
        }

        if (computed is { } figure && figure != decision.Level)
            level.Fault("computed", FormattableString.Invariant($"is {figure}, and the answers give {decision.Level}: take it out"), FormattableString.Invariant($"là {figure}, mà câu trả lời cho cấp độ {decision.Level}: bỏ đi"));
        return new AnsweredLevel(decision.Level, decision.DecidingArticles, LevelAnswerSheet.Of(answers, rules));
    }

    private static IReadOnlyList<string> Values(YamlMap map, string key) =>
        map.Node.Children[new YamlScalarNode(key)] is YamlSequenceNode ? map.Texts(key) : [map.Text(key)];

    private void Check(YamlMap map, string question, IReadOnlyList<string> values, LevelAnswers answers)
    {
        var known = rules.Questions.FirstOrDefault(q => q.Id == question);
        if (known is null)
        {
            var questions = string.Join(", ", rules.Questions.Select(q => q.Id));
            map.Fault(question, $"is no question: write one of {questions}", $"không phải là câu hỏi: ghi một trong {questions}");
        }
        else if (values.Any(v => v.Length > 0) && values.FirstOrDefault(v => answers.Chosen(question)?.Contains(v) != true) is { } unknown)
        {
            var (vi, en) = ("một số nguyên", "a whole number");
            if (known.Kind != QuestionKind.Number)
                (vi, en) = ($"một trong {string.Join(", ", known.Options.Select(o => o.Id))}", $"one of {string.Join(", ", known.Options.Select(o => o.Id))}");
            map.Fault(question, $"is \"{unknown}\": write {en}", $"là \"{unknown}\": ghi {vi}");
        }
    }
}
