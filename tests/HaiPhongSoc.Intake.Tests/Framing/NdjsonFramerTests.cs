using System.Text;
using CsCheck;
using HaiPhongSoc.Intake.Framing;

namespace HaiPhongSoc.Intake.Tests.Framing;

public sealed class NdjsonFramerTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}|{\"b\":2}")]
    [InlineData("{\"a\":1}\r\n\r\n  \t\n{\"b\":2}", "{\"a\":1}|{\"b\":2}")]
    [InlineData("", "")]
    [InlineData("\n\n \n", "")]
    [InlineData("  {\"a\":1} \n", "  {\"a\":1} ")]
    [InlineData("12345678901\nx", "1234567890!frame-too-long|x")]
    public void A_body_is_read_as(string body, string expected) =>
        string.Join('|', Lines(Encoding.UTF8.GetBytes(body), 10, out _)).ShouldBe(expected);

    [Fact]
    public void Every_byte_is_kept_or_counted() =>
        Gen.Byte.Array[0, 300].Sample(body =>
        {
            var lines = Lines(body, 20, out var discarded);
            var expected = Encoding.Latin1.GetString(body).Split('\n')
                .Where(l => l.AsSpan().ContainsAnyExcept(" \t\r"))
                .Select(l => l.EndsWith('\r') ? l[..^1] : l)
                .ToArray();
            lines.Select(l => l.Replace("!frame-too-long", "", StringComparison.Ordinal)).ShouldBe(expected.Select(l => l.Length > 20 ? l[..20] : l));
            discarded.ShouldBe(expected.Sum(l => Math.Max(0, l.Length - 20)));
        });

    private static List<string> Lines(byte[] body, int max, out int discarded)
    {
        var (found, position) = (new List<string>(), 0);
        discarded = 0;
        while (NdjsonFramer.TryNext(body, max, ref position, out var frame, out var cut))
        {
            found.Add(Encoding.Latin1.GetString(body, frame.Start, frame.Length) + (frame.FaultCode is null ? "" : "!" + frame.FaultCode));
            discarded += cut;
        }

        return found;
    }
}
