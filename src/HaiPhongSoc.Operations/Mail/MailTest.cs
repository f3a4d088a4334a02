using Microsoft.Extensions.Options;
using MimeKit;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>Tries the mail server as it is configured, at once and with one letter.</summary>
public interface IMailTest
{
    /// <exception cref="InvalidDataException">No server is configured, or <paramref name="to"/> is no address.</exception>
    Task SendAsync(string to, CancellationToken cancellationToken);
}

internal sealed class MailTest(IOptions<OperationsOptions> options) : IMailTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task SendAsync(string to, CancellationToken cancellationToken)
    {
        var mail = options.Value.Mail;
        if (!mail.IsOn)
            throw new InvalidDataException("Operations:Mail:Host is empty: name the mail server");
        if (!MailServerOptions.IsAddress(to))
            throw new InvalidDataException($"'{to}' is no mail address");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var message = new MimeMessage { Subject = "[SOC] thư thử | test letter", Body = new TextPart("plain") { Text = "Máy chủ thư nhận thư của SOC.\nThe mail server takes the SOC's letters.\n" } };
        message.From.Add(MailboxAddress.Parse(mail.From));
        message.To.Add(MailboxAddress.Parse(to));
        using var server = await MailCarrier.ConnectAsync(mail, patience.Token);
        await server.SendAsync(message, patience.Token);
        await server.DisconnectAsync(quit: true, patience.Token);
    }
}
