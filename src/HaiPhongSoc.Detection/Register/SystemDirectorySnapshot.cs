using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Register;

/// <summary>
/// Whose asset is it? An immutable answer for one version of the register: the longest prefix, valid at the given time, within the realm.
/// </summary>
public sealed class SystemDirectorySnapshot
{
    /// <summary>The realm of public addresses; every realm falls back to it for an address that is not private.</summary>
    public const string Internet = "internet";

    private readonly FrozenDictionary<string, SystemIdentity> _systems;
    private readonly FrozenDictionary<string, AssetRecord[]> _networksByRealm;
    private readonly FrozenDictionary<(string Realm, string Host), AssetRecord[]> _hosts;

    public SystemDirectorySnapshot(long version, IEnumerable<SystemIdentity> systems, IEnumerable<AssetRecord> assets)
    {
        Version = version;
        _systems = systems.ToFrozenDictionary(s => s.Code, StringComparer.Ordinal);
        var known = assets.Where(a => _systems.ContainsKey(a.SystemCode)).ToList();
        _networksByRealm = known
            .Where(a => a.Network is not null)
            .GroupBy(a => a.Realm, StringComparer.Ordinal)
            .ToFrozenDictionary(
                g => g.Key,
                g => g.OrderByDescending(a => a.Network!.Value.PrefixLength).ThenByDescending(a => a.ValidFrom).ToArray(),
                StringComparer.Ordinal);
        _hosts = known
            .Where(a => a.HostName is not null)
            .GroupBy(a => (a.Realm, FirstLabel(a.HostName!)))
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(a => a.ValidFrom).ToArray());
    }

    public static SystemDirectorySnapshot Empty { get; } = new(0, [], []);

    /// <summary>Grows with every change of the register.</summary>
    public long Version { get; }

    public SystemIdentity? System(string code) => _systems.GetValueOrDefault(code);

    /// <summary>The owner of an address as seen in a realm at a time, or null.</summary>
    public SystemIdentity? ByAddress(string realm, IPAddress address, long time)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return FindNetwork(realm, address, time)
            ?? (realm != Internet && !IsPrivate(address) ? FindNetwork(Internet, address, time) : null);
    }

    /// <summary>The owner of a host name (short or fully qualified) as seen in a realm at a time, or null.</summary>
    public SystemIdentity? ByHostName(string realm, string hostName, long time)
    {
        var wanted = hostName.ToLowerInvariant();
        if (!_hosts.TryGetValue((realm, FirstLabel(wanted)), out var candidates))
            return null;
        foreach (var asset in candidates)
        {
            if (IsValid(asset, time) && SameHost(asset.HostName!.ToLowerInvariant(), wanted))
                return _systems[asset.SystemCode];
        }

        return null;
    }

    /// <summary>Addresses that several networks use at once: RFC 1918, RFC 6598, link-local, loopback, unique local.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal;
        Span<byte> octets = stackalloc byte[4];
        address.TryWriteBytes(octets, out _);
        return octets[0] == 10
            || (octets[0] == 172 && octets[1] is >= 16 and <= 31)
            || (octets[0] == 192 && octets[1] == 168)
            || (octets[0] == 100 && octets[1] is >= 64 and <= 127)
            || (octets[0] == 169 && octets[1] == 254);
    }

    private SystemIdentity? FindNetwork(string realm, IPAddress address, long time)
    {
        if (!_networksByRealm.TryGetValue(realm, out var networks))
            return null;
        foreach (var asset in networks)
        {
            if (IsValid(asset, time) && asset.Network!.Value.Contains(address))
                return _systems[asset.SystemCode];
        }

        return null;
    }

    private static bool IsValid(AssetRecord asset, long time) =>
        asset.ValidFrom <= time && (asset.ValidTo is not { } end || time < end);

    // Either side may be the short name; two different qualified names are two hosts.
    private static bool SameHost(string registered, string seen) =>
        registered == seen
        || (registered.Length < seen.Length && seen.StartsWith(registered, StringComparison.Ordinal) && seen[registered.Length] == '.' && !registered.Contains('.', StringComparison.Ordinal))
        || (seen.Length < registered.Length && registered.StartsWith(seen, StringComparison.Ordinal) && registered[seen.Length] == '.' && !seen.Contains('.', StringComparison.Ordinal));

    private static string FirstLabel(string hostName)
    {
        var lower = hostName.ToLowerInvariant();
        var dot = lower.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? lower : lower[..dot];
    }
}
