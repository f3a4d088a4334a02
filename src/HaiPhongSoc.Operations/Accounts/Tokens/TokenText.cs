using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>
/// The text of a secret that a program or a screen carries: <c>soc_pat_ID_SECRETCHECK</c> (a token), <c>soc_kiosk_ID_SECRETCHECK</c> (a wall screen's
/// link), <c>soc_cal_ID_SECRETCHECK</c> (a calendar's link), with
/// <code>
/// ID     = 12 letters or digits, not secret
/// SECRET = 43 letters or digits (62^43 &gt; 2^256), random
/// CHECK  = 6 letters or digits: the first 32 bits of the SHA-256 of all that stands before, in base 62
/// </code>
/// The prefix and the check let scanners find a token that was published by mistake, and let a mistyped one be refused without a look-up. The database
/// keeps the SHA-256 of the whole text: a random secret of 256 bits needs no slow hash.
/// </summary>
internal static class TokenText
{
    public const string Program = "soc_pat_";
    public const string Screen = "soc_kiosk_";
    public const string Calendar = "soc_cal_";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 12;
    private const int SecretLength = 43;
    private const int CheckLength = 6;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static string NewId() => RandomNumberGenerator.GetString(Alphabet, IdLength);

    public static string Write(string prefix, string id)
    {
        var body = $"{prefix}{id}_{RandomNumberGenerator.GetString(Alphabet, SecretLength)}";
        return body + Check(body);
    }

    /// <summary>True for a text of the right shape whose check is right; says nothing about whether it was ever issued.</summary>
    public static bool TryReadId(string? text, string prefix, out string id)
    {
        id = "";
        if (text is null || text.Length != prefix.Length + IdLength + 1 + SecretLength + CheckLength || !text.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var rest = text.AsSpan(prefix.Length);
        if (rest[IdLength] != '_' || rest[..IdLength].ContainsAnyExcept(Letters) || rest[(IdLength + 1)..].ContainsAnyExcept(Letters))
            return false;
        if (!text.EndsWith(Check(text[..^CheckLength]), StringComparison.Ordinal))
            return false;
        id = rest[..IdLength].ToString();
        return true;
    }

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>The same work whether there is a <paramref name="kept"/> hash to compare with or not.</summary>
    public static bool Matches(byte[] shown, byte[]? kept)
    {
        Span<byte> nobody = stackalloc byte[SHA256.HashSizeInBytes];
        return CryptographicOperations.FixedTimeEquals(shown, kept is null ? nobody : kept) && kept is not null;
    }

    private static string Check(string body)
    {
        var rest = BinaryPrimitives.ReadUInt32BigEndian(Hash(body));
        Span<char> check = stackalloc char[CheckLength];
        for (var i = CheckLength - 1; i >= 0; i--)
        {
            check[i] = Alphabet[(int)(rest % 62)];
            rest /= 62;
        }

        return check.ToString();
    }
}
