using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Sheets;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Xem trước tệp sổ đăng ký: what a register file (YAML or JSON) would do, entry by entry. Nothing is written.</summary>
public sealed record PreviewRegisterImport(Actor Actor, string Yaml) : IQuery<RegisterImportPreview>, IReadsPersonalData
{
    // What the register holds stands beside what the file says.
    string? IReadsPersonalData.ReadSubject => "register:preview";
}

/// <param name="Changes">Organisations, then systems with their assets, then records.</param>
/// <param name="Faults">In the order of the file; with one of them nothing is imported.</param>
/// <param name="Seen">Pass it with <see cref="ImportRegister"/>: what was seen is what is done.</param>
public sealed record RegisterImportPreview(IReadOnlyList<RegisterImportRow> Changes, IReadOnlyList<ImportRowFault> Faults, string Seen)
{
    /// <summary>How many organisations, systems, assets or rows of records change.</summary>
    public int Count(RegisterPart part) => Changes.Count(c => c.Part == part);
}

internal sealed class PreviewRegisterImportHandler(RegisterImports imports) : IRequestHandler<PreviewRegisterImport, Outcome<RegisterImportPreview>>
{
    public async Task<Outcome<RegisterImportPreview>> Handle(PreviewRegisterImport request, CancellationToken cancellationToken)
    {
        var (import, faults) = await imports.StageAsync(request.Actor, request.Yaml, "", keepsChanges: false, cancellationToken);
        var lines = request.Yaml.Split('\n');
        return new RegisterImportPreview([.. import.Rows.Where(r => r.Cells.Count > 0)], [.. faults.Select(f => FaultOf(f, lines))], import.Digest);
    }

    private static ImportRowFault FaultOf(DocumentFault fault, string[] lines) => new(
        fault.Line, null, Position(fault.Column), fault.Line > 0 && fault.Line <= lines.Length ? ImportWords.Short(lines[fault.Line - 1].Trim()) : "", fault.Why);

    private static Wording Position(long column) =>
        new(FormattableString.Invariant($"ký tự {column}"), FormattableString.Invariant($"character {column}"));
}
