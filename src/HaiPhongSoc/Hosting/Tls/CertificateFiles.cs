using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Configuration;

namespace HaiPhongSoc.Hosting.Tls;

/// <summary>
/// Reads the files of a certificate with the rights they carry. Links are followed at each reading, so that a link that is turned to another folder counts as a change.
/// </summary>
/// <param name="options">Which files.</param>
/// <param name="key">The configuration key, for messages: <c>Soc:Console:Certificate</c>.</param>
internal sealed class CertificateFiles(CertificateOptions options, string key)
{
    private const long LongestFile = 1 << 20;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>What the files hold now; null with a fault that names key, file and remedy.</summary>
    public CertificateContent? Read(out string? fault)
    {
        var withKey = options.KeyFile.Length > 0;
        var certificate = Read("CertificateFile", options.CertificateFile, isSecret: !withKey, out fault);
        var privateKey = fault is null && withKey ? Read("KeyFile", options.KeyFile, isSecret: true, out fault) : null;
        var passphrase = fault is null && options.PassphraseFile.Length > 0 ? Read("PassphraseFile", options.PassphraseFile, isSecret: true, out fault) : null;
        if (certificate is null || fault is not null)
            return null;
        var print = Convert.ToHexString(SHA256.HashData([.. SHA256.HashData(certificate), .. SHA256.HashData(privateKey ?? []), .. SHA256.HashData(passphrase ?? [])]));
        return new CertificateContent(key, options, certificate, privateKey, passphrase is null ? null : FirstLine(passphrase), print);
    }

    private byte[]? Read(string name, string path, bool isSecret, out string? fault)
    {
        fault = null;
        try
        {
            using var file = File.OpenHandle(path);
            // Asked of the open file: of a path it would be the link's own mode, and the file could be another one by the time it is read.
            if (isSecret && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) is not UnixFileMode.None and var open)
                fault = $"{key}:{name} is '{path}', which users beside its owner and group can {(open.HasFlag(UnixFileMode.OtherRead) ? "read" : "write")}: chmod 640 it (group: the one that runs soc) and have a key that was open replaced";
            else if (RandomAccess.GetLength(file) is > LongestFile and var length)
                fault = $"{key}:{name} is '{path}' with {length} bytes, allowed are {LongestFile}: give a certificate file";
            if (fault is not null)
                return null;
            var content = new byte[RandomAccess.GetLength(file)];
            return content[..RandomAccess.Read(file, content, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : e is UnauthorizedAccessException ? "the user who runs soc may not read" : "cannot be read";
            fault = $"{key}:{name} is '{path}', which {why}: give a file that soc can read, for example /etc/soc/tls/soc.pem with group soc and mode 640";
            return null;
        }
    }

    private static string FirstLine(byte[] text) => Encoding.UTF8.GetString(text).Split('\n', 2)[0].TrimEnd('\r');
}
