using System.Text;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary><c>wide utf16le utf16be utf16 base64 base64offset</c>. Lengths are counted in bytes, never in characters.</summary>
internal static class EncodingModifiers
{
    // What stays the same whatever stands before (0, 1 or 2 bytes) and after the value.
    private static readonly int[] StaticFrom = [0, 2, 3];
    private static readonly int[] DropAtEnd = [0, 3, 2];

    public static Operand Utf16Le(Operand operand) => new Operand.Bytes(Encoding.Unicode.GetBytes(Plain(operand, "utf16le")));

    public static Operand Utf16Be(Operand operand) => new Operand.Bytes(Encoding.BigEndianUnicode.GetBytes(Plain(operand, "utf16be")));

    /// <summary>With the byte order mark FF FE before it.</summary>
    public static Operand Utf16(Operand operand) => new Operand.Bytes([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Plain(operand, "utf16"))]);

    public static Operand Base64(Operand operand) => Encoded(Convert.ToBase64String(Bytes(operand, "base64")));

    public static Operand Base64Offset(Operand operand)
    {
        var bytes = Bytes(operand, "base64offset");
        var variants = new List<Operand>(3);
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            var end = encoded.Length - DropAtEnd[(bytes.Length + shift) % 3];
            if (end <= StaticFrom[shift])
                throw new ModifierException("modifier-value", "'base64offset' needs a longer value: at some offset nothing of it stays the same");
            variants.Add(Encoded(encoded[StaticFrom[shift]..end]));
        }

        return new Operand.Variants(variants);
    }

    // Base64 without its case is another text: compared with case.
    private static Operand.Text Encoded(string text) => new(SigmaString.Literal(text), Cased: true, NoPlaceholders: true);

    private static byte[] Bytes(Operand operand, string modifier) =>
        operand is Operand.Bytes bytes ? bytes.Value : Encoding.UTF8.GetBytes(Plain(operand, modifier));

    private static string Plain(Operand operand, string modifier) =>
        TextModifiers.AsText(operand, modifier).Value.TryLiteral(out var plain)
            ? plain
            : throw new ModifierException("modifier-wildcard", $"'{modifier}' cannot encode a wildcard: escape it (\\*) or remove it");
}
