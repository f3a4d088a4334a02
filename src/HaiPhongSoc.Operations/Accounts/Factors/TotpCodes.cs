using OtpNet;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Codes of an authenticator app: RFC 6238 with SHA-1, 30 s and six digits, which every app can do.</summary>
internal static class TotpCodes
{
    private const int SecretBytes = 20;

    // A clock that is wrong by up to one step in either direction.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes));

    /// <summary>The step that the code belongs to, or null where it is wrong, or of a step that was used before.</summary>
    public static long? StepOf(string secret, string code, DateTimeOffset now, long lastStep)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != 6 || digits.Any(c => !char.IsAsciiDigit(c)))
            return null;
        var totp = new Totp(Base32Encoding.ToBytes(secret));
        return totp.VerifyTotp(now.UtcDateTime, digits, out var step, Window) && step > lastStep ? step : null;
    }

    /// <summary>What the picture says that an app reads.</summary>
    public static string Address(string secret, string account, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period=30";
}
