using System.Collections.Frozen;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads the parts <c>level_questions</c> and <c>level_criteria</c> of a profile.</summary>
internal static class LevelRulesFile
{
    private static readonly Dictionary<string, QuestionKind> Kinds = new(StringComparer.Ordinal)
    {
        ["one"] = QuestionKind.One,
        ["many"] = QuestionKind.Many,
        ["number"] = QuestionKind.Number,
    };

    private static readonly Dictionary<string, LevelTestKind> Tests = new(StringComparer.Ordinal)
    {
        ["any"] = LevelTestKind.Any,
        ["only"] = LevelTestKind.Only,
        ["none"] = LevelTestKind.None,
        ["at_least"] = LevelTestKind.AtLeast,
        ["below"] = LevelTestKind.Below,
    };

    public static LevelRules Read(YamlMap root)
    {
        var questions = new List<LevelQuestion>();
        foreach (var map in root.Maps("level_questions", isRequired: true))
        {
            var question = Question(map, questions);
            if (questions.Exists(q => q.Id == question.Id))
                map.Fault("id", $"\"{question.Id}\" is given twice");
            else
                questions.Add(question);
        }

        var rows = root.Maps("level_criteria", isRequired: true);
        var criteria = rows.Select(map => Criterion(map, questions)).ToList();
        for (var level = 1; level <= 5; level++)
        {
            if (criteria.Count > 0 && !criteria.Exists(c => c.Level == level))
                root.Fault("level_criteria", FormattableString.Invariant($"has no row for level {level}"));
        }

        return new LevelRules(questions, RowChecks.Once(rows, criteria, c => c.Id, _ => [0], c => c.Basis));
    }

    private static LevelQuestion Question(YamlMap map, List<LevelQuestion> earlier)
    {
        var kind = map.Word("kind", Kinds);
        var options = map.Maps("options", isRequired: kind != QuestionKind.Number).Select(Option).ToList();
        foreach (var twice in options.GroupBy(o => o.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            map.Fault("options", $"holds \"{twice.Key}\" twice");
        if (kind == QuestionKind.Number && options.Count > 0)
            map.Fault("options", "a number has none");
        var question = new LevelQuestion(
            map.Text("id"), kind, map.Wording("title"), map.Has("help") ? map.Wording("help") : Wording.Empty, options,
            [.. map.Maps("asked_when", isRequired: false).Select(m => Test(m, earlier)).OfType<LevelTest>()]);
        map.Close();
        return question;
    }

    private static LevelOption Option(YamlMap map)
    {
        var option = new LevelOption(map.Text("id"), map.Wording("title"));
        map.Close();
        return option;
    }

    private static LevelCriterion Criterion(YamlMap map, List<LevelQuestion> questions)
    {
        var row = new LevelCriterion(
            map.Text("id"), map.Integer("level", 1, 5, 1), map.Wording("title"),
            [.. map.Maps("when", isRequired: true).Select(m => Test(m, questions)).OfType<LevelTest>()], RegulationFile.Basis(map));
        if (!map.Has("level"))
            map.Fault("level", "is missing");
        if (map.Has("when") && row.When.Count == 0)
            map.Fault("when", "names no test: the row would hold for every system");
        map.Close();
        return row;
    }

    private static LevelTest? Test(YamlMap map, List<LevelQuestion> questions)
    {
        var id = map.Text("question");
        var question = questions.Find(q => q.Id == id);
        if (question is null && id.Length > 0)
            map.Fault("question", $"\"{id}\" is not among level_questions before it");
        var kinds = Tests.Where(t => map.Has(t.Key)).ToList();
        if (kinds is not [var (name, kind)])
        {
            map.Fault("question", $"needs exactly one of {string.Join(", ", Tests.Keys)}");
            map.Close();
            return null;
        }

        var isNumber = kind is LevelTestKind.AtLeast or LevelTestKind.Below;
        var test = isNumber
            ? new LevelTest(id, kind, FrozenSet<string>.Empty, map.Integer(name, 0, int.MaxValue, 0))
            : new LevelTest(id, kind, map.Texts(name, isRequired: true).ToFrozenSet(StringComparer.Ordinal), 0);
        map.Close();
        if (question is null)
            return null;
        if (isNumber != (question.Kind == QuestionKind.Number))
            map.Fault(name, $"does not fit \"{id}\", which is answered by {(isNumber ? "options" : "a number")}");
        foreach (var unknown in test.Options.Where(o => question.Options.All(known => known.Id != o)))
            map.Fault(name, $"\"{unknown}\" is no option of \"{id}\"");
        return test;
    }
}
