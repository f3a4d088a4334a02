using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Why a row is not taken over.</summary>
/// <param name="Row">As it stands in the file.</param>
/// <param name="Place">Of the cell at fault, counted from 0; null where it is not one cell's fault.</param>
/// <param name="Why">The reason, and after a colon what to do.</param>
/// <param name="Sheet">Of a workbook that has several tables; else null.</param>
internal sealed record RowFault(SheetRow Row, SheetColumn Column, int? Place, Wording Why, string? Sheet = null)
{
    public string Text => Place is { } place ? Row[place].Text : "";
}

/// <param name="Place">The column as spreadsheet programs call it, A to Z; null where it is not one cell's fault.</param>
/// <param name="Column">Its name.</param>
/// <param name="Text">What stands in the cell.</param>
/// <param name="Why">The reason, and after a colon what to do.</param>
/// <param name="Sheet">Of a workbook that has several tables; else null.</param>
public sealed record ImportRowFault(long Line, string? Place, Wording Column, string Text, Wording Why, string? Sheet = null)
{
    internal static ImportRowFault Of(RowFault fault) => new(
        fault.Row.Line, fault.Place is { } place ? XlsxWriter.NameOf(place) : null, fault.Column.Name, ImportWords.Short(fault.Text), fault.Why, fault.Sheet);
}
