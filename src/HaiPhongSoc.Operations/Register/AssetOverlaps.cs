using System.Net;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register;

/// <summary>An asset as a file says it, or as it is compared with others.</summary>
/// <param name="Key">A range in canonical form, or a name in lower case.</param>
/// <param name="ValidFrom">UTC microseconds, inclusive.</param>
/// <param name="ValidTo">UTC microseconds, exclusive.</param>
/// <param name="Line">In the file at hand; 0 = in the register.</param>
internal sealed record ClaimedAsset(
    string SystemCode, string Realm, AssetKind Kind, string Key, long ValidFrom, long? ValidTo, string? CarvedFrom, long Line = 0, long Column = 0)
{
    public IPNetwork? Network { get; } = Kind == AssetKind.Network ? IPNetwork.Parse(Key) : null;

    public static ClaimedAsset Of(AssetEntry a) => new(a.SystemCode, a.Realm, a.Kind, a.Key, a.ValidFrom, a.ValidTo, a.CarvedFrom);

    /// <summary>As the register keeps it.</summary>
    public AssetEntry ToEntry() => new()
    {
        SystemCode = SystemCode,
        Realm = Realm,
        Kind = Kind,
        Key = Key,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        CarvedFrom = CarvedFrom,
    };
}

/// <summary>Two systems claim the same thing in one realm at overlapping times.</summary>
/// <param name="By">Of ranges the wider one.</param>
internal sealed record AssetConflict(ClaimedAsset Asset, ClaimedAsset By)
{
    /// <summary>For who wrote the file.</summary>
    public Wording Message
    {
        get
        {
            var place = By.Line == 0 ? new Wording("trong sổ đăng ký", "in the register") : new(FormattableString.Invariant($"ở dòng {By.Line}"), FormattableString.Invariant($"in line {By.Line}"));
            var (vi, en) = ($"trong vùng mạng \"{By.Realm}\" đã thuộc hệ thống \"{By.SystemCode}\" ({By.Key} {place.Vi}) trong cùng thời gian", $"in realm \"{By.Realm}\" is claimed by system \"{By.SystemCode}\" as {By.Key} {place.En} at the same time");
            return Asset.Kind switch
            {
                AssetKind.Network => new(
                    $"dải {Asset.Key} {vi}: ghi carved_from: {By.SystemCode} nếu tách từ dải đó", $"range {Asset.Key} {en}: write carved_from: {By.SystemCode} if it is taken out of that range"),
                AssetKind.Host => new($"máy \"{Asset.Key}\" {vi}", $"host \"{Asset.Key}\" {en}"),
                AssetKind.Domain => new($"tên miền \"{Asset.Key}\" {vi}", $"domain \"{Asset.Key}\" {en}"),
                _ => new($"tài khoản \"{Asset.Key}\" {vi}", $"account \"{Asset.Key}\" {en}"),
            };
        }
    }
}

/// <summary>Whose asset is it must have one answer. Pure.</summary>
internal static class AssetOverlaps
{
    /// <summary>All pairs of assets of different systems that claim the same thing in one realm at overlapping times.</summary>
    public static IEnumerable<AssetConflict> Find(IReadOnlyList<ClaimedAsset> assets) =>
        assets.GroupBy(a => a.Realm, StringComparer.Ordinal).SelectMany(realm => SameNames([.. realm]).Concat(Ranges([.. realm])));

    public static bool InOneTime(ClaimedAsset a, ClaimedAsset b) =>
        (b.ValidTo is not { } endOfB || a.ValidFrom < endOfB) && (a.ValidTo is not { } endOfA || b.ValidFrom < endOfA);

    /// <summary>The wider range holds the narrower or is the same.</summary>
    public static bool Holds(ClaimedAsset outer, ClaimedAsset inner) =>
        outer.Network is { } wide && inner.Network is { } narrow
        && wide.BaseAddress.AddressFamily == narrow.BaseAddress.AddressFamily
        && wide.PrefixLength <= narrow.PrefixLength
        && wide.Contains(narrow.BaseAddress);

    // Domains below a domain are given away as a matter of course: only the same one is claimed twice.
    private static IEnumerable<AssetConflict> SameNames(ClaimedAsset[] realm) =>
        realm.Where(a => a.Kind != AssetKind.Network)
            .GroupBy(a => (a.Kind, a.Kind == AssetKind.Host ? FirstLabel(a.Key) : a.Key))
            .SelectMany(group => Pairs([.. group]))
            .Where(pair => pair.Asset.Kind != AssetKind.Host || SameHost(pair.By.Key, pair.Asset.Key));

    // Ranges nest or are disjoint: sorted by first address, an open stack of wider ranges meets every nesting once.
    private static IEnumerable<AssetConflict> Ranges(ClaimedAsset[] realm)
    {
        var sorted = realm.Where(a => a.Network is not null)
            .OrderBy(a => a.Network!.Value.BaseAddress.AddressFamily)
            .ThenBy(a => Convert.ToHexString(a.Network!.Value.BaseAddress.GetAddressBytes()), StringComparer.Ordinal)
            .ThenBy(a => a.Network!.Value.PrefixLength);
        var wider = new Stack<ClaimedAsset>();
        foreach (var asset in sorted)
        {
            while (wider.Count > 0 && !Holds(wider.Peek(), asset))
                wider.Pop();
            foreach (var outer in wider.Where(o => Conflict(o, asset)))
                yield return new AssetConflict(asset, outer);
            wider.Push(asset);
        }
    }

    private static bool Conflict(ClaimedAsset outer, ClaimedAsset inner) =>
        outer.SystemCode != inner.SystemCode
        && InOneTime(outer, inner)
        && (outer.Key == inner.Key || inner.CarvedFrom != outer.SystemCode);

    private static IEnumerable<AssetConflict> Pairs(ClaimedAsset[] group)
    {
        for (var i = 0; i < group.Length; i++)
        {
            for (var j = i + 1; j < group.Length; j++)
            {
                if (group[i].SystemCode != group[j].SystemCode && InOneTime(group[i], group[j]))
                    yield return new AssetConflict(group[j], group[i]);
            }
        }
    }

    // As the directory compares: a short name and a qualified one are the same host.
    private static bool SameHost(string a, string b) =>
        a == b || !a.Contains('.', StringComparison.Ordinal) || !b.Contains('.', StringComparison.Ordinal);

    private static string FirstLabel(string host) => host.Split('.', 2)[0];
}
