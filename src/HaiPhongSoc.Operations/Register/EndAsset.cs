using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Kết thúc tài sản: from then on it is nobody's; what happened before stays the system's, also where it comes late.</summary>
/// <param name="Version">Of the system.</param>
/// <param name="At">UTC microseconds, exclusive; null takes an end back.</param>
public sealed record EndAsset(Actor Actor, string Code, long Version, long AssetId, long? At) : ICommand<Changed>;

internal sealed class EndAssetValidator : AbstractValidator<EndAsset>
{
    public EndAssetValidator() => RuleFor(r => r.At).Must(at => at is null or > 0).WithMessage("thời điểm không hợp lệ | not a time");
}

internal sealed class EndAssetHandler(AssetChanges changes) : IRequestHandler<EndAsset, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(EndAsset request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, request.AssetId, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var (system, asset) = found.Value;
        if (request.At <= asset.ValidFrom)
        {
            return SystemChanges.Of("asset.time", nameof(request.At), new Wording(
                $"phải sau thời điểm bắt đầu {AssetWords.At(asset.ValidFrom, changes.Zone)}; nếu khai nhầm thì gỡ khai báo",
                $"must come after the beginning {AssetWords.At(asset.ValidFrom, changes.Zone)}; an entry made by mistake is removed"));
        }

        asset.ValidTo = request.At;
        if (await changes.ClaimedAsync(asset, nameof(request.At), [asset.Id], cancellationToken) is { } claimed)
            return claimed;
        var what = AssetWords.Of(asset);
        changes.Changed(system, request.Actor, request.At is { } at
            ? new Wording($"kết thúc tài sản: {what.Vi} từ {AssetWords.At(at, changes.Zone)}", $"asset ended: {what.En} from {AssetWords.At(at, changes.Zone)}")
            : new Wording($"bỏ thời điểm kết thúc của tài sản: {what.Vi}", $"the end of an asset taken back: {what.En}"));
        await changes.SaveAsync(cancellationToken);
        return new Changed(asset.Id, system.Version);
    }
}
