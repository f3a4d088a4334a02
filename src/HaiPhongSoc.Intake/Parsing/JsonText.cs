using System.Buffers;
using System.Text;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>Unescapes JSON strings without ever throwing: a lone surrogate or a broken escape becomes U+FFFD.</summary>
internal static class JsonText
{
    private const int Replacement = 0xFFFD;

    /// <summary>Appends the text of a JSON string's inside (without quotes).</summary>
    public static void Unescape(ReadOnlySpan<byte> escaped, IBufferWriter<byte> output)
    {
        while (!escaped.IsEmpty)
        {
            var slash = escaped.IndexOf((byte)'\\');
            if (slash < 0)
            {
                output.Write(escaped);
                return;
            }

            output.Write(escaped[..slash]);
            escaped = escaped[(slash + 1)..];
            escaped = escaped[UnescapeOne(escaped, output)..];
        }
    }

    // Returns the number of bytes read after the backslash.
    private static int UnescapeOne(ReadOnlySpan<byte> rest, IBufferWriter<byte> output)
    {
        if (rest.IsEmpty)
        {
            WriteRune(Replacement, output);
            return 0;
        }

        if (rest[0] != (byte)'u')
        {
            output.Write([Simple(rest[0])]);
            return 1;
        }

        var first = Hex4(rest[1..]);
        if (first < 0)
        {
            WriteRune(Replacement, output);
            return 1;
        }

        if (!char.IsHighSurrogate((char)first))
        {
            WriteRune(char.IsLowSurrogate((char)first) ? Replacement : first, output);
            return 5;
        }

        if (rest.Length >= 11 && rest[5] == (byte)'\\' && rest[6] == (byte)'u' && Hex4(rest[7..]) is >= 0xDC00 and <= 0xDFFF and var second)
        {
            WriteRune(char.ConvertToUtf32((char)first, (char)second), output);
            return 11;
        }

        WriteRune(Replacement, output);
        return 5;
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };

    private static int Hex4(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4)
            return -1;
        var value = 0;
        foreach (var letter in text[..4])
        {
            var digit = HexDigit(letter);
            if (digit < 0)
                return -1;
            value = (value << 4) | digit;
        }

        return value;
    }

    private static int HexDigit(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => -1,
    };

    private static void WriteRune(int codePoint, IBufferWriter<byte> output)
    {
        Span<byte> utf8 = stackalloc byte[4];
        output.Write(utf8[..new Rune(codePoint).EncodeToUtf8(utf8)]);
    }
}
