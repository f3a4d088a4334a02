using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.Detection.Register;

/// <summary>The address ranges of one realm: an address costs one look-up for each prefix length that is there, however many ranges there are. Immutable.</summary>
internal sealed class RangeTable
{
    private readonly Length[] _v4;
    private readonly Length[] _v6;

    public RangeTable(IEnumerable<AssetRecord> ranges)
    {
        var families = ranges.Select(r => (Network: IPNetwork.Parse(r.Key), Asset: r)).ToLookup(r => r.Network.BaseAddress.AddressFamily);
        _v4 = Lengths(families[AddressFamily.InterNetwork]);
        _v6 = Lengths(families[AddressFamily.InterNetworkV6]);
    }

    /// <summary>The longest range that holds the address and is valid at the time, or null.</summary>
    public AssetRecord? Find(IPAddress address, long time)
    {
        var number = NumberOf(address);
        foreach (var length in address.AddressFamily == AddressFamily.InterNetwork ? _v4 : _v6)
        {
            if (!length.Ranges.TryGetValue(number & length.Mask, out var assets))
                continue;
            foreach (var asset in assets)
            {
                if (asset.Holds(time))
                    return asset;
            }
        }

        return null;
    }

    private static Length[] Lengths(IEnumerable<(IPNetwork Network, AssetRecord Asset)> ranges) =>
    [
        .. ranges.GroupBy(r => r.Network.PrefixLength)
            .OrderByDescending(g => g.Key)
            .Select(g => new Length(
                g.Key == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - g.Key),
                g.GroupBy(r => NumberOf(r.Network.BaseAddress), r => r.Asset).ToFrozenDictionary(b => b.Key, b => b.OrderByDescending(a => a.ValidFrom).ToArray()))),
    ];

    // An IPv4 address stands in the first four of sixteen bytes, so that prefixes count alike in both families.
    private static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private readonly record struct Length(UInt128 Mask, FrozenDictionary<UInt128, AssetRecord[]> Ranges);
}
