using System.ComponentModel.DataAnnotations;

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

    public string From { get; set; } = "";

    /// <summary>A file with the user name in its first line and the password in its second; empty = the server asks for none.</summary>
    public string CredentialsFile { get; set; } = "";

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
