using HaiPhongSoc.Operations.Register.Records;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What becomes of a row of a section, or of an entry of the register.</summary>
public enum RecordImportStep
{
    /// <summary>It is new.</summary>
    Add = 1,

    /// <summary>Something in it becomes another.</summary>
    Change = 2,

    /// <summary>The file leaves it out: it goes.</summary>
    Remove = 3,
}

/// <summary>What a file changes about one row of a section of a system's record.</summary>
/// <param name="Line">Of the file; null where the file leaves the row out.</param>
/// <param name="Cells">What becomes another.</param>
internal sealed record RowChange(RecordImportStep Step, long? Line, IReadOnlyList<ImportCell> Cells)
{
    private const int Before = 20;

    /// <summary>The rows of the file in their order, then those that go. In which order rows stand says nothing.</summary>
    public static IReadOnlyList<RowChange> Between(RecordSheet sheet, IReadOnlyList<RecordRow> kept, IReadOnlyList<(RecordRow Row, long Line)> read)
    {
        var left = kept.Select(sheet.TextsOf).ToList();
        var rest = read.Select(r => (Texts: sheet.TextsOf(r.Row), r.Line)).ToList();
        rest.RemoveAll(row => left.Find(texts => texts.SequenceEqual(row.Texts, StringComparer.Ordinal)) is { } same && left.Remove(same));
        var changes = new List<RowChange>();
        foreach (var (texts, line) in rest)
        {
            // The first field says what a row of a table is about; of several about the same, the one that differs least.
            var from = left.Where(other => !sheet.Section.IsTable || (texts[0].Length > 0 && other[0] == texts[0])).MaxBy(other => other.Zip(texts).Count(cell => cell.First == cell.Second));
            if (from is not null)
                left.Remove(from);
            changes.Add(new RowChange(from is null ? RecordImportStep.Add : RecordImportStep.Change, line, CellsOf(sheet, from, texts)));
        }

        changes.AddRange(left.Select(texts => new RowChange(RecordImportStep.Remove, null, CellsOf(sheet, texts, null))));
        return changes;
    }

    private static List<ImportCell> CellsOf(RecordSheet sheet, IReadOnlyList<string>? from, IReadOnlyList<string>? to)
    {
        var cells = new List<ImportCell>();
        foreach (var column in sheet.Columns.Skip(1))
        {
            var (was, becomes) = (from?[column.Number - 1] ?? "", to?[column.Number - 1] ?? "");
            if (was != becomes)
                cells.Add(new ImportCell(column.Name, Excerpt(was, becomes), Excerpt(becomes, was)));
        }

        return cells;
    }

    // Of long texts what differs is seen.
    private static string Excerpt(string text, string other)
    {
        var same = text.AsSpan().CommonPrefixLength(other);
        return ImportWords.Short(same > 2 * Before ? "…" + text[(same - Before)..] : text);
    }
}
