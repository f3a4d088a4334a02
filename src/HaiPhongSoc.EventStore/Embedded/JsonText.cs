using System.Buffers;
using System.Text;
using System.Text.Unicode;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Writes JSON strings as UTF-8: only the quote, the backslash and control characters are escaped, broken UTF-8 becomes U+FFFD, NUL its symbol.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static b => (byte)b), (byte)'"', (byte)'\\']);

    public static void WriteString(IBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        to.Write("\""u8);
        if (!Utf8.IsValid(value) || value.Contains((byte)0))
            value = Encoding.UTF8.GetBytes(SearchText.Clean(Encoding.UTF8.GetString(value)));
        while (value.IndexOfAny(Special) is var at and >= 0)
        {
            to.Write(value[..at]);
            WriteEscaped(to, value[at]);
            value = value[(at + 1)..];
        }

        to.Write(value);
        to.Write("\""u8);
    }

    private static void WriteEscaped(IBufferWriter<byte> to, byte special)
    {
        var escape = to.GetSpan(6);
        if (special is (byte)'"' or (byte)'\\')
        {
            (escape[0], escape[1]) = ((byte)'\\', special);
            to.Advance(2);
            return;
        }

        "\\u00"u8.CopyTo(escape);
        (escape[4], escape[5]) = (Hex(special >> 4), Hex(special & 0xF));
        to.Advance(6);
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
