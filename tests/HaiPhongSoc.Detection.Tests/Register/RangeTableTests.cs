using System.Globalization;
using System.Net;
using CsCheck;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Tests.Register;

public sealed class RangeTableTests
{
    private static readonly Gen<string> Range = Gen.Select(Gen.Bool, Gen.Byte[0, 3], Gen.Byte[0, 3], Gen.Int[0, 32]).Select((isV6, a, b, bits) =>
        Canonical(isV6 ? $"2001:{a}::{b}" : $"10.{a}.0.{b}", isV6 ? bits * 4 : bits));

    private static readonly Gen<AssetRecord> Asset = Gen.Select(Range, Gen.Int[0, 5], Gen.Int[0, 5]).Select((key, from, length) =>
        new AssetRecord("r", AssetKind.Network, key, from, length == 0 ? null : from + length, $"{key} {from}"));

    private static readonly Gen<string> Address = Gen.Select(Gen.Bool, Gen.Byte[0, 3], Gen.Byte[0, 3]).Select((isV6, a, b) => isV6 ? $"2001:{a}::{b}" : $"10.{a}.0.{b}");

    [Fact]
    public void It_finds_what_looking_at_every_range_finds() =>
        Gen.Select(Asset.Array[0, 12], Address, Gen.Int[0, 11]).Sample(
            (assets, text, time) =>
            {
                var address = IPAddress.Parse(text);
                var expected = assets.Where(a => a.Holds(time) && IPNetwork.Parse(a.Key).Contains(address))
                    .OrderByDescending(a => IPNetwork.Parse(a.Key).PrefixLength).ThenByDescending(a => a.ValidFrom)
                    .FirstOrDefault();
                new RangeTable(assets).Find(address, time)?.SystemCode.ShouldBe(expected?.SystemCode);
                (new RangeTable(assets).Find(address, time) is null).ShouldBe(expected is null);
            },
            iter: 300);

    private static string Canonical(string address, int bits)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        for (var bit = bits; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(1 << (7 - (bit % 8)));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }
}
