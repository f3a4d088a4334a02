using FluentValidation;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Thêm tài sản: from then on, and for late events of that time, what logs say of it belongs to the system.</summary>
/// <param name="Version">Of the system.</param>
/// <param name="ValidFrom">UTC microseconds; null = always.</param>
/// <param name="ValidTo">Exclusive, UTC microseconds; null = still valid.</param>
/// <param name="CarvedFrom">Code of the system out of whose wider range this one is taken.</param>
public sealed record AddAsset(
    Actor Actor, string Code, long Version, string Realm, AssetKind Kind, string Key, long? ValidFrom = null, long? ValidTo = null, string? CarvedFrom = null)
    : ICommand<Changed>;

internal sealed class AddAssetValidator : AbstractValidator<AddAsset>
{
    public static readonly Wording RealmWords = new(
        "vùng mạng gồm chữ thường không dấu, số, gạch ngang, như nguồn log ghi; tối đa 63 ký tự", "a realm has lower-case letters, digits and dashes, as log sources write it; 63 characters at most");

    public static readonly Wording RangeWords = new(
        "không phải dải địa chỉ: ghi như 10.20.1.0/24 (phần máy bằng 0), 2001:db8::/32, hoặc một địa chỉ", "not an address range: write 10.20.1.0/24 with zero host bits, 2001:db8::/32, or one address");

    public static readonly Wording NameWords = new(
        "tên không hợp lệ: máy như «web-01», tên miền như «dvc.haiphong.gov.vn», tài khoản như «sao-luu» hoặc «hp\\sao-luu»",
        "not a name: a host as \"web-01\", a domain as \"dvc.haiphong.gov.vn\", an account as \"backup\" or \"hp\\backup\"");

    public AddAssetValidator()
    {
        RuleFor(r => r.Realm).Must(AssetKeys.IsRealm)
            .WithMessage(Said(RealmWords));
        RuleFor(r => r.Kind).IsInEnum().WithMessage("chọn loại tài sản | choose the kind of asset");
        RuleFor(r => r.Key).Must(IsRange).When(r => r.Kind == AssetKind.Network)
            .WithMessage(Said(RangeWords));
        RuleFor(r => r.Key).Must((r, key) => AssetKeys.TryRead(r.Kind, key, out _)).When(r => r.Kind != AssetKind.Network)
            .WithMessage(Said(NameWords));
        RuleFor(r => r.ValidFrom).Must(from => from is null or >= 0).WithMessage("thời điểm không hợp lệ | not a time");
        RuleFor(r => r.ValidTo).Must((r, to) => to is null || to > (r.ValidFrom ?? 0))
            .WithMessage("thời điểm kết thúc phải sau thời điểm bắt đầu | the end must come after the beginning");
    }

    private static string Said(Wording words) => $"{words.Vi} | {words.En}";

    private static bool IsRange(string key) => AssetKeys.TryRead(AssetKind.Network, key, out _);
}

internal sealed class AddAssetHandler(OperationsDbContext database, AssetChanges changes) : IRequestHandler<AddAsset, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(AddAsset request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var asset = Entry(request);
        if (await CarvedAsync(asset.CarvedFrom, cancellationToken) is { } foreign)
            return foreign;
        if (await changes.ClaimedAsync(asset, nameof(request.Key), [], cancellationToken) is { } claimed)
            return claimed;
        found.Value.Assets.Add(asset);
        var (what, when) = (AssetWords.Of(asset), AssetWords.Time(asset, changes.Zone));
        changes.Changed(found.Value, request.Actor, new Wording($"thêm tài sản: {what.Vi}, {when.Vi}", $"asset added: {what.En}, {when.En}"));
        await changes.SaveAsync(cancellationToken);
        return new Changed(asset.Id, found.Value.Version);
    }

    private static AssetEntry Entry(AddAsset request)
    {
        AssetKeys.TryRead(request.Kind, request.Key, out var key);
        return new AssetEntry
        {
            SystemCode = request.Code,
            Realm = request.Realm,
            Kind = request.Kind,
            Key = key,
            ValidFrom = request.ValidFrom ?? 0,
            ValidTo = request.ValidTo,
            CarvedFrom = string.IsNullOrWhiteSpace(request.CarvedFrom) ? null : request.CarvedFrom.Trim(),
        };
    }

    // Nobody takes a range out of a system that is somebody else's.
    private async Task<Fault?> CarvedAsync(string? from, CancellationToken cancellationToken) =>
        from is null || await database.Systems.AnyAsync(s => s.Code == from, cancellationToken)
            ? null
            : SystemChanges.Of("asset.carved-from", nameof(AddAsset.CarvedFrom), new Wording(
                $"không có hệ thống «{from}» trong phạm vi của bạn: nhờ trưởng ca tách dải", $"there is no system \"{from}\" within your reach: ask a shift lead to carve the range"));
}
