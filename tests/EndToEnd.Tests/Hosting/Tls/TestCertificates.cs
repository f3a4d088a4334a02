using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Hosting.Tls;

/// <summary>An authority of the test's own, and certificate files as an administrator would lay them down.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=authority of a test", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _root = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(10));
    }

    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public X509Certificate2 Root => _root;

    public string Folder => _folder.Path;

    public string CertificateFile => _folder.File("soc.pem");

    public string KeyFile => _folder.File("soc.key");

    /// <summary>Writes a certificate and its key, each in one step as certbot does; gives its thumbprint.</summary>
    public string Write(DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = Make(key, from ?? Now.AddDays(-1), until ?? Now.AddDays(90));
        Put(CertificateFile, made.ExportCertificatePem() + "\n" + _root.ExportCertificatePem(), secret: false);
        Put(KeyFile, key.ExportPkcs8PrivateKeyPem(), secret: true);
        return made.Thumbprint;
    }

    /// <summary>A PKCS #12 file with a passphrase in a file; gives the thumbprint.</summary>
    public static string WritePkcs12(string file, string passphraseFile)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=soc.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(90));
        WriteSecret(file, made.Export(X509ContentType.Pkcs12, "mot cau bi mat"));
        WriteSecret(passphraseFile, "mot cau bi mat\n"u8.ToArray());
        return made.Thumbprint;
    }

    /// <summary>A certificate that is for mail, not for servers.</summary>
    public void WriteForMail()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=soc.test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        using var made = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(90));
        Put(CertificateFile, made.ExportCertificatePem(), secret: false);
        Put(KeyFile, key.ExportPkcs8PrivateKeyPem(), secret: true);
    }

    public static void Put(string path, string text, bool secret)
    {
        WriteSecret(path + ".new", System.Text.Encoding.ASCII.GetBytes(text));
        if (!secret && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Dispose()
    {
        _root.Dispose();
        _rootKey.Dispose();
        _folder.Dispose();
    }

    /// <summary>Skips the test where files have other rights than these.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("files have other rights there");
        else
            File.SetUnixFileMode(path, mode);
    }

    private static void WriteSecret(string path, byte[] content)
    {
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    private X509Certificate2 Make(ECDsa key, DateTimeOffset from, DateTimeOffset until)
    {
        var request = new CertificateRequest("CN=soc.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("soc.test");
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request.Create(_root, from, until, RandomNumberGenerator.GetBytes(16));
    }
}
