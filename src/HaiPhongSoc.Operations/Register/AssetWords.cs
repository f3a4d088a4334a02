using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Assets as histories and refusals name them.</summary>
internal static class AssetWords
{
    public static Wording Of(AssetKind kind, string key, string realm)
    {
        var (vi, en) = kind switch
        {
            AssetKind.Network => ("dải địa chỉ", "address range"),
            AssetKind.Host => ("máy", "host"),
            AssetKind.Domain => ("tên miền", "domain"),
            AssetKind.Account => ("tài khoản", "account"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of asset"),
        };
        return new Wording($"{vi} {key} (vùng mạng {realm})", $"{en} {key} (realm {realm})");
    }

    public static Wording Of(AssetEntry asset) => Of(asset.Kind, asset.Key, asset.Realm);

    /// <summary>From when until when.</summary>
    public static Wording Time(AssetEntry asset, TimeZoneInfo zone) => Time(asset.ValidFrom, asset.ValidTo, zone);

    public static Wording Time(long validFrom, long? validTo, TimeZoneInfo zone) => (validFrom, validTo) switch
    {
        (0, null) => new Wording("không giới hạn thời gian", "at all times"),
        (0, { } to) => new Wording($"đến {At(to, zone)}", $"until {At(to, zone)}"),
        (var from, null) => new Wording($"từ {At(from, zone)}", $"from {At(from, zone)}"),
        var (from, to) => new Wording($"từ {At(from, zone)} đến {At(to.Value, zone)}", $"from {At(from, zone)} until {At(to.Value, zone)}"),
    };

    public static string At(long time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(time), zone).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Who else claims it, and what to do.</summary>
    /// <param name="other">The asset of the other system.</param>
    /// <param name="name">The other system's name.</param>
    public static Wording Claimed(ClaimedAsset mine, ClaimedAsset other, string name)
    {
        var what = Of(mine.Kind, mine.Key, mine.Realm);
        var (vi, en) = mine.Kind == AssetKind.Network && mine.Key != other.Key && AssetOverlaps.Holds(other, mine)
            ? ($"; nếu tách ra khỏi dải đó thì ghi tách từ «{other.SystemCode}»", $"; if it is taken out of that range, say that it is carved from \"{other.SystemCode}\"")
            : ("", "");
        return new Wording(
            $"{what.Vi} đang thuộc hệ thống {name} ({other.SystemCode}), khai là {other.Key}, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước{vi}",
            $"{what.En} belongs to the system {name} ({other.SystemCode}) as {other.Key} at the same time: end it or move it there first{en}");
    }
}
