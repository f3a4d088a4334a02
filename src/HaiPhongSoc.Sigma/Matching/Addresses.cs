using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>
/// Internet addresses as logs mean them: four decimal numbers without leading zeros, or IPv6. The framework also reads <c>10</c>, <c>0x7f.1</c> and octal
/// <c>010.0.0.1</c> (as 8.0.0.1). IPv4 written as IPv6 (<c>::ffff:10.0.0.1</c>) is IPv4, a zone (<c>%eth0</c>) is left out.
/// </summary>
internal static class Addresses
{
    private const int MappedPrefix = 96;

    public static bool TryRead(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (!TryReadAsWritten(text, out var written))
            return false;
        address = written.IsIPv4MappedToIPv6 ? written.MapToIPv4() : written;
        return true;
    }

    /// <summary>A network with no bits set after its prefix; a single address is a network of one.</summary>
    public static bool TryReadNetwork(ReadOnlySpan<char> text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        if (!TryReadAsWritten(slash < 0 ? text : text[..slash], out var address))
            return false;
        var prefix = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given) || (prefix = Math.Min(given, prefix)) != given))
            return false;
        if (!IPNetwork.TryParse(string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}"), out network) || !network.BaseAddress.Equals(address))
            return false;
        if (address.IsIPv4MappedToIPv6 && prefix >= MappedPrefix)
            network = new IPNetwork(address.MapToIPv4(), prefix - MappedPrefix);
        return true;
    }

    private static bool TryReadAsWritten(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Length is < 2 or > 64)
            return false;
        if (!text.Contains(':'))
            return TryReadDottedQuad(text, out address);

        var zone = text.IndexOf('%');
        if (!IPAddress.TryParse(zone < 0 ? text : text[..zone], out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        address = parsed;
        return true;
    }

    private static bool TryReadDottedQuad(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var number = text[range];
            if (count == 4 || number is ['0', _, ..] || !byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count++]))
                return false;
        }

        if (count != 4)
            return false;
        address = new IPAddress(bytes);
        return true;
    }
}
