using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Makes the plan of a file of records with the profile and the register of the request at hand.</summary>
internal sealed class RecordImports(OperationsDbContext database, RecordBook records, Rulebook rulebook, CityTime time)
{
    private static readonly string[] PassedOver = [RecordSheet.Guide, RecordSheet.Systems, RecordSheet.Lists];

    /// <summary>The sheet that determines levels, and those of the sections that hold today.</summary>
    public IReadOnlyList<RecordSheet> Sheets => RecordSheet.Of([LevelSheet.SectionOf(rulebook.Regulation.Levels), .. records.Sections]);

    public async Task<Outcome<(RecordImportPlan Plan, IReadOnlyList<RecordTable> Tables)>> PlanAsync(ReadOnlyMemory<byte> file, Actor asker, CancellationToken cancellationToken)
    {
        var texts = SheetReader.ReadAll(file.ToArray());
        if (!texts.IsSuccess)
            return texts.Fault;
        var tables = Read(texts.Value, Sheets);
        return tables.IsSuccess ? (RecordImportPlan.Make(tables.Value, await SeenAsync(asker, cancellationToken)), tables.Value) : tables.Fault;
    }

    /// <summary>What is kept, by system and section, of the systems within reach.</summary>
    public async Task<Dictionary<(string System, string Section), SectionRecord>> KeptAsync(IEnumerable<SystemRecord> systems, CancellationToken cancellationToken) =>
        (await database.SystemSections.ToListAsync(cancellationToken)).Concat(systems.Select(LevelSheet.KeptOf).OfType<SectionRecord>()).ToDictionary(s => (s.SystemCode, s.Section));

    /// <summary>A sheet that is no section's holds what somebody believes to be imported: it is refused, unless it is empty or one that we write besides.</summary>
    internal static Outcome<List<RecordTable>> Read(IReadOnlyList<NamedText> texts, IReadOnlyList<RecordSheet> sheets)
    {
        var tables = new List<RecordTable>();
        foreach (var (name, text) in texts)
        {
            if (name is not null && PassedOver.Any(other => SheetColumn.Same(name, other)))
                continue;
            var found = name is null ? OfColumns(text, sheets) : Named(name, sheets);
            if (!found.IsSuccess)
                return found.Fault;
            if (tables.Exists(t => t.Sheet == found.Value))
                return SheetFaults.Of("sheet", $"mục «{found.Value.Name}» có hai trang tính: bỏ một trang", $"the section «{found.Value.Name}» has two sheets: take one out");
            var table = RecordTable.Read(found.Value, text);
            if (!table.IsSuccess)
                return table.Fault;
            tables.Add(table.Value);
        }

        return tables.Count == 0 ? SheetFaults.Empty : tables;
    }

    private static Outcome<RecordSheet> Named(string name, IReadOnlyList<RecordSheet> sheets)
    {
        var shown = PlainText.OneLine(ImportWords.Short(name));
        return sheets.FirstOrDefault(s => s.IsNamed(name)) is { } sheet ? sheet : SheetFaults.Of(
            "sheet", $"không có mục hồ sơ «{shown}»: giữ tên trang tính của tệp mẫu, hoặc bỏ trang này", $"there is no section «{shown}»: keep the names of the template's sheets, or take this one out");
    }

    // A table without a name is of the section whose columns it has.
    private static Outcome<RecordSheet> OfColumns(SheetText text, IReadOnlyList<RecordSheet> sheets)
    {
        var header = text.Rows[0].Cells.Where(c => c.Text.Length > 0).Select(c => FoldedText.Of(c.Text)).ToHashSet(StringComparer.Ordinal);
        var fitting = sheets.Where(s => s.Columns.All(c => header.Contains(FoldedText.Of(c.Name.Vi)) || header.Contains(FoldedText.Of(c.Name.En)))).ToList();
        return fitting.MaxBy(s => s.Columns.Count) is { } sheet && fitting.Count(s => s.Columns.Count == sheet.Columns.Count) == 1
            ? sheet
            : SheetFaults.Of("section", "không rõ tệp thuộc mục hồ sơ nào: dùng tệp mẫu .xlsx, hoặc .csv có đủ các cột của một mục", "it is not clear which section the file is about: use the .xlsx template, or a .csv with all columns of one section");
    }

    private async Task<RecordsSeen> SeenAsync(Actor asker, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken);
        return new RecordsSeen(
            systems, await KeptAsync(systems.Values, cancellationToken), await records.OperatorsAsync(cancellationToken), rulebook.Regulation.Levels, asker, time.DayOf(time.Now));
    }
}
