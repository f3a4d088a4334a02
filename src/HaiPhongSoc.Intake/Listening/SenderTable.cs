using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// Whose records arrive: the source to which a listener is pinned, else the one with the most specific range that holds the sender's address, else <c>unknown</c>. IPv4 in IPv6 clothes is IPv4.
/// </summary>
internal sealed class SenderTable
{
    private readonly (IPNetwork Range, SourceOptions Source)[] _ranges;
    private readonly Dictionary<string, SourceOptions> _byId = new(StringComparer.Ordinal);
    private readonly string _defaultRealm;

    public SenderTable(IntakeOptions options)
    {
        _defaultRealm = options.DefaultRealm;
        var ranges = new List<(IPNetwork Range, SourceOptions Source)>();
        foreach (var source in options.Sources)
        {
            _byId[source.Id] = source;
            foreach (var text in source.Addresses)
            {
                if (TryParseRange(text, out var range))
                    ranges.Add((range, source));
            }
        }

        _ranges = [.. ranges.OrderByDescending(r => r.Range.PrefixLength)];
    }

    /// <summary>An address or a CIDR range; host bits that are set are refused, because they are mostly a slip.</summary>
    public static bool TryParseRange(string text, out IPNetwork range)
    {
        if (IPAddress.TryParse(text, out var single))
        {
            single = Plain(single);
            range = new IPNetwork(single, single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPNetwork.TryParse(text, out range) || slash < 0 || !range.BaseAddress.Equals(IPAddress.Parse(text.AsSpan(0, slash))))
            return false;
        if (range.BaseAddress.IsIPv4MappedToIPv6 && range.PrefixLength >= 96)
            range = new IPNetwork(range.BaseAddress.MapToIPv4(), range.PrefixLength - 96);
        return true;
    }

    public SpoolOrigin OriginOf(EventTransport transport, IPAddress peer, string pinnedSource)
    {
        peer = Plain(peer);
        var source = pinnedSource.Length > 0 ? _byId.GetValueOrDefault(pinnedSource) : Find(peer);
        return new SpoolOrigin(transport, source?.Id ?? IntakeOptions.UnknownSource, source?.Realm ?? _defaultRealm, peer.ToString());
    }

    public static SpoolOrigin OriginOf(EventTransport transport, IPAddress? peer, SourceOptions source) =>
        new(transport, source.Id, source.Realm, peer is null ? null : Plain(peer).ToString());

    public static bool IsUnknown(SpoolOrigin origin) => origin.SourceId == IntakeOptions.UnknownSource;

    private SourceOptions? Find(IPAddress peer)
    {
        foreach (var (range, source) in _ranges)
        {
            if (range.Contains(peer))
                return source;
        }

        return null;
    }

    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;
    }
}
