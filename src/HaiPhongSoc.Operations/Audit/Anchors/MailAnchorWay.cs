using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mail;
using MimeKit;

namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>An e-mail to people who do not administer the database. Credentials are read at every sending, so that they can be changed.</summary>
internal sealed class MailAnchorWay(MailAnchorOptions options) : IAnchorWay
{
    public string Name => "mail";

    public async Task WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        using var message = Compose(anchor);
        using var client = await MailCarrier.ConnectAsync(options, cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private MimeMessage Compose(AuditAnchor anchor)
    {
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.AddRange(InternetAddressList.Parse(options.To));
        var time = UtcMicroseconds.ToDateTimeOffset(anchor.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        message.Subject = string.Create(CultureInfo.InvariantCulture, $"SOC: mốc neo nhật ký kiểm toán, mục {anchor.To}, {time} UTC");
        message.Body = new TextPart("plain")
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"""
                Giữ thư này: nó chứng minh nhật ký kiểm toán đến mục {anchor.To} là gì vào lúc {time} UTC.
                Keep this message: it proves what the audit chain was up to entry {anchor.To} at {time} UTC.

                {AnchorText.Write(anchor)}

                soc audit verify --anchors FILE
                """),
        };
        return message;
    }
}
