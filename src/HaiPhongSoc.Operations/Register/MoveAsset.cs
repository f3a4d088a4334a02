using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Chuyển tài sản sang hệ thống khác: events before the time belong to the old system, events from it on to the new one, whenever they arrive. Moved back
/// at the same time it is as it was.
/// </summary>
/// <param name="Version">Of the system that has it.</param>
/// <param name="To">Code of the system that gets it.</param>
/// <param name="At">UTC microseconds, while the asset is valid; its beginning gives all of it away.</param>
public sealed record MoveAsset(Actor Actor, string Code, long Version, long AssetId, string To, long At) : ICommand<AssetMoved>;

/// <param name="AssetId">The entry of the system that has it now.</param>
/// <param name="Version">Of the system that had it.</param>
/// <param name="ToVersion">Of the system that has it now.</param>
public sealed record AssetMoved(long AssetId, long Version, string To, long ToVersion);

internal sealed class MoveAssetValidator : AbstractValidator<MoveAsset>
{
    public MoveAssetValidator() =>
        RuleFor(r => r.To).Must((r, to) => !string.IsNullOrWhiteSpace(to) && to != r.Code).WithMessage("chọn hệ thống khác nhận tài sản | choose another system that gets the asset");
}

internal sealed class MoveAssetHandler(OperationsDbContext database, AssetChanges changes) : IRequestHandler<MoveAsset, Outcome<AssetMoved>>
{
    public async Task<Outcome<AssetMoved>> Handle(MoveAsset request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, request.AssetId, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var (from, asset) = found.Value;
        var to = await database.Systems.Include(s => s.Assets).SingleOrDefaultAsync(s => s.Code == request.To, cancellationToken);
        if (Refuse(request, asset, to) is { } refused)
            return refused;
        var (moved, replaced) = Join(to!, Moved(from, asset, to!, request.At), request.At);
        if (await changes.ClaimedAsync(moved, nameof(request.At), [asset.Id, .. replaced], cancellationToken) is { } claimed)
            return claimed;
        if (request.At == asset.ValidFrom)
        {
            from.Assets.Remove(asset);
            database.Remove(asset);
        }
        else
        {
            asset.ValidTo = request.At;
        }

        Tell(request, from, to!, asset);
        await changes.SaveAsync(cancellationToken);
        return new AssetMoved(moved.Id, from.Version, to!.Code, to.Version);
    }

    private static Fault? Refuse(MoveAsset request, AssetEntry asset, SystemRecord? to)
    {
        if (to is null)
        {
            return SystemChanges.Of("asset.no-system", nameof(request.To), new Wording(
                $"không có hệ thống «{request.To}» trong phạm vi của bạn: nhờ trưởng ca chuyển", $"there is no system \"{request.To}\" within your reach: ask a shift lead to move it"));
        }

        return request.At >= asset.ValidFrom && (asset.ValidTo is not { } end || request.At < end) ? null : SystemChanges.Of(
            "asset.time", nameof(request.At), new Wording("tài sản không thuộc hệ thống này vào thời điểm đó: chọn thời điểm trong thời gian hiệu lực", "the asset is not the system's at that time: choose a time while it is valid"));
    }

    // What lies within a range that the old system keeps is thereby taken out of it.
    private static AssetEntry Moved(SystemRecord from, AssetEntry asset, SystemRecord to, long at)
    {
        var narrow = ClaimedAsset.Of(asset);
        var carved = asset.CarvedFrom ?? (from.Assets.Any(a => a != asset && a.Realm == asset.Realm && AssetOverlaps.Holds(ClaimedAsset.Of(a), narrow)) ? from.Code : null);
        return new AssetEntry
        {
            SystemCode = to.Code,
            Realm = asset.Realm,
            Kind = asset.Kind,
            Key = asset.Key,
            ValidFrom = at,
            ValidTo = asset.ValidTo,
            CarvedFrom = carved == to.Code ? null : carved,
        };
    }

    // Where the new system had it up to that time, its entry goes on: nothing is kept in pieces.
    private static (AssetEntry Entry, IReadOnlyCollection<long> Replaced) Join(SystemRecord to, AssetEntry moved, long at)
    {
        if (to.Assets.Find(a => a.ValidTo == at && (a.Realm, a.Kind, a.Key, a.CarvedFrom) == (moved.Realm, moved.Kind, moved.Key, moved.CarvedFrom)) is not { } before)
        {
            to.Assets.Add(moved);
            return (moved, []);
        }

        before.ValidTo = moved.ValidTo;
        return (before, [before.Id]);
    }

    private void Tell(MoveAsset request, SystemRecord from, SystemRecord to, AssetEntry asset)
    {
        var (what, at) = (AssetWords.Of(asset), AssetWords.At(request.At, changes.Zone));
        changes.Changed(from, request.Actor, new Wording($"chuyển tài sản: {what.Vi} sang {to.Name} từ {at}", $"asset moved: {what.En} to {to.Name} from {at}"));
        changes.Changed(to, request.Actor, new Wording($"nhận tài sản: {what.Vi} từ hệ thống {from.Name} từ {at}", $"asset taken over: {what.En} of {from.Name} from {at}"));
    }
}
