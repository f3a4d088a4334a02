using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Why a row is not taken over.</summary>
/// <param name="Row">As it stands in the file.</param>
/// <param name="Place">Of the cell at fault, counted from 0; null where it is not one cell's fault.</param>
/// <param name="Why">The reason, and after a colon what to do.</param>
internal sealed record RowFault(SheetRow Row, AssetColumn Column, int? Place, Wording Why)
{
    public string Text => Place is { } place ? Row[place].Text : "";
}
