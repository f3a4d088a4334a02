using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Xem trước tệp hệ thống: what a file (.xlsx or .csv, known by its content) would do, row by row. Nothing is written.</summary>
public sealed record PreviewSystemImport(Actor Actor, ReadOnlyMemory<byte> File) : IQuery<SystemImportPreview>;

/// <param name="Rows">Below the header.</param>
/// <param name="Planned">In the order of the file, also what stays as it is.</param>
/// <param name="Faults">In the order of the file; a row that has one does nothing.</param>
/// <param name="Seen">Pass it with <see cref="ImportSystems"/>: what was seen is what is done.</param>
/// <param name="FaultyRows">A workbook with the rows at fault and why, to be mended and read again; empty where there is none.</param>
public sealed record SystemImportPreview(
    int Rows, int Added, int Changed, int Unchanged, IReadOnlyList<SystemImportRow> Planned, IReadOnlyList<ImportRowFault> Faults, string Seen, ReadOnlyMemory<byte> FaultyRows);

internal sealed class PreviewSystemImportHandler(SystemImports imports) : IRequestHandler<PreviewSystemImport, Outcome<SystemImportPreview>>
{
    public async Task<Outcome<SystemImportPreview>> Handle(PreviewSystemImport request, CancellationToken cancellationToken)
    {
        var made = await imports.PlanAsync(request.File, cancellationToken);
        if (!made.IsSuccess)
            return made.Fault;
        var (plan, table) = made.Value;
        return new SystemImportPreview(
            table.Sheet.Rows.Count,
            plan.Count(SystemImportStep.Add),
            plan.Count(SystemImportStep.Change),
            plan.Count(SystemImportStep.Keep),
            [.. plan.Planned.Select(RowOf)],
            [.. plan.Faults.Select(ImportRowFault.Of)],
            plan.Digest,
            plan.Faults.Count == 0 ? default : XlsxWriter.Write(table.Sheet.AtFault(SystemSheet.Systems([]), plan.Faults), SystemSheet.Guide()));
    }

    private static SystemImportRow RowOf(PlannedSystem p) => new(
        p.Step, p.Wanted.Row.Line, p.Wanted.Code, p.To[SystemColumn.Name.Number],
        [.. p.Columns.Where(c => p.Known is not null || c.Number > SystemColumn.Name.Number).Select(c => new ImportCell(c.Name, p.From[c.Number], p.To[c.Number]))]);
}
