using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HaiPhongSoc.Configuration;

namespace HaiPhongSoc.Hosting.Tls;

/// <summary>The bytes of a certificate's files as they were at one moment, and what becomes of them.</summary>
internal sealed class CertificateContent(string key, CertificateOptions options, byte[] certificate, byte[]? privateKey, string? passphrase, string print)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The same for the same content.</summary>
    public string Print { get; } = print;

    /// <summary>The certificate with key and intermediates, ready for handshakes; null with a fault. Nothing is fetched from anywhere.</summary>
    public SslStreamCertificateContext? Open(out string? fault)
    {
        try
        {
            if (Own(out fault) is not { } pair || (fault = IsForServers(pair.Own)) is not null)
                return null;
            return SslStreamCertificateContext.Create(pair.Own, pair.Others, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            fault = Unusable(e);
            return null;
        }
    }

    /// <summary>The certificate with its key for another use than a door's; null with a fault.</summary>
    public X509Certificate2? OpenPair(out string? fault)
    {
        try
        {
            return Own(out fault)?.Own;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            fault = Unusable(e);
            return null;
        }
    }

    private (X509Certificate2 Own, X509Certificate2Collection Others)? Own(out string? fault)
    {
        var (own, others) = privateKey is null ? OfPkcs12() : OfPem(privateKey);
        fault = own is null ? $"{key}:CertificateFile is '{options.CertificateFile}', which holds no certificate with its private key: {Remedy}" : null;
        return own is null ? null : (own, others);
    }

    private string Unusable(Exception e) =>
        $"{key}: '{options.CertificateFile}'{(privateKey is null ? "" : $" and '{options.KeyFile}'")} cannot be used ({e.Message.TrimEnd('.')}): {Remedy}";

    private string Remedy => privateKey is null
        ? "give one PKCS #12 file with its PassphraseFile, or PEM in CertificateFile and KeyFile"
        : "give a PEM certificate and the key that belongs to it, with a PassphraseFile where the key is encrypted";

    private (X509Certificate2 Own, X509Certificate2Collection Others) OfPem(byte[] pemKey)
    {
        var chain = Encoding.UTF8.GetString(certificate);
        var keyText = Encoding.UTF8.GetString(pemKey);
        var own = passphrase is null ? X509Certificate2.CreateFromPem(chain, keyText) : X509Certificate2.CreateFromEncryptedPem(chain, keyText, passphrase);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(chain);
        return (own, new X509Certificate2Collection(all.Skip(1).ToArray()));
    }

    private (X509Certificate2? Own, X509Certificate2Collection Others) OfPkcs12()
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(certificate, passphrase);
        var own = all.FirstOrDefault(one => one.HasPrivateKey);
        return (own, new X509Certificate2Collection(all.Where(one => one != own).ToArray()));
    }

    private string? IsForServers(X509Certificate2 own)
    {
        var uses = own.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList();
        return uses.Count == 0 || uses.Any(use => use.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == ServerAuthentication))
            ? null
            : $"{key}:CertificateFile is '{options.CertificateFile}', which is not for servers (extended key usage): have one made with serverAuth";
    }
}
