namespace HaiPhongSoc.Configuration;

/// <summary>
/// The certificate of a door, as files: a PEM chain (own certificate first) with its key, or one PKCS #12 file. The files are read again when they change; the door goes on
/// with what it has until the new ones are whole and valid. A key that every user of the machine could read is refused.
/// </summary>
internal sealed class CertificateOptions
{
    /// <summary>PEM where <see cref="KeyFile"/> is given, otherwise PKCS #12 (<c>.pfx</c>, <c>.p12</c>); empty = the door speaks plain HTTP.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The key in PEM; it may be encrypted.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>A file whose first line opens the key or the PKCS #12 file; empty = they are not encrypted.</summary>
    public string PassphraseFile { get; set; } = "";

    /// <summary>Whether a certificate is configured.</summary>
    public bool IsGiven => CertificateFile.Length > 0;
}
