using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>A mail server that takes what we send (RFC 6409).</summary>
public class MailServerOptions
{
    /// <summary>The SMTP server; empty = none.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>starttls, tls or none (for a relay on this machine only).</summary>
    public string Security { get; set; } = "starttls";

    /// <summary>False where this machine cannot reach the lists of revoked certificates (no way to the Internet): the certificate itself is checked all the same.</summary>
    public bool CheckRevocation { get; set; } = true;

    public string From { get; set; } = "";

    /// <summary>A file with the user name in its first line and the password in its second; empty = the server asks for none.</summary>
    public string CredentialsFile { get; set; } = "";

    /// <summary>True for one address that letters can go to (RFC 5321: a mailbox at a host), without a name.</summary>
    internal static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out var address) && string.Equals(address.Address, text, StringComparison.Ordinal) && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1;

    /// <summary>What is wrong with it.</summary>
    /// <param name="key">Where it stands in the configuration.</param>
    internal IEnumerable<string> Faults(string key)
    {
        if (Port is < 1 or > 65535)
            yield return $"{key}:Port is {Port}: give a port from 1 to 65535";
        if (Security is not ("starttls" or "tls" or "none"))
            yield return $"{key}:Security is \"{Security}\": choose starttls, tls or none";
        if (CredentialsFile.Length > 0 && Security == "none")
            yield return $"{key} sends a password in the clear: choose starttls or tls, or leave CredentialsFile empty";
    }
}
