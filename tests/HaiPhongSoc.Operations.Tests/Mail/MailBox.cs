using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace HaiPhongSoc.Operations.Tests.Mail;

/// <summary>A mail server, just as much of RFC 5321 as a sender needs.</summary>
internal sealed class MailBox : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public MailBox()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it says to a receiver that it does not know; null = it knows everybody.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    public ConcurrentQueue<MimeMessage> Messages { get; } = [];

    /// <summary>What came after DATA, quoted-printable undone.</summary>
    public IReadOnlyList<string> Lines => [.. Messages.SelectMany(m => m.TextBody!.Split('\n')).Select(l => l.Trim())];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
        }
        catch (Exception closed) when (closed is SocketException or InvalidOperationException)
        {
            // Stopped, while it waited or just before.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mailbox");
            while (await reader.ReadLineAsync() is { } command)
            {
                var verb = command.Split(' ')[0].ToUpperInvariant();
                await writer.WriteLineAsync(verb switch { "DATA" => "354 go on", "QUIT" => "221 bye", "RCPT" => Refusal(command) ?? "250 ok", _ => "250 ok" });
                if (verb == "QUIT")
                    return;
                if (verb != "DATA")
                    continue;
                await ReadMessageAsync(reader);
                await writer.WriteLineAsync("250 taken");
            }
        }
        catch (IOException)
        {
            // The sender hung up.
        }
    }

    private async Task ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            text.Append(line).Append('\n');
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(text.ToString()));
        Messages.Enqueue(await MimeMessage.LoadAsync(stream));
    }
}
