using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>Which source a bearer token belongs to. Only sums of tokens are known here, and the time that an answer takes tells nothing about them.</summary>
internal sealed class TokenTable
{
    private const string Scheme = "Bearer ";

    private readonly (byte[] Sum, SourceOptions Source)[] _tokens;

    public TokenTable(IntakeOptions options) =>
        _tokens = [.. options.Sources.Where(s => s.TokenSha256.Length > 0).Select(s => (Convert.FromHexString(s.TokenSha256), s))];

    /// <summary>The source of an <c>Authorization</c> header, or null.</summary>
    public SourceOptions? Find(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()), sum);
        SourceOptions? found = null;
        foreach (var (known, source) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(known, sum))
                found = source;
        }

        return found;
    }
}
