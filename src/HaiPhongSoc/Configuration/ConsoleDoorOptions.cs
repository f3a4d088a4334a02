using System.Net;

namespace HaiPhongSoc.Configuration;

/// <summary>
/// The console's door. Beyond loopback it needs a certificate of its own or a reverse proxy that has one; the sign-in never passes a network in clear.
/// </summary>
internal sealed class ConsoleDoorOptions : ListenerOptions
{
    /// <summary>The address that people type, for example <c>https://soc.haiphong.gov.vn</c>: scheme, name, port where it is not the usual one. Needed beyond loopback.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Names beside that of <see cref="PublicUrl"/> under which browsers may ask; loopback names always may.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>Addresses and networks (CIDR) of reverse proxies. Only from them are X-Forwarded-For, -Proto and -Host believed.</summary>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>How many proxies stand in a row; what claims to lie further back is not believed.</summary>
    public int ProxyHops { get; set; } = 1;

    /// <summary>Whether browsers shall insist on HTTPS for the names below this host too.</summary>
    public bool HstsIncludeSubDomains { get; set; }

    /// <summary>A port that answers plain HTTP with the way to <see cref="PublicUrl"/> and with nothing else; empty = none.</summary>
    public int? RedirectPort { get; set; }

    /// <summary>The networks of <see cref="TrustedProxies"/>; what is none is left out (the validator has said so).</summary>
    public IReadOnlyList<IPNetwork> TrustedNetworks() => [.. TrustedProxies.Select(NetworkOf).OfType<IPNetwork>()];

    /// <summary>A network as written, or the one of a single address; null where it is neither.</summary>
    public static IPNetwork? NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
