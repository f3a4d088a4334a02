using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Gỡ khai báo nhầm: as if the asset had never been the system's. What was attributed to the system by it stays attributed; what comes is not.</summary>
/// <param name="Version">Of the system.</param>
public sealed record RemoveAsset(Actor Actor, string Code, long Version, long AssetId, string Reason) : ICommand<Changed>;

internal sealed class RemoveAssetValidator : AbstractValidator<RemoveAsset>
{
    public RemoveAssetValidator() => RuleFor(r => r.Reason).Filled(500).WithMessage("ghi lý do (nhiều nhất 500 ký tự) | give the reason (500 characters at most)");
}

internal sealed class RemoveAssetHandler(OperationsDbContext database, AssetChanges changes) : IRequestHandler<RemoveAsset, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RemoveAsset request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, request.AssetId, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var (system, asset) = found.Value;
        system.Assets.Remove(asset);
        database.Remove(asset);
        var (what, when, why) = (AssetWords.Of(asset), AssetWords.Time(asset, changes.Zone), request.Reason.Trim());
        changes.Changed(system, request.Actor, new Wording(
            $"gỡ khai báo tài sản: {what.Vi}, {when.Vi} — {why}", $"asset entry removed: {what.En}, {when.En} — {why}"));
        await changes.SaveAsync(cancellationToken);
        return new Changed(asset.Id, system.Version);
    }
}
