using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A section of systems' records as a sheet of a workbook. All of it comes of the profile: a section or a field more there is a sheet or a column more here.</summary>
/// <param name="Name">The section's title, as far as a spreadsheet program takes it for a name.</param>
/// <param name="Columns">The system's code, then one a field.</param>
internal sealed record RecordSheet(RecordSection Section, string Name, IReadOnlyList<SheetColumn> Columns)
{
    /// <summary>Sheets beside those of the sections, which nothing is read from.</summary>
    public const string Guide = "Hướng dẫn";
    public const string Systems = "Hệ thống";
    public const string Lists = "Danh mục";

    private const int LongestName = 31;
    private const int LongestValue = 32_767; // what a cell may hold; how long a value may be is said by who keeps it
    private const string NotInNames = @"[]:*?/\";

    public static SheetColumn Code { get; } = new(0, new("Mã hệ thống", "system_code"), true, new(
        "Mã của hệ thống, xem trang tính «Hệ thống».", "Code of the system: see the sheet «Hệ thống»."), "dvc", 22);

    /// <summary>What an export has besides, to be read by people.</summary>
    public static Wording SystemName { get; } = new("Tên hệ thống (chỉ để xem)", "system_name");

    public IEnumerable<(RecordField Field, SheetColumn Column)> Fields => Section.Fields.Zip(Columns.Skip(1));

    public SheetColumn ColumnOf(string field) => Fields.First(f => f.Field.Id == field).Column;

    /// <summary>One a field, as they stand in cells.</summary>
    public IReadOnlyList<string> TextsOf(RecordRow row) => [.. Section.Fields.Select(f => row.TryGetValue(f.Id, out var values) ? RecordCells.TextOf(f, values) : "")];

    public bool IsNamed(string written) => SheetColumn.Same(written, Name) || written == Section.Id;

    public static IReadOnlyList<RecordSheet> Of(IEnumerable<RecordSection> sections)
    {
        HashSet<string> taken = [.. new[] { Guide, Systems, Lists, "History" }.Select(name => FoldedText.Of(name))];
        return [.. sections.Select(s => new RecordSheet(s, Unique(taken, [NameOf(s.Title.Vi), NameOf(s.Id)]), ColumnsOf(s)))];
    }

    private static List<SheetColumn> ColumnsOf(RecordSection section)
    {
        HashSet<string> taken = [.. new[] { Code.Name, SystemName, SheetTable.FaultColumn }.SelectMany(w => new[] { w.Vi, w.En }).Concat(section.Fields.Select(f => f.Id)).Select(name => FoldedText.Of(name))];
        var columns = new List<SheetColumn> { Code };
        foreach (var field in section.Fields)
        {
            var name = Unique(taken, [field.Title.Vi, $"{field.Title.Vi} ({field.Id})"]);
            columns.Add(new SheetColumn(columns.Count, new Wording(name, field.Id), false, RecordCells.HelpOf(field), "", Math.Clamp(name.Length, 16, 40))
            {
                IsAlwaysThere = true,
                HoldsTime = field.Kind == RecordFieldKind.Date,
                Longest = LongestValue,
            });
        }

        return columns;
    }

    private static string NameOf(string title)
    {
        var name = new string([.. title.Select(c => char.IsControl(c) || NotInNames.Contains(c, StringComparison.Ordinal) ? ' ' : c)]).Trim(' ', '\'');
        if (name.Length <= LongestName)
            return name;
        var end = name.LastIndexOf(' ', LongestName);
        return name[..(end > 0 ? end : LongestName)].TrimEnd(' ', ',', ';', '\'');
    }

    // The last of the names that were thought of, with a number, is nobody else's.
    private static string Unique(HashSet<string> taken, IReadOnlyList<string> names)
    {
        foreach (var name in names.Concat(Enumerable.Range(2, 1_000).Select(n => FormattableString.Invariant($"{names[^1][..Math.Min(names[^1].Length, LongestName - 4)]} {n}"))))
        {
            if (name.Length > 0 && taken.Add(FoldedText.Of(name)))
                return name;
        }

        throw new InvalidOperationException($"no name is left for {names[0]}");
    }
}
