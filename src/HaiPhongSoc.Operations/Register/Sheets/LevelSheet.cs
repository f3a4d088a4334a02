using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// The wizard's questions as one more sheet of the workbook of records: a column a question of the decision table, then what is proposed and why. What follows is
/// computed as by <see cref="DetermineLevel"/>; the approval is two people's and stands in no file.
/// </summary>
internal static class LevelSheet
{
    /// <summary>No section of a profile is called so: those have dashes.</summary>
    public const string Id = "level_answers";

    private const string Proposed = "level_proposed";
    private const string Justification = "level_justification";

    public static RecordSection SectionOf(LevelRules rules) => new(
        Id,
        new("Xác định cấp độ", "Level"),
        new("Trả lời như ở trang xác định cấp độ; câu không phải hỏi thì để trống. Cấp độ theo tiêu chí được tính khi nhập. Quyết định phê duyệt vẫn do hai người ghi ở trang của hệ thống.", "Answer as on the page that determines a level; leave empty what is not asked. The level is computed by the import. Its approval is still recorded by two people, on the system's page."),
        IsTable: false,
        IsRequired: false,
        DossierRules.AllLevels,
        [
            .. rules.Questions.Select(FieldOf),
            new(Proposed, RecordFieldKind.Choice, SystemColumn.Proposed.Name with { En = "Proposed level" }, new("Để trống thì đề xuất đúng cấp độ theo tiêu chí.", "Empty: what the criteria give."), false, [.. DossierRules.AllLevels.Select(Option)], []),
            new(Justification, RecordFieldKind.Lines, SystemColumn.Justification.Name with { En = "Justification of a lower proposal" }, new("Bắt buộc khi đề xuất thấp hơn cấp độ theo tiêu chí; người thẩm định sẽ đọc.", "Required where less is proposed than the criteria give; the appraiser reads it."), false, [], []),
        ],
        rules.Criteria[0].Basis);

    /// <summary>What the register has, as the sheet says it; null where nobody answered.</summary>
    public static SectionRecord? KeptOf(SystemRecord system) => system.LevelAnswers.Count == 0 ? null : new()
    {
        SystemCode = system.Code,
        Section = Id,
        Version = system.Version,
        Rows = [RowOf(system.LevelAnswers, system.ComputedLevel, system.ProposedLevel, system.LevelJustification)],
    };

    /// <summary>What by hand would be asked for.</summary>
    public static DetermineLevel RequestOf(SystemRecord system, RecordRow row, Actor actor) => new(
        actor, system.Code, system.Version, row, row.Text(Proposed) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null, row.TryGetValue(Justification, out var why) ? why[0] : null);

    public static RecordRow RowOf(PlannedLevel level) =>
        RowOf(level.Answers, level.Decision.Level, level.Request.Proposed, level.Request.Proposed < level.Decision.Level ? level.Request.Justification : null);

    /// <summary>Of a fault of <see cref="DetermineLevel"/>, the cell where it is mended.</summary>
    public static SheetColumn ColumnOf(RecordSheet sheet, LevelDecision decision, Fault fault) =>
        decision.Missing.Count > 0 ? sheet.ColumnOf(decision.Missing[0].Id) : fault.Members.Count > 0 ? sheet.ColumnOf(Justification) : RecordSheet.Code;

    // What is proposed is said only where it is another than what follows: other answers then propose what follows from them.
    private static RecordRow RowOf(LevelAnswerSheet answers, int? computed, int? proposed, string? justification)
    {
        var row = new RecordRow();
        foreach (var (question, values) in answers)
            row[question] = values;
        if (proposed is { } level && level != computed)
            row[Proposed] = [level.ToString(CultureInfo.InvariantCulture)];
        if (justification is not null)
            row[Justification] = [justification];
        return row;
    }

    private static RecordField FieldOf(LevelQuestion question) => new(
        question.Id,
        question.Kind switch { QuestionKind.One => RecordFieldKind.Choice, QuestionKind.Many => RecordFieldKind.Many, _ => RecordFieldKind.Number },
        question.Title,
        question.Help,
        question.AskedWhen.Count == 0,
        [.. question.Options.Select(o => new RecordOption(o.Id, o.Title))],
        []);

    private static RecordOption Option(int level)
    {
        var text = level.ToString(CultureInfo.InvariantCulture);
        return new RecordOption(text, new Wording(text, text));
    }
}
