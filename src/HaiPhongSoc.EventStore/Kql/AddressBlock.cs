using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>Addresses as 128-bit numbers, IPv4 as its IPv6 mapping, and blocks of them in CIDR notation.</summary>
internal static class AddressBlock
{
    /// <summary>Dotted quads and colon notation only: not the short forms (<c>10.1</c>, <c>167772161</c>) that <see cref="IPAddress"/> takes too, and no zone.</summary>
    public static bool TryParseAddress(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = default;
        if (text.Length is < 2 or > 45 || text.ContainsAny('%', '[', ']') || (!text.Contains(':') && !IsDottedQuad(text)))
            return false;
        if (!IPAddress.TryParse(text, out var parsed))
            return false;

        Span<byte> bytes = stackalloc byte[16];
        if (parsed.AddressFamily == AddressFamily.InterNetwork)
            parsed = parsed.MapToIPv6();
        parsed.TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    /// <summary>False where the text is no block at all; <paramref name="valid"/> tells whether its prefix length fits.</summary>
    public static bool TryParse(string text, out UInt128 low, out UInt128 high, out bool valid)
    {
        (low, high, valid) = (default, default, false);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TryParseAddress(text.AsSpan(0, slash), out var address))
            return false;

        var width = text.AsSpan(0, slash).Contains(':') ? 128 : 32;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > width)
            return true;

        var hostBits = width - prefix;
        var mask = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
        (low, high, valid) = (address & ~mask, address | mask, true);
        return true;
    }

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        var dots = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits is 0 or > 3)
                    return false;
                (dots, digits) = (dots + 1, 0);
            }
            else if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else
            {
                return false;
            }
        }

        return dots == 3 && digits is > 0 and <= 3;
    }
}
