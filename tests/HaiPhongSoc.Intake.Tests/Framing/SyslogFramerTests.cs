using System.Text;
using CsCheck;
using HaiPhongSoc.Intake.Framing;

namespace HaiPhongSoc.Intake.Tests.Framing;

public sealed class SyslogFramerTests
{
    private const int Max = 40;

    private static readonly Gen<byte[]> Piece = Gen.OneOf(
        OneOf("<34>1 x\n", "7 <1>abcd", "<13>line\r\n", "5 <9>\n\n", "12 not octets\n", "99999999 <x", "\0\0", "\r\n", "3 <1>", "20 <1>cut", "0 <1>x\n", "123456789 <1>\n")
            .Select(Encoding.ASCII.GetBytes),
        Gen.Byte.Array[0, 60],
        Gen.Int[1, 90].Select(n => Encoding.ASCII.GetBytes($"{n} <{new string('a', n)}")),
        Gen.Int[1, 120].Select(n => Encoding.ASCII.GetBytes(new string('b', n) + "\n")));

    [Theory]
    [InlineData("<34>1 a\n<34>1 b\r\n", "<34>1 a|<34>1 b")]
    [InlineData("5 <1>ab6 <1>abc", "<1>ab|<1>abc")]
    [InlineData("6 <1>ab\n6 <1>abc\n", "<1>ab|<1>abc")] // LF counted in, LF between frames
    [InlineData("<1>a\0<1>b\0", "<1>a|<1>b")]
    [InlineData("7 <1>a\nbc<1>line\n", "<1>a\nbc|<1>line")] // octet-counted text may hold line ends
    [InlineData("10 connections opened\n", "10 connections opened")]
    [InlineData("2026-11-24 10:00:00 x\n", "2026-11-24 10:00:00 x")]
    [InlineData("123456789 <1>x\n", "123456789 <1>x")] // too many digits to be a count
    [InlineData("05 <1>ab\n", "05 <1>ab")]
    [InlineData("\n\r\n\0", "")]
    [InlineData("<1>no end", "<1>no end")]
    [InlineData("12", "12")]
    [InlineData("9 <1>ab", "<1>ab!frame-cut-off")]
    public void A_stream_is_read_as(string stream, string expected) =>
        string.Join('|', Frames(Encoding.UTF8.GetBytes(stream)).Select(Shown)).ShouldBe(expected);

    [Fact]
    public void A_line_that_is_too_long_is_cut_and_its_rest_passed_over()
    {
        var framer = new SyslogFramer(Max);
        var frames = Frames(Encoding.ASCII.GetBytes(new string('x', Max) + "yyy\n<1>next\n"), framer);
        frames.Select(Shown).ShouldBe([new string('x', Max) + "!frame-too-long", "<1>next"]);
        framer.DiscardedBytes.ShouldBe(3);
    }

    [Fact]
    public void A_line_of_the_greatest_length_is_whole() =>
        Frames(Encoding.ASCII.GetBytes(new string('x', Max) + "\r\n")).Select(Shown).ShouldBe([new string('x', Max)]);

    [Fact]
    public void A_counted_record_that_is_too_long_is_cut_and_its_rest_passed_over()
    {
        var framer = new SyslogFramer(Max);
        var frames = Frames(Encoding.ASCII.GetBytes("50 <" + new string('x', 49) + "7 <1>next"), framer);
        frames.Select(Shown).ShouldBe(["<" + new string('x', Max - 1) + "!frame-too-long", "<1>next"]);
        framer.DiscardedBytes.ShouldBe(10);
    }

    [Fact]
    public void A_sender_that_is_too_slow_leaves_what_it_sent() =>
        Frames("<1>half a li"u8.ToArray(), endFault: FrameFaults.TimedOut).Select(Shown).ShouldBe(["<1>half a li!frame-timed-out"]);

    [Fact]
    public void However_the_stream_is_cut_the_frames_are_the_same() =>
        Gen.Select(Piece.Array[0, 12], Gen.Int[1, 30].Array[1, 20]).Sample((pieces, cuts) =>
        {
            var stream = pieces.SelectMany(p => p).ToArray();
            var (whole, cut) = (new SyslogFramer(Max), new SyslogFramer(Max));
            var expected = Frames(stream, whole).Select(Shown).ToArray();
            Frames(stream, cut, cuts: cuts).Select(Shown).ShouldBe(expected);
            cut.DiscardedBytes.ShouldBe(whole.DiscardedBytes);
        }, iter: 3_000);

    [Fact]
    public void No_byte_that_is_not_framing_goes_missing() =>
        Gen.Byte.Array[0, 400].Sample(stream =>
        {
            var framer = new SyslogFramer(Max);
            var kept = Frames(stream, framer).Sum(f => f.Payload.Length);
            var framing = stream.Count(b => b is (byte)'\n' or (byte)'\r' or 0);
            (kept + framer.DiscardedBytes).ShouldBeInRange(stream.Length - framing - 11 * Frames(stream).Count, stream.Length);
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Shown((byte[] Payload, string? Fault) frame) =>
        Encoding.Latin1.GetString(frame.Payload) + (frame.Fault is null ? "" : "!" + frame.Fault);

    /// <summary>Drives the framer as a connection does: a buffer that is filled piece by piece and moved up.</summary>
    private static List<(byte[] Payload, string? Fault)> Frames(byte[] stream, SyslogFramer? framer = null, string? endFault = null, int[]? cuts = null)
    {
        framer ??= new SyslogFramer(Max);
        var found = new List<(byte[], string?)>();
        var rest = Array.Empty<byte>();
        foreach (var chunk in Chunks(stream, cuts ?? [int.MaxValue]))
        {
            byte[] buffer = [.. rest, .. chunk];
            var position = 0;
            bool more;
            do
            {
                more = framer.TryNext(buffer.AsSpan(position), out var frame, out var consumed);
                if (more)
                {
                    (frame.Start + frame.Length).ShouldBeLessThanOrEqualTo(consumed);
                    found.Add((buffer.AsSpan(position + frame.Start, frame.Length).ToArray(), frame.FaultCode));
                }

                position += consumed;
            }
            while (more);

            rest = buffer[position..];
            rest.Length.ShouldBeLessThan(SyslogFramer.LongestPartial(Max), "the buffer has no room for more");
        }

        if (framer.TryFinish(rest, endFault, out var last))
            found.Add((rest.AsSpan(last.Start, last.Length).ToArray(), last.FaultCode));
        return found;
    }

    private static IEnumerable<byte[]> Chunks(byte[] stream, int[] cuts)
    {
        for (var (position, i) = (0, 0); position < stream.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], stream.Length - position);
            yield return stream[position..(position + length)];
            position += length;
        }
    }
}
