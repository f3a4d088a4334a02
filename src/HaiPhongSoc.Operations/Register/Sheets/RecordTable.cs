using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A row of a section that a file wants.</summary>
/// <param name="Texts">One a field, as they stand in the file.</param>
internal sealed record WantedRow(string Code, IReadOnlyList<string> Texts, SheetRow Row)
{
    public bool SaysNothing => Texts.All(text => text.Length == 0);
}

/// <summary>The rows of one section's sheet, each by itself: what they are together with the register is decided by <see cref="RecordImportPlan"/>.</summary>
internal sealed class RecordTable
{
    private RecordTable(RecordSheet sheet, SheetTable table) => (Sheet, Table) = (sheet, table);

    public RecordSheet Sheet { get; }

    public SheetTable Table { get; }

    public List<WantedRow> Wanted { get; } = [];

    public static Outcome<RecordTable> Read(RecordSheet sheet, SheetText text)
    {
        var read = SheetTable.Read(text, sheet.Name, sheet.Columns, RecordSheet.SystemName);
        if (!read.IsSuccess)
            return OfSheet(sheet.Name, read.Fault);
        var table = new RecordTable(sheet, read.Value);
        foreach (var row in read.Value.Rows)
            table.Read(row);
        return table;
    }

    /// <summary>A fault that says in which sheet it is.</summary>
    public static Fault OfSheet(string name, Fault fault) => fault with { Message = new Wording($"trang tính «{name}», {fault.Message.Vi}", $"sheet «{name}», {fault.Message.En}") };

    private void Read(SheetRow row)
    {
        var before = Table.Faults.Count;
        List<string> texts = [.. Sheet.Columns.Skip(1).Select(column => Table.Text(row, column).Replace("\r\n", "\n", StringComparison.Ordinal))];
        var code = Table.Required(row, RecordSheet.Code);
        if (Table.Faults.Count == before)
            Wanted.Add(new WantedRow(code!, texts, row));
    }
}
