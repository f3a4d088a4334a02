using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Sheets;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Organisations and systems as texts that are compared and shown.</summary>
internal static class RegisterCells
{
    private static readonly (Wording Name, Func<OrganisationRecord, string?> Get)[] OfOrganisation =
    [
        (new("Tên", "name"), o => o.Name),
        (new("Cơ quan cấp trên", "parent"), o => o.ParentCode),
        (new("Điện thoại", "phone"), o => o.Phone),
        (new("Loại cơ quan", "kind"), o => RegisterFile.WordOf(o.Kind)),
        (new("Từ ngày", "valid_from"), o => SystemSheet.DayOf(o.ValidFrom)),
        (new("Đến ngày", "valid_to"), o => SystemSheet.DayOf(o.ValidTo)),
        (new("Cơ quan kế thừa", "successor"), o => o.SuccessorCode),
        (new("Tên cũ", "former_names"), o => string.Join("; ", o.FormerNames.Select(n => n.Name))),
    ];

    private static readonly Wording Answers = new("Câu trả lời xác định cấp độ", "level_answers");

    public static IReadOnlyList<string> TextsOf(OrganisationRecord organisation) => [.. OfOrganisation.Select(f => f.Get(organisation) ?? "")];

    public static IReadOnlyList<string> TextsOf(SystemRecord system) =>
        [.. SystemSheet.TextsOf(system), string.Join("; ", system.LevelAnswers.Select(a => $"{a.Key}: {string.Join(", ", a.Value)}"))];

    /// <param name="from">Null where it is new.</param>
    public static IReadOnlyList<ImportCell> OrganisationChanges(IReadOnlyList<string>? from, IReadOnlyList<string> to) => Between(OfOrganisation.Select(f => f.Name), from, to);

    /// <param name="from">Null where it is new.</param>
    public static IReadOnlyList<ImportCell> SystemChanges(IReadOnlyList<string>? from, IReadOnlyList<string> to) => Between(SystemColumn.All.Select(c => c.Name).Append(Answers), from, to);

    private static List<ImportCell> Between(IEnumerable<Wording> names, IReadOnlyList<string>? from, IReadOnlyList<string> to) =>
        [.. names.Select((name, at) => new ImportCell(name, from?[at] ?? "", to[at])).Where(cell => cell.From != cell.To)];
}
