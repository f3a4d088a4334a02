using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Xem trước tệp tài sản: what a file (.xlsx or .csv, known by its content) would do, row by row. Nothing is written.</summary>
/// <param name="EndsMissing">The file is the whole list of its systems: what it leaves out ends.</param>
public sealed record PreviewAssetImport(Actor Actor, ReadOnlyMemory<byte> File, bool EndsMissing = false) : IQuery<AssetImportPreview>
{
    /// <summary>In bytes.</summary>
    public const int LargestFile = SheetLimits.LargestFile;

    /// <summary>What a larger one is refused with.</summary>
    public static Wording TooLarge => SheetFaults.TooLarge.Message;
}

/// <param name="Rows">Below the header.</param>
/// <param name="Changes">In the order of the file.</param>
/// <param name="Faults">In the order of the file; a row that has one does nothing.</param>
/// <param name="Seen">Pass it with <see cref="ImportAssets"/>: what was seen is what is done.</param>
/// <param name="FaultyRows">A workbook with the rows at fault and why, to be mended and read again; empty where there is none.</param>
public sealed record AssetImportPreview(
    int Rows, int Added, int Ended, int Changed, int Unchanged, IReadOnlyList<AssetImportRow> Changes, IReadOnlyList<ImportRowFault> Faults, string Seen, ReadOnlyMemory<byte> FaultyRows);

internal sealed class PreviewAssetImportHandler(AssetImports imports) : IRequestHandler<PreviewAssetImport, Outcome<AssetImportPreview>>
{
    public async Task<Outcome<AssetImportPreview>> Handle(PreviewAssetImport request, CancellationToken cancellationToken)
    {
        var made = await imports.PlanAsync(request.File, request.EndsMissing, cancellationToken);
        if (!made.IsSuccess)
            return made.Fault;
        var (plan, table, register) = made.Value;
        return new AssetImportPreview(
            table.Sheet.Rows.Count,
            plan.Count(AssetStep.Add),
            plan.Count(AssetStep.End),
            plan.Count(AssetStep.Change),
            plan.Count(AssetStep.Keep),
            [.. plan.Planned.Where(p => p.Step != AssetStep.Keep).Select(p => RowOf(p, register))],
            [.. plan.Faults.Select(ImportRowFault.Of)],
            plan.Digest,
            plan.Faults.Count == 0 ? default : XlsxWriter.Write(table.Sheet.AtFault(AssetTemplate.Assets([]), plan.Faults), AssetTemplate.Guide()));
    }

    private static AssetImportRow RowOf(PlannedAsset planned, RegisterSeen register)
    {
        var a = planned.Wanted;
        return new AssetImportRow(planned.Step, planned.Row?.Line, a.SystemCode, register.Names[a.SystemCode], a.Realm, a.Kind, a.Key, a.ValidFrom, a.ValidTo, a.CarvedFrom);
    }
}
