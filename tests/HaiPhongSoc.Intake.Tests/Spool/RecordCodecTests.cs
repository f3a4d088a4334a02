using CsCheck;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Tests.Spool;

public sealed class RecordCodecTests
{
    private static Gen<string> Text => Gen.String[Gen.Char.AlphaNumeric, 0, 60];

    private static Gen<SpoolEntry> AnyEntry => Gen.Select(
        Gen.Enum<EventTransport>(), Text, Text, Text, Gen.Long, Gen.Byte.Array[0, 300], Gen.Int[0, 2].Select(i => new[] { null, "frame-too-long", "frame-cut-off" }[i]),
        (transport, source, realm, peer, received, payload, fault) => new SpoolEntry(new SpoolOrigin(transport, source, realm, peer), received, payload, fault));

    [Fact]
    public void What_is_encoded_is_decoded() =>
        Gen.Select(AnyEntry, Gen.Long[0, long.MaxValue], Gen.UInt).Sample((entry, offset, salt) =>
        {
            var bytes = new byte[RecordCodec.SizeOf(entry)];
            RecordCodec.Encode(entry, offset, salt, bytes).ShouldBe(bytes.Length);
            RecordCodec.ClaimedSize(bytes).ShouldBe(bytes.Length);
            RecordCodec.TryDecode(bytes, salt, out var layout).ShouldBeTrue();
            (layout.Offset, layout.ReceivedAt, layout.Size).ShouldBe((offset, entry.ReceivedAt, bytes.Length));
            SpoolOrigin.TryDecode(bytes.AsSpan(RecordCodec.RecordLayout.OriginStart, layout.OriginLength), out var origin).ShouldBeTrue();
            (origin!.Transport, origin.SourceId, origin.Realm, origin.Peer).ShouldBe(
                (entry.Origin.Transport, entry.Origin.SourceId, entry.Origin.Realm, entry.Origin.Peer));
            System.Text.Encoding.ASCII.GetString(bytes, layout.FaultStart, layout.FaultLength).ShouldBe(entry.FaultCode ?? "");
            bytes.AsSpan(layout.PayloadStart).ToArray().ShouldBe(entry.Payload.ToArray());
        });

    [Fact]
    public void A_changed_byte_is_never_decoded() =>
        Gen.Select(AnyEntry, Gen.UInt, Gen.Int.NonNegative, Gen.Byte[1, 255]).Sample((entry, salt, place, mask) =>
        {
            var bytes = new byte[RecordCodec.SizeOf(entry)];
            RecordCodec.Encode(entry, 7, salt, bytes);
            bytes[place % bytes.Length] ^= mask;
            RecordCodec.TryDecode(bytes, salt, out _).ShouldBeFalse();
        });

    [Fact]
    public void Another_salt_is_another_sum() =>
        Gen.Select(AnyEntry, Gen.UInt, Gen.UInt).Where(t => t.Item2 != t.Item3).Sample((entry, salt, other) =>
        {
            var bytes = new byte[RecordCodec.SizeOf(entry)];
            RecordCodec.Encode(entry, 7, salt, bytes);
            RecordCodec.TryDecode(bytes, other, out _).ShouldBeFalse();
        });

    [Fact]
    public void Any_bytes_at_all_are_refused_without_an_exception() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            RecordCodec.TryDecode(bytes, 1, out _).ShouldBeFalse();
            SpoolOrigin.TryDecode(bytes, out _);
            SegmentHeader.TryDecode(bytes, 0, out _).ShouldBeFalse();
        });

    [Fact]
    public void An_origin_of_broken_UTF_8_is_refused()
    {
        byte[] longest = [0, 255, .. Enumerable.Repeat((byte)0xC3, 255), 0, 0];
        SpoolOrigin.TryDecode(longest, out _).ShouldBeFalse();
    }

    [Fact]
    public void The_sum_is_CRC_32C() =>
        Crc32C.Of("123456789"u8).ShouldBe(0xE3069283u); // the check value of RFC 3720's polynomial

    [Fact]
    public void A_sum_in_parts_is_the_sum_of_the_whole() =>
        Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample((a, b) => Crc32C.Of(b, Crc32C.Of(a)).ShouldBe(Crc32C.Of([.. a, .. b])));
}
