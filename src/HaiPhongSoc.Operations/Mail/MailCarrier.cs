using MailKit.Net.Smtp;
using MailKit.Security;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>A connection to the mail server. Credentials are read each time, so that they can be changed.</summary>
internal static class MailCarrier
{
    /// <summary>Dispose it: that ends the connection, with or without a word.</summary>
    public static async Task<SmtpClient> ConnectAsync(MailServerOptions server, CancellationToken cancellationToken)
    {
        var client = new SmtpClient { CheckCertificateRevocation = server.CheckRevocation };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, SecurityOf(server.Security), cancellationToken);
            if (server.CredentialsFile.Length > 0)
            {
                var lines = await File.ReadAllLinesAsync(server.CredentialsFile, cancellationToken);
                if (lines.Length < 2)
                    throw new InvalidDataException($"{server.CredentialsFile}: write the user name in its first line and the password in its second");
                await client.AuthenticateAsync(lines[0], lines[1], cancellationToken);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public static SecureSocketOptions SecurityOf(string security) => security switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
