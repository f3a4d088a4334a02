using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>
/// Internet addresses as logs mean them: four decimal numbers without leading zeros, or IPv6. The framework also reads <c>10</c>, <c>0x7f.1</c> and octal
/// <c>010.0.0.1</c> (as 8.0.0.1). IPv4 written as IPv6 (<c>::ffff:10.0.0.1</c>) is IPv4, a zone (<c>%eth0</c>) is left out. Makes no objects of what logs usually hold.
/// </summary>
internal static class Addresses
{
    private const int MappedPrefix = 96;
    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    public static bool TryRead(ReadOnlySpan<char> text, out Address address)
    {
        if (!TryReadAsWritten(text, out address))
            return false;
        if (!address.IsIPv4 && address.Bits >> 32 == Mapped >> 32)
            address = new Address(address.Bits & uint.MaxValue, IsIPv4: true);
        return true;
    }

    /// <summary>A network with no bits set after its prefix; a single address is a network of one.</summary>
    public static bool TryReadNetwork(ReadOnlySpan<char> text, out AddressNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        if (!TryReadAsWritten(slash < 0 ? text : text[..slash], out var address))
            return false;
        var prefix = address.IsIPv4 ? 32 : 128;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given) || (prefix = Math.Min(given, prefix)) != given))
            return false;
        if (!address.IsIPv4 && prefix >= MappedPrefix && address.Bits >> 32 == Mapped >> 32)
            (address, prefix) = (new Address(address.Bits & uint.MaxValue, IsIPv4: true), prefix - MappedPrefix);
        network = new AddressNetwork(address, prefix);
        return network.Masked(address.Bits) == address.Bits;
    }

    private static bool TryReadAsWritten(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text.Length is < 2 or > 64)
            return false;
        if (!text.Contains(':'))
        {
            var isQuad = TryReadDottedQuad(text, out var quad);
            address = new Address(quad, IsIPv4: true);
            return isQuad;
        }

        var zone = text.IndexOf('%');
        return TryReadIPv6(zone < 0 ? text : text[..zone], out address);
    }

    private static bool TryReadDottedQuad(ReadOnlySpan<char> text, out uint quad)
    {
        quad = 0;
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var number = text[range];
            if (count++ == 4 || number is ['0', _, ..] || !byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part))
                return false;
            quad = (quad << 8) | part;
        }

        return count == 4;
    }

    // Groups of hexadecimal digits are read here; dotted ends, brackets and ports by the framework.
    private static bool TryReadIPv6(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text.ContainsAny('.', '[', ']'))
        {
            if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
                return false;
            Span<byte> bytes = stackalloc byte[16];
            parsed.TryWriteBytes(bytes, out _);
            address = new Address(BinaryPrimitives.ReadUInt128BigEndian(bytes), IsIPv4: false);
            return true;
        }

        var gap = text.IndexOf("::");
        if (gap < 0)
            return TryReadGroups(text, out var whole, out var all) && all == 8 && Put(whole, out address);
        if (!TryReadGroups(text[..gap], out var left, out var before) || !TryReadGroups(text[(gap + 2)..], out var right, out var after) || before + after > 7)
            return false;
        return Put((before == 0 ? 0 : left << (16 * (8 - before))) | right, out address);
    }

    private static bool Put(UInt128 bits, out Address address)
    {
        address = new Address(bits, IsIPv4: false);
        return true;
    }

    private static bool TryReadGroups(ReadOnlySpan<char> text, out UInt128 bits, out int count)
    {
        (bits, count) = (0, 0);
        if (text.IsEmpty)
            return true;
        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (++count > 8 || group.Length > 4 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return false;
            bits = (bits << 16) | value;
        }

        return true;
    }
}

/// <summary>An address as a number.</summary>
internal readonly record struct Address(UInt128 Bits, bool IsIPv4);

/// <summary>All addresses of one family that begin alike.</summary>
internal readonly record struct AddressNetwork(Address Base, int Prefix)
{
    public bool Contains(Address address) => address.IsIPv4 == Base.IsIPv4 && Masked(address.Bits) == Base.Bits;

    public UInt128 Masked(UInt128 bits)
    {
        var rest = (Base.IsIPv4 ? 32 : 128) - Prefix;
        return rest >= 128 ? 0 : bits >> rest << rest;
    }
}
