using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EndToEnd.Tests.Hosting.Tls;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Hostile;

/// <summary>The real program as it faces a network: the console over TLS under a name of its own, and the plain door that leads there.</summary>
public sealed class ServedOverTls : IAsyncLifetime
{
    public const string Host = "soc.test";

    private readonly TestCertificates _certificates = new();
    private readonly SocInstallation _installation = new();
    private RunningSoc? _soc;

    internal RunningSoc Soc => _soc!;

    /// <summary>The plain door's port.</summary>
    public int RedirectPort { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _certificates.Write();
        RedirectPort = FreePort.Next();
        _soc = await _installation.ServeAsync(
            "--set", $"Soc:Console:Certificate:CertificateFile={_certificates.CertificateFile}",
            "--set", $"Soc:Console:Certificate:KeyFile={_certificates.KeyFile}",
            "--set", $"Soc:Console:PublicUrl=https://{Host}",
            "--set", $"Soc:Console:RedirectPort={RedirectPort}",
            "--set", "Soc:Console:MaxConnections=80");
    }

    public async ValueTask DisposeAsync()
    {
        if (_soc is not null)
            await _soc.DisposeAsync();
        _installation.Dispose();
        _certificates.Dispose();
    }

    /// <summary>Sends bytes as they are, as no client library would, and gives what came back until the server hung up.</summary>
    public async Task<string> SendAsync(string head, CancellationToken ct, byte[]? body = null)
    {
        await using var stream = await OpenAsync(ct);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), ct);
            if (body is not null)
                await stream.WriteAsync(body, ct);
        }
        catch (IOException)
        {
            // The answer may come, and the connection be closed, before everything is sent.
        }

        return await ReadAsync(stream, ct);
    }

    /// <summary>One request with usual headers; gives head and body of the answer.</summary>
    public Task<string> AskAsync(string line, CancellationToken ct, params string[] headers) =>
        SendAsync($"{line} HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n", ct);

    public async Task<string> AskPlainAsync(string head, CancellationToken ct)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, RedirectPort, ct);
        await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head), ct);
        return await ReadAsync(tcp.GetStream(), ct);
    }

    /// <summary>A connection after its handshake; the test's authority is the only one that is trusted.</summary>
    public async Task<SslStream> OpenAsync(CancellationToken ct)
    {
        var tls = new SslStream(new NetworkStream(await ConnectAsync(ct), ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = Host,
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _certificates.Root }, RevocationMode = X509RevocationMode.NoCheck },
            },
            ct);
        return tls;
    }

    public async Task<Socket> ConnectAsync(CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Soc.Console.Port, ct);
        return socket;
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken ct)
    {
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, ct);
        }
        catch (IOException)
        {
            // A reset after the answer: what came before counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
