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
/// <param name="Sheet">Of a workbook that has several tables; else null.</param>
internal sealed record ImportRowFaultShape(long Line, string? Place, TextShape Column, string Text, TextShape Why, string? Sheet)
{
    public static ImportRowFaultShape Of(ImportRowFault f) => new(f.Line, f.Place, TextShape.Of(f.Column), f.Text, TextShape.Of(f.Why), f.Sheet);
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
internal sealed record SystemImportRowShape(SystemImportStep Step, long Line, string Code, string Name, IReadOnlyList<ImportCellShape> Cells)
{
    public static SystemImportRowShape Of(SystemImportRow r) => new(
        r.Step, r.Line, r.SystemCode, r.SystemName, [.. r.Cells.Select(ImportCellShape.Of)]);
}

/// <param name="From">Empty where nothing stood there.</param>
/// <param name="To">Empty where it is taken out.</param>
internal sealed record ImportCellShape(TextShape Column, string From, string To)
{
    public static ImportCellShape Of(ImportCell c) => new(TextShape.Of(c.Column), c.From, c.To);
}

/// <param name="LeftOut">Rows at fault.</param>
internal sealed record SystemsImportedShape(int Added, int Changed, int Unchanged, int LeftOut);

/// <param name="Rows">Below the headers of all sheets.</param>
/// <param name="Systems">Whose record changes.</param>
/// <param name="Sections">That change, of all systems together.</param>
/// <param name="Unchanged">Sections of which the file says what is recorded.</param>
/// <param name="Removed">Rows that are recorded and that the file leaves out of a section which it names.</param>
/// <param name="Faults">With one of them nothing is imported.</param>
/// <param name="Seen">Pass it with the import: what was seen is what is done.</param>
internal sealed record RecordImportPreviewShape(
    int Rows, int Systems, int Sections, int Unchanged, int Added, int Changed, int Removed, IReadOnlyList<RecordImportRowShape> Changes, IReadOnlyList<ImportRowFaultShape> Faults, string Seen)
{
    public static RecordImportPreviewShape Of(RecordImportPreview p) => new(
        p.Rows, p.Systems, p.Sections, p.Unchanged, p.Added, p.Changed, p.Removed, [.. p.Changes.Select(RecordImportRowShape.Of)], [.. p.Faults.Select(ImportRowFaultShape.Of)], p.Seen);
}

/// <param name="Line">Of the section's sheet; null where the file leaves out what is recorded.</param>
/// <param name="Section">Its title.</param>
/// <param name="Cells">What becomes another; long texts shortened to where they differ.</param>
internal sealed record RecordImportRowShape(RecordImportStep Step, long? Line, TextShape Section, string System, string Name, IReadOnlyList<ImportCellShape> Cells)
{
    public static RecordImportRowShape Of(RecordImportRow r) => new(
        r.Step, r.Line, TextShape.Of(r.Section), r.SystemCode, r.SystemName, [.. r.Cells.Select(ImportCellShape.Of)]);
}

/// <param name="Unchanged">Sections of which the file said what was recorded.</param>
internal sealed record RecordsImportedShape(int Systems, int Sections, int Unchanged);
