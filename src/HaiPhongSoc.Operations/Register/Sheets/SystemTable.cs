using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A system that a file wants.</summary>
/// <param name="Texts">One a column, in the form of <see cref="SystemSheet.TextsOf"/>; null where the file has no such column.</param>
internal sealed record WantedSystem(string Code, IReadOnlyList<string?> Texts, SheetRow Row);

/// <summary>The rows of a file as systems, each by itself: what they are together with the register is decided by <see cref="SystemImportPlan"/>.</summary>
internal sealed class SystemTable
{
    private SystemTable(SheetTable sheet) => Sheet = sheet;

    public SheetTable Sheet { get; }

    public List<WantedSystem> Wanted { get; } = [];

    public static Outcome<SystemTable> Read(SheetText text)
    {
        var sheet = SheetTable.Read(text, SystemColumn.All, SystemSheet.PassedOver);
        if (!sheet.IsSuccess)
            return sheet.Fault;
        var table = new SystemTable(sheet.Value);
        foreach (var row in sheet.Value.Rows)
            table.Read(row);
        return table;
    }

    private void Read(SheetRow row)
    {
        var before = Sheet.Faults.Count;
        List<string?> texts = [.. SystemColumn.All.Select(column => Sheet.Has(column) ? Read(row, column) : null)];
        if (Sheet.Faults.Count == before)
            Wanted.Add(new WantedSystem(texts[SystemColumn.Code.Number]!, texts, row));
    }

    private string Read(SheetRow row, SheetColumn column)
    {
        var text = (column.IsRequired ? Sheet.Required(row, column) : Sheet.Text(row, column)) ?? "";
        if (text.Length == 0)
            return "";
        if (column == SystemColumn.Code)
            return Codes.Is(text) ? text : Wrong(row, column, Wording.OfBoth(Codes.Wanted));
        if (column == SystemColumn.Status)
            return SystemSheet.StatusWord(text) ?? Wrong(row, column, new("không phải trạng thái: chọn trong danh sách của ô", "not a state: write not-concluded, test, in-operation or retired"));
        if (column == SystemColumn.RealData)
            return SystemSheet.FlagWord(text) ?? Wrong(row, column, new("ghi có hoặc không", "write yes or no"));
        if (column.HoldsTime)
            return DayOf(row, column) ?? Wrong(row, column, new("không phải ngày: ghi như 01/12/2026", "not a day: write 01/12/2026"));
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) || text.Contains('\uFFFD', StringComparison.Ordinal)
            ? Wrong(row, column, new("có ký tự không đọc được: xóa đi", "holds characters that cannot be read: take them out"))
            : text.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private string? DayOf(SheetRow row, SheetColumn column) =>
        SheetTable.LocalOf(Sheet.Cell(row, column)) is { Year: >= 1990 and <= 2200 } local && local.TimeOfDay == TimeSpan.Zero ? SystemSheet.DayOf(DateOnly.FromDateTime(local)) : null;

    private string Wrong(SheetRow row, SheetColumn column, Wording why)
    {
        Sheet.Fault(row, column, why);
        return "";
    }
}
