using System.Globalization;
using System.Net;

namespace HaiPhongSoc.Operations.Register;

/// <summary>An asset as it is compared with others, and the words that name it in a refusal.</summary>
internal sealed record ClaimedAsset(
    string SystemCode, string Realm, string Key, IPNetwork? Network, long ValidFrom, long? ValidTo, string? CarvedFrom, long Line, long Column);

/// <summary>Whose asset is it must have one answer. Pure.</summary>
internal static class AssetOverlaps
{
    /// <summary>All pairs of assets of different systems that claim the same thing in one realm at overlapping times.</summary>
    public static IEnumerable<(ClaimedAsset Asset, string Message)> Find(IReadOnlyList<ClaimedAsset> assets) =>
        assets.GroupBy(a => a.Realm, StringComparer.Ordinal).SelectMany(realm => SameHosts([.. realm]).Concat(Ranges([.. realm])));

    private static IEnumerable<(ClaimedAsset, string)> SameHosts(ClaimedAsset[] realm) =>
        realm.Where(a => a.Network is null)
            .GroupBy(a => FirstLabel(a.Key), StringComparer.Ordinal)
            .SelectMany(group => Pairs([.. group]))
            .Where(pair => SameHost(pair.First.Key, pair.Second.Key))
            .Select(pair => (pair.Second, $"host \"{pair.Second.Key}\" {Claimed(pair.First)}"));

    // Ranges nest or are disjoint: sorted by first address, an open stack of wider ranges meets every nesting once.
    private static IEnumerable<(ClaimedAsset, string)> Ranges(ClaimedAsset[] realm)
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
                yield return (asset, $"range {asset.Key} {Claimed(outer)}: write carved_from: {outer.SystemCode} if it is taken out of that range");
            wider.Push(asset);
        }
    }

    private static bool Holds(ClaimedAsset outer, ClaimedAsset inner) =>
        outer.Network!.Value.BaseAddress.AddressFamily == inner.Network!.Value.BaseAddress.AddressFamily
        && outer.Network.Value.Contains(inner.Network.Value.BaseAddress);

    private static bool Conflict(ClaimedAsset outer, ClaimedAsset inner) =>
        outer.SystemCode != inner.SystemCode
        && InOneTime(outer, inner)
        && (outer.Key == inner.Key || inner.CarvedFrom != outer.SystemCode);

    private static IEnumerable<(ClaimedAsset First, ClaimedAsset Second)> Pairs(ClaimedAsset[] group)
    {
        for (var i = 0; i < group.Length; i++)
        {
            for (var j = i + 1; j < group.Length; j++)
            {
                if (group[i].SystemCode != group[j].SystemCode && InOneTime(group[i], group[j]))
                    yield return (group[i], group[j]);
            }
        }
    }

    private static bool InOneTime(ClaimedAsset a, ClaimedAsset b) =>
        (b.ValidTo is not { } endOfB || a.ValidFrom < endOfB) && (a.ValidTo is not { } endOfA || b.ValidFrom < endOfA);

    // As the directory compares: a short name and a qualified one are the same host.
    private static bool SameHost(string a, string b) =>
        a == b || !a.Contains('.', StringComparison.Ordinal) || !b.Contains('.', StringComparison.Ordinal);

    private static string FirstLabel(string host) => host.Split('.', 2)[0];

    private static string Claimed(ClaimedAsset by) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"in realm \"{by.Realm}\" is claimed by system \"{by.SystemCode}\" as {by.Key} {(by.Line == 0 ? "in the register" : $"in line {by.Line}")} at the same time");
}
