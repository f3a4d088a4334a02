using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Register;

/// <summary>
/// Control down to every node (kiểm soát đến từng nút mạng): a system keeps a list of nodes for one of its ranges where it also has at least one single
/// address within that range, in the same realm and at the same time. Only there is an address that the list does not name an unknown node; a range
/// that stands alone says that nobody counts what is in it.
/// </summary>
internal static class NodeLists
{
    /// <summary>The ranges for which their system keeps a list.</summary>
    public static IEnumerable<AssetRecord> RangesOf(IEnumerable<AssetRecord> assets)
    {
        foreach (var own in assets.Where(a => a.Kind == AssetKind.Network).GroupBy(a => (a.Realm, a.SystemCode)))
        {
            var networks = own.Select(a => (Asset: a, Network: IPNetwork.Parse(a.Key))).ToLookup(n => IsSingle(n.Network));
            var nodes = networks[true].ToList();
            foreach (var range in networks[false])
            {
                if (nodes.Exists(n => range.Network.Contains(n.Network.BaseAddress) && Meet(range.Asset, n.Asset)))
                    yield return range.Asset;
            }
        }
    }

    private static bool IsSingle(IPNetwork network) => network.PrefixLength == (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    private static bool Meet(AssetRecord a, AssetRecord b) => a.ValidFrom < (b.ValidTo ?? long.MaxValue) && b.ValidFrom < (a.ValidTo ?? long.MaxValue);
}
