using System.Security.Cryptography.X509Certificates;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting.Tls;
using HaiPhongSoc.Operations.Data;
using Microsoft.AspNetCore.DataProtection;

namespace HaiPhongSoc.Hosting;

/// <summary>Where the keys of sessions and forms are kept, and by what they are encrypted there.</summary>
internal static partial class KeyRing
{
    /// <exception cref="ConfigurationFault">A certificate cannot be used.</exception>
    public static void Keep(IDataProtectionBuilder keys, SocOptions soc)
    {
        if (soc.Keys.Store == KeyRingOptions.Database)
            keys.PersistKeysToOperations();
        else
            keys.PersistKeysToFileSystem(OwnFolder(soc.Keys.Directory.Length > 0 ? soc.Keys.Directory : Path.Combine(soc.DataDirectory, "keys")));
        if (!soc.Keys.Certificate.IsGiven)
            return;
        keys.ProtectKeysWithCertificate(Open(soc.Keys.Certificate, "Soc:Keys:Certificate"));
        keys.UnprotectKeysWithAnyCertificate([.. soc.Keys.FormerCertificates.Select((former, index) => Open(former, $"Soc:Keys:FormerCertificates:{index}"))]);
    }

    public static void Tell(ILogger logger, SocOptions soc)
    {
        if (!soc.Keys.Certificate.IsGiven)
            LogInClear(logger, soc.Keys.Store == KeyRingOptions.Database ? "the operational database" : "files");
    }

    private static DirectoryInfo OwnFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static X509Certificate2 Open(CertificateOptions options, string key)
    {
        var certificate = new CertificateFiles(options, key).Read(out var fault)?.OpenPair(out fault);
        if (certificate is null)
            throw new ConfigurationFault([fault!]);
        return certificate.PublicKey.GetRSAPublicKey() is not null
            ? certificate
            : throw new ConfigurationFault([$"{key}:CertificateFile is '{options.CertificateFile}', which is not RSA: make one for the keys alone, for example with openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=soc-keys"]);
    }

    [LoggerMessage(9031, LogLevel.Warning, "The keys of sessions lie in clear in {Store}: whoever can read them there, or in a backup, can sign in as anybody; give Soc:Keys:Certificate")]
    private static partial void LogInClear(ILogger logger, string store);
}
