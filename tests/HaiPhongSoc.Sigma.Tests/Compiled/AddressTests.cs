using System.Net;
using System.Net.Sockets;
using CsCheck;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests.Compiled;

/// <summary>Our reading of addresses against the framework's.</summary>
public sealed class AddressTests
{
    [Fact]
    public void Written_addresses_are_read_as_the_framework_reads_them() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Bool, Gen.Int[0, 6], Gen.Int[0, 9]).Sample((bytes, isShort, zeroFrom, zeros) =>
        {
            for (var i = 0; i < zeros && (zeroFrom * 2) + i < 16; i++)
                bytes[(zeroFrom * 2) + i] = 0;
            var address = new IPAddress(isShort ? bytes[..4] : bytes);
            Addresses.TryRead(address.ToString(), out var read).ShouldBeTrue(address.ToString());
            var mapped = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return read.IsIPv4 == (mapped.AddressFamily == AddressFamily.InterNetwork) && Same(read, mapped);
        });

    [Fact]
    public void What_the_framework_refuses_is_refused_and_the_other_way_round() =>
        Pick.From("0", "1", "f", "ab", "12345", "ffff", ":", ":", "::", "g").Array[1, 12].Select(string.Concat).Where(text => text.Contains(':')).Sample(
            text => Addresses.TryRead(text, out _) == (IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6),
            iter: 50_000);

    [Fact]
    public void A_network_holds_what_the_framework_says() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Byte.Array[16], Gen.Int[0, 128], Gen.Int[0, 128], Gen.Bool).Sample((one, other, prefix, same, isShort) =>
        {
            // The first bits alike, so that being inside is not rare.
            for (var bit = 0; bit < same; bit++)
                other[bit / 8] = (byte)((other[bit / 8] & ~(0x80 >> (bit % 8))) | (one[bit / 8] & (0x80 >> (bit % 8))));
            var (address, inside) = isShort ? (new IPAddress(one[..4]), new IPAddress(other[..4])) : (new IPAddress(one), new IPAddress(other));
            if (address.IsIPv4MappedToIPv6 || inside.IsIPv4MappedToIPv6)
                return true;
            var length = Math.Min(prefix, isShort ? 32 : 128);
            var network = new IPNetwork(Cut(address, length), length);
            Addresses.TryReadNetwork(network.ToString(), out var read).ShouldBeTrue(network.ToString());
            Addresses.TryRead(inside.ToString(), out var tested).ShouldBeTrue();
            return read.Contains(tested) == network.Contains(inside);
        });

    private static IPAddress Cut(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }

    private static bool Same(Address read, IPAddress address)
    {
        var bits = address.GetAddressBytes().Aggregate((UInt128)0, (so, next) => (so << 8) | next);
        return read.Bits == bits;
    }
}
