using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>Address ranges as people write them.</summary>
internal static class AddressRanges
{
    /// <summary>
    /// <c>10.20.1.0/24</c>, <c>2001:db8::/32</c> or one address. Host bits that are not zero and short forms (<c>10.1</c> reads as 10.0.0.1) are
    /// refused: they are mistakes.
    /// </summary>
    public static bool TryParse(string text, out IPNetwork range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var written = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(written, out var address) || !IsWhole(written, address))
            return false;
        if (slash < 0)
        {
            range = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        return IPNetwork.TryParse(text, out range) && range.BaseAddress.Equals(address);
    }

    private static bool IsWhole(string text, IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.ScopeId == 0
        : text.Count(c => c == '.') == 3;
}
