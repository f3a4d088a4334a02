using System.Buffers;
using System.Text;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// Text as the index looks at it: one byte for each UTF-16 unit, such that texts that are equal without case (ordinal, or as a regular expression means it for ASCII)
/// have equal bytes. Different texts may have equal bytes too, so it can only rule out, never decide.
/// </summary>
internal static class Folding
{
    private const byte AnyLowSurrogate = 0xFF;

    private static readonly byte[] Table = MakeTable();

    public static byte Of(char unit) => Table[unit];

    public static byte[] Of(string text)
    {
        var folded = new byte[text.Length];
        Of(text, folded);
        return folded;
    }

    public static void Of(ReadOnlySpan<char> text, Span<byte> folded)
    {
        var table = Table;
        for (var i = 0; i < text.Length; i++)
            folded[i] = table[text[i]];
    }

    /// <summary>The same from UTF-8, where that is ASCII alone; else false.</summary>
    public static bool TryOf(ReadOnlySpan<byte> utf8, Span<byte> folded) => Ascii.ToLower(utf8, folded, out _) == OperationStatus.Done;

    private static byte[] MakeTable()
    {
        var table = new byte[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
            table[i] = Make((char)i);
        return table;
    }

    private static byte Make(char unit)
    {
        // The Kelvin sign, dotted and dotless i and the long s are ASCII letters to some comparisons without case.
        switch (unit)
        {
            case '\u212A':
                return (byte)'k';
            case '\u0130' or '\u0131':
                return (byte)'i';
            case '\u017F':
                return (byte)'s';
        }

        if (char.IsAscii(unit))
            return (byte)char.ToLowerInvariant(unit);
        if (char.IsHighSurrogate(unit)) // both cases of a letter have the same one
            return (byte)(0xC0 | (unit & 0x3F));
        if (char.IsLowSurrogate(unit))
            return AnyLowSurrogate;
        var upper = char.ToUpperInvariant(unit);
        return (byte)(0x80 | ((upper ^ (upper >> 6)) & 0x3F));
    }
}
