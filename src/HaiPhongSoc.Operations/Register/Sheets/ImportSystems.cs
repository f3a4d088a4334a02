using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// Nhập hệ thống từ tệp: all of it in one transaction, or nothing. A row at fault refuses the file unless the asker says that such rows are left out. The same
/// file again changes nothing; systems that it does not name stay.
/// </summary>
/// <param name="FileName">For the history only.</param>
/// <param name="LeavesOutFaulty">Rows at fault are left out; what is left is done.</param>
/// <param name="Seen">Of the preview: where the register or the file says something else by now, nothing is done. Null where there was none.</param>
public sealed record ImportSystems(
    Actor Actor, ReadOnlyMemory<byte> File, string FileName, bool LeavesOutFaulty = false, string? Seen = null) : ICommand<SystemsImported>;

/// <param name="LeftOut">Rows at fault.</param>
public sealed record SystemsImported(int Added, int Changed, int Unchanged, int LeftOut);

internal sealed class ImportSystemsHandler(OperationsDbContext database, SystemImports imports, SystemChanges changes) : IRequestHandler<ImportSystems, Outcome<SystemsImported>>
{
    public async Task<Outcome<SystemsImported>> Handle(ImportSystems request, CancellationToken cancellationToken)
    {
        var made = await imports.PlanAsync(request.File, cancellationToken);
        if (!made.IsSuccess)
            return made.Fault;
        var (plan, _) = made.Value;
        if (request.Seen is { } seen && seen != plan.Digest)
            return ImportWords.Changed;
        if (plan.Faults.Count > 0 && !request.LeavesOutFaulty)
            return ImportWords.Refuse(plan.Faults);
        foreach (var planned in plan.Planned.Where(p => p.Step != SystemImportStep.Keep))
            Apply(planned, request);
        if (plan.Planned.Any(p => p.Step != SystemImportStep.Keep))
            await changes.SaveAsync(cancellationToken);
        return new SystemsImported(
            plan.Count(SystemImportStep.Add), plan.Count(SystemImportStep.Change), plan.Count(SystemImportStep.Keep), plan.Faults.DistinctBy(f => f.Row).Count());
    }

    private void Apply(PlannedSystem planned, ImportSystems request)
    {
        var system = planned.Known ?? new SystemRecord { Code = planned.Wanted.Code, Name = "", OwnerCode = "" };
        SystemSheet.Fill(system, planned.To, planned.Columns);
        if (planned.Known is null)
        {
            database.Add(system);
            changes.Tell(system, request.Actor, ImportWords.Registered(request.FileName, SystemSheet.WordOf(system.Status), RegisterFile.WordOf(system.Status)));
        }
        else
        {
            changes.Changed(system, request.Actor, ImportWords.Edited(request.FileName, planned));
        }
    }
}
