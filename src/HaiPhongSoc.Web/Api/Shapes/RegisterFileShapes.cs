using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Register.Sheets;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <param name="Rows">Below the header.</param>
/// <param name="Faults">A row that has one does nothing.</param>
/// <param name="Seen">Pass it with the import: what was seen is what is done.</param>
internal sealed record AssetImportPreviewShape(
    int Rows, int Added, int Ended, int Changed, int Unchanged, IReadOnlyList<AssetImportRowShape> Changes, IReadOnlyList<ImportRowFaultShape> Faults, string Seen)
{
    public static AssetImportPreviewShape Of(AssetImportPreview p) => new(
        p.Rows, p.Added, p.Ended, p.Changed, p.Unchanged, [.. p.Changes.Select(AssetImportRowShape.Of)], [.. p.Faults.Select(ImportRowFaultShape.Of)], p.Seen);
}

/// <param name="Line">Of the file; null where the file leaves it out.</param>
internal sealed record AssetImportRowShape(
    AssetStep Step, long? Line, string System, string Realm, AssetKind Kind, string Key, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string? CarvedFrom)
{
    public static AssetImportRowShape Of(AssetImportRow r) => new(
        r.Step, r.Line, r.SystemCode, r.Realm, r.Kind, r.Key, r.ValidFrom == 0 ? null : Instant.Of(r.ValidFrom), Instant.Of(r.ValidTo), r.CarvedFrom);
}

/// <param name="Place">The column, A to Z; null where it is not one cell's fault.</param>
/// <param name="Text">What stands in the cell.</param>
/// <param name="Why">The reason, and after a colon what to do.</param>
internal sealed record ImportRowFaultShape(long Line, string? Place, TextShape Column, string Text, TextShape Why)
{
    public static ImportRowFaultShape Of(ImportRowFault f) => new(f.Line, f.Place, TextShape.Of(f.Column), f.Text, TextShape.Of(f.Why));
}

/// <param name="LeftOut">Rows at fault.</param>
internal sealed record AssetsImportedShape(int Added, int Ended, int Changed, int Unchanged, int LeftOut);

/// <param name="Rows">Below the header.</param>
/// <param name="Planned">In the order of the file, also what stays as it is.</param>
/// <param name="Faults">A row that has one does nothing.</param>
/// <param name="Seen">Pass it with the import: what was seen is what is done.</param>
internal sealed record SystemImportPreviewShape(
    int Rows, int Added, int Changed, int Unchanged, IReadOnlyList<SystemImportRowShape> Planned, IReadOnlyList<ImportRowFaultShape> Faults, string Seen)
{
    public static SystemImportPreviewShape Of(SystemImportPreview p) => new(
        p.Rows, p.Added, p.Changed, p.Unchanged, [.. p.Planned.Select(SystemImportRowShape.Of)], [.. p.Faults.Select(ImportRowFaultShape.Of)], p.Seen);
}

/// <param name="Cells">What becomes another; of a new system whatever the row says.</param>
internal sealed record SystemImportRowShape(SystemImportStep Step, long Line, string Code, string Name, IReadOnlyList<SystemImportCellShape> Cells)
{
    public static SystemImportRowShape Of(SystemImportRow r) => new(
        r.Step, r.Line, r.SystemCode, r.SystemName, [.. r.Cells.Select(c => new SystemImportCellShape(TextShape.Of(c.Column), c.From, c.To))]);
}

/// <param name="From">Empty where nothing stood there.</param>
/// <param name="To">Empty where it is taken out.</param>
internal sealed record SystemImportCellShape(TextShape Column, string From, string To);

/// <param name="LeftOut">Rows at fault.</param>
internal sealed record SystemsImportedShape(int Added, int Changed, int Unchanged, int LeftOut);
