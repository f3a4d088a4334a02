using System.Buffers;
using System.Text;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>Bytes that should be UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>At most <paramref name="maxBytes"/> of valid UTF-8, never cut within a character.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int maxBytes)
    {
        if (text.Length <= maxBytes)
            return text;
        var end = maxBytes;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
            end--;
        return text[..end];
    }

    /// <summary>Writes the text with every broken sequence replaced by U+FFFD.</summary>
    public static void Repair(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var consumed) == OperationStatus.Done)
                output.Write(text[..consumed]);
            else
                output.Advance(Rune.ReplacementChar.EncodeToUtf8(output.GetSpan(4)));
            _ = rune;
            text = text[consumed..];
        }
    }

    /// <summary>The text without ASCII white space at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);

    /// <summary>The text without a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
}
