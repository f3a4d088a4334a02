using HaiPhongSoc.Events;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>
/// Sends what lies in the outbox, oldest first, while a mail server is configured. What is not taken is tried again, ever later; the log tells once that the
/// server does not take letters, and once that it takes them again.
/// </summary>
internal sealed partial class Postman(LetterBook book, IOptions<OperationsOptions> options, TimeProvider clock, ILogger<Postman> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private bool _isBroken;
    private long? _forgotAt;

    /// <summary>Sends all that is due over one connection; what goes wrong is written down at the letter. Returns how many the server took.</summary>
    public async Task<int> TurnAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        SmtpClient? server = null;
        try
        {
            while (await book.TakeAsync(cancellationToken) is { } letter)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(Patience);
                try
                {
                    if (server is not { IsConnected: true })
                    {
                        server?.Dispose();
                        server = null;
                        server = await MailCarrier.ConnectAsync(options.Value.Mail, patience.Token);
                    }

                    using var message = Compose(letter);
                    await server.SendAsync(message, patience.Token);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    throw;
                }
#pragma warning disable CA1031 // Whatever the server or the network said: it is written at the letter and tried again.
                catch (Exception fault)
#pragma warning restore CA1031
                {
                    await FailAsync(letter, fault, cancellationToken);

                    // Not even a connection: the others need not wait for the same.
                    if (server is null)
                        return sent;
                    continue;
                }

                await book.SentAsync(letter, cancellationToken);
                sent++;
                if (_isBroken)
                    LogMended();
                _isBroken = false;
            }
        }
        finally
        {
            server?.Dispose();
        }

        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Mail.IsOn)
            return;
        try
        {
            using var timer = new PeriodicTimer(Every, clock);
            do
                await QuietlyAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops; what was taken and not sent is tried again after the lease.
        }
    }

    private async Task QuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TurnAsync(cancellationToken);
            if (_forgotAt is { } last && clock.GetElapsedTime(last) < ForgetEvery)
                return;
            await book.ForgetAsync(cancellationToken);
            _forgotAt = clock.GetTimestamp();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A busy or full database heals; the program is not stopped for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Tell(fault);
        }
    }

    private async Task FailAsync(Letter letter, Exception fault, CancellationToken cancellationToken)
    {
        var isFinal = fault is ParseException || (fault is SmtpCommandException refusal && IsOfAddress(refusal));
        await book.FailedAsync(letter, Shortened(fault.Message), isFinal, cancellationToken);
        if (isFinal)
            LogGivenUp(letter.Id, Shortened(fault.Message));
        else
            Tell(fault);
    }

    // RFC 5321: no such mailbox. X.7.X (RFC 3463) is policy, as a relay says that does not know us: that can be put right.
    private static bool IsOfAddress(SmtpCommandException refusal) =>
        refusal is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed }
        && !refusal.Message.TrimStart().StartsWith("5.7.", StringComparison.Ordinal);

    private MimeMessage Compose(Letter letter)
    {
        var from = MailboxAddress.Parse(options.Value.Mail.From);
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = UtcMicroseconds.ToDateTimeOffset(letter.WrittenAt),
            MessageId = FormattableString.Invariant($"letter-{letter.Id}-{letter.WrittenAt}@{from.Domain}"),
            Body = new TextPart("plain") { Text = letter.Body },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(letter.ToName, letter.To));
        // RFC 3834: nobody's holiday note answers it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private static string Shortened(string text) => text.Length <= 500 ? text : text[..500];

    private void Tell(Exception fault)
    {
        if (!_isBroken)
            LogBroken(fault);
        _isBroken = true;
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Error, Message = "Letters are not sent; they are kept and tried again, ever later. Look at the page of letters, or run soc mail test")]
    private partial void LogBroken(Exception fault);

    [LoggerMessage(EventId = 4403, Level = LogLevel.Warning, Message = "Letter {Id} is given up, its address is refused: {Reason}. Correct the address on the organisation's page")]
    private partial void LogGivenUp(long id, string reason);

    [LoggerMessage(EventId = 4402, Level = LogLevel.Information, Message = "Letters are sent again")]
    private partial void LogMended();
}
