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
    private readonly FrozenDictionary<string, RangeTable> _ranges;
    private readonly FrozenSet<AssetRecord> _listed;
    private readonly FrozenDictionary<(string Realm, string Host), AssetRecord[]> _hosts;
    private readonly FrozenDictionary<(string Realm, string Domain), AssetRecord[]> _domains;
    private readonly FrozenDictionary<(string Realm, string Account), AssetRecord[]> _accounts;

    public SystemDirectorySnapshot(long version, IEnumerable<SystemIdentity> systems, IEnumerable<AssetRecord> assets)
    {
        Version = version;
        _systems = systems.ToFrozenDictionary(s => s.Code, StringComparer.Ordinal);
        var known = assets.Where(a => _systems.ContainsKey(a.SystemCode)).ToList();
        _ranges = known
            .Where(a => a.Kind == AssetKind.Network)
            .GroupBy(a => a.Realm, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => new RangeTable(g), StringComparer.Ordinal);
        _listed = NodeLists.RangesOf(known).ToFrozenSet<AssetRecord>(ReferenceEqualityComparer.Instance);
        _hosts = ByName(known, AssetKind.Host, a => FirstLabel(a.Key));
        _domains = ByName(known, AssetKind.Domain, a => a.Key.ToLowerInvariant());
        _accounts = ByName(known, AssetKind.Account, a => a.Key.ToLowerInvariant());
    }

    public static SystemDirectorySnapshot Empty { get; } = new(0, [], []);

    /// <summary>Grows with every change of the register.</summary>
    public long Version { get; }

    public SystemIdentity? System(string code) => _systems.GetValueOrDefault(code);

    /// <summary>The owner of an address as seen in a realm at a time, or null.</summary>
    public SystemIdentity? ByAddress(string realm, IPAddress address, long time) => ByAddress(realm, address, time, out _);

    /// <summary>The same.</summary>
    /// <param name="lacksNode">True where the owner keeps a list of nodes for the range and the address is not on it (<see cref="NodeLists"/>).</param>
    public SystemIdentity? ByAddress(string realm, IPAddress address, long time, out bool lacksNode)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var asset = FindNetwork(realm, address, time)
            ?? (realm != Internet && !IsPrivate(address) ? FindNetwork(Internet, address, time) : null);
        lacksNode = asset is not null && _listed.Contains(asset);
        return asset is null ? null : _systems[asset.SystemCode];
    }

    /// <summary>The owner of a host name (short or fully qualified) as seen in a realm at a time, or null.</summary>
    public SystemIdentity? ByHostName(string realm, string hostName, long time)
    {
        var wanted = hostName.ToLowerInvariant();
        if (!_hosts.TryGetValue((realm, FirstLabel(wanted)), out var candidates))
            return null;
        foreach (var asset in candidates)
        {
            if (asset.Holds(time) && SameHost(asset.Key.ToLowerInvariant(), wanted))
                return _systems[asset.SystemCode];
        }

        return null;
    }

    /// <summary>The owner of the longest registered domain that is the name or lies above it, in a realm or else in <see cref="Internet"/>, at a time; or null.</summary>
    public SystemIdentity? ByDomain(string realm, string name, long time)
    {
        if (_domains.Count == 0)
            return null;
        for (var rest = name.ToLowerInvariant(); ;)
        {
            if ((First(_domains, realm, rest, time) ?? (realm == Internet ? null : First(_domains, Internet, rest, time))) is { } owner)
                return owner;
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
                return null;
            rest = rest[(dot + 1)..];
        }
    }

    /// <summary>The owner of an account as seen in a realm at a time, or null.</summary>
    /// <param name="domain">The account's domain, if the log names one.</param>
    public SystemIdentity? ByAccount(string realm, string account, string? domain, long time)
    {
        if (_accounts.Count == 0)
            return null;
        var wanted = account.ToLowerInvariant();
        return (domain is null ? null : First(_accounts, realm, $"{domain.ToLowerInvariant()}\\{wanted}", time)) ?? First(_accounts, realm, wanted, time);
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

    private AssetRecord? FindNetwork(string realm, IPAddress address, long time) =>
        _ranges.TryGetValue(realm, out var ranges) ? ranges.Find(address, time) : null;

    private SystemIdentity? First(FrozenDictionary<(string Realm, string Name), AssetRecord[]> assets, string realm, string name, long time)
    {
        if (!assets.TryGetValue((realm, name), out var candidates))
            return null;
        foreach (var asset in candidates)
        {
            if (asset.Holds(time))
                return _systems[asset.SystemCode];
        }

        return null;
    }

    private static FrozenDictionary<(string Realm, string Name), AssetRecord[]> ByName(List<AssetRecord> assets, AssetKind kind, Func<AssetRecord, string> name) =>
        assets.Where(a => a.Kind == kind)
            .GroupBy(a => (a.Realm, name(a)))
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(a => a.ValidFrom).ToArray());

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
