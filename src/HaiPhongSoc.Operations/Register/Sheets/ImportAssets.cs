using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// Nhập tài sản từ tệp: all of it in one transaction, or nothing. A row at fault refuses the file unless the asker says that such rows are left out. The same file
/// again changes nothing.
/// </summary>
/// <param name="FileName">For the history only.</param>
/// <param name="EndsMissing">The file is the whole list of its systems: what it leaves out ends now. Not with rows at fault.</param>
/// <param name="LeavesOutFaulty">Rows at fault are left out; what is left is done.</param>
/// <param name="Seen">Of the preview: where the register or the file says something else by now, nothing is done. Null where there was none.</param>
public sealed record ImportAssets(
    Actor Actor, ReadOnlyMemory<byte> File, string FileName, bool EndsMissing = false, bool LeavesOutFaulty = false, string? Seen = null) : ICommand<AssetsImported>;

/// <param name="LeftOut">Rows at fault.</param>
public sealed record AssetsImported(int Added, int Ended, int Changed, int Unchanged, int LeftOut);

internal sealed class ImportAssetsHandler(AssetImports imports, AssetChanges changes) : IRequestHandler<ImportAssets, Outcome<AssetsImported>>
{
    public async Task<Outcome<AssetsImported>> Handle(ImportAssets request, CancellationToken cancellationToken)
    {
        var made = await imports.PlanAsync(request.File, request.EndsMissing, cancellationToken);
        if (!made.IsSuccess)
            return made.Fault;
        var (plan, _, register) = made.Value;
        if (request.Seen is { } seen && seen != plan.Digest)
            return ImportWords.Changed;
        if (plan.Faults.Count > 0 && (!request.LeavesOutFaulty || request.EndsMissing))
            return ImportWords.Refuse(plan.Faults);
        var isDone = false;
        foreach (var ofSystem in plan.Planned.Where(p => p.Step != AssetStep.Keep).GroupBy(p => p.Wanted.SystemCode, StringComparer.Ordinal))
        {
            var system = register.Reached[ofSystem.Key];
            foreach (var planned in ofSystem)
                Apply(planned, system);
            changes.Changed(system, request.Actor, ImportWords.Assets(
                request.FileName, ofSystem.Count(p => p.Step == AssetStep.Add), ofSystem.Count(p => p.Step == AssetStep.End), ofSystem.Count(p => p.Step == AssetStep.Change)));
            isDone = true;
        }

        if (isDone)
            await changes.SaveAsync(cancellationToken);
        return new AssetsImported(
            plan.Count(AssetStep.Add), plan.Count(AssetStep.End), plan.Count(AssetStep.Change), plan.Count(AssetStep.Keep), plan.Faults.DistinctBy(f => f.Row).Count());
    }

    private static void Apply(PlannedAsset planned, SystemRecord system)
    {
        if (planned.Entry is { } entry)
            (entry.ValidTo, entry.CarvedFrom) = (planned.Wanted.ValidTo, planned.Wanted.CarvedFrom);
        else
            system.Assets.Add(planned.Wanted.ToEntry());
    }
}
