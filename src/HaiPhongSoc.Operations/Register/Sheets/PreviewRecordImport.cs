using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// Xem trước tệp hồ sơ: what a workbook of records (a sheet a section), or the table of one section as .csv, would do, row by row. Nothing is written.
/// </summary>
public sealed record PreviewRecordImport(Actor Actor, ReadOnlyMemory<byte> File) : IQuery<RecordImportPreview>;

/// <param name="Rows">Below the headers of all sheets.</param>
/// <param name="Systems">Whose record changes.</param>
/// <param name="Sections">That change, of all systems together.</param>
/// <param name="Unchanged">Sections of which the file says what is recorded.</param>
/// <param name="Removed">Rows that are recorded and that the file leaves out of a section which it names.</param>
/// <param name="Changes">In the order of the file.</param>
/// <param name="Faults">In the order of the file; with one of them nothing is imported.</param>
/// <param name="Seen">Pass it with <see cref="ImportRecords"/>: what was seen is what is done.</param>
public sealed record RecordImportPreview(
    int Rows, int Systems, int Sections, int Unchanged, int Added, int Changed, int Removed, IReadOnlyList<RecordImportRow> Changes, IReadOnlyList<ImportRowFault> Faults, string Seen);

/// <param name="Line">Of the section's sheet; null where the file leaves out what is recorded.</param>
/// <param name="Section">Its title.</param>
/// <param name="Cells">What becomes another; long texts shortened to where they differ.</param>
public sealed record RecordImportRow(RecordImportStep Step, long? Line, Wording Section, string SystemCode, string SystemName, IReadOnlyList<ImportCell> Cells);

internal sealed class PreviewRecordImportHandler(RecordImports imports) : IRequestHandler<PreviewRecordImport, Outcome<RecordImportPreview>>
{
    public async Task<Outcome<RecordImportPreview>> Handle(PreviewRecordImport request, CancellationToken cancellationToken)
    {
        var made = await imports.PlanAsync(request.File, request.Actor, cancellationToken);
        if (!made.IsSuccess)
            return made.Fault;
        var (plan, tables) = made.Value;
        var done = plan.Planned.Where(p => !p.IsKept).ToList();
        return new RecordImportPreview(
            tables.Sum(t => t.Table.Rows.Count),
            done.DistinctBy(p => p.System).Count(),
            done.Count,
            plan.Planned.Count - done.Count,
            plan.Count(RecordImportStep.Add),
            plan.Count(RecordImportStep.Change),
            plan.Count(RecordImportStep.Remove),
            [.. done.SelectMany(p => p.Changes.Select(c => new RecordImportRow(c.Step, c.Line, p.Sheet.Section.Title, p.System.Code, p.System.Name, c.Cells)))],
            [.. plan.Faults.Select(ImportRowFault.Of)],
            plan.Digest);
    }
}
