using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Hosting.Tls;

namespace EndToEnd.Tests.Hosting.Tls;

/// <summary>The real program with a certificate, and a real TLS client that trusts the test's authority only.</summary>
public sealed class TlsDoorTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly SocInstallation _installation = new();

    public void Dispose()
    {
        _installation.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task The_doors_speak_TLS_take_a_new_certificate_without_restart_and_keep_it_when_the_next_is_broken()
    {
        var ct = TestContext.Current.CancellationToken;
        var first = _certificates.Write();
        await using var soc = await _installation.ServeAsync([.. Set("Console"), .. Set("Http")]);
        var (console, intake) = (soc.Console, soc.Intake);
        console.Scheme.ShouldBe("https");
        intake.Scheme.ShouldBe("https");
        (await HandshakeAsync(console, SslProtocols.Tls13, ct)).ShouldBe(first);
        (await HandshakeAsync(console, SslProtocols.Tls12, ct)).ShouldBe(first);
        (await HandshakeAsync(intake, SslProtocols.None, ct)).ShouldBe(first);
#pragma warning disable SYSLIB0039, CA5397 // Old protocols are asked for to see them refused.
        await Should.ThrowAsync<Exception>(() => HandshakeAsync(console, SslProtocols.Tls11, ct));
#pragma warning restore SYSLIB0039, CA5397
        (await GetAsync(console, HttpVersion.Version20, ct)).ShouldBe((HttpStatusCode.OK, HttpVersion.Version20));
        (await GetAsync(console, HttpVersion.Version11, ct)).ShouldBe((HttpStatusCode.OK, HttpVersion.Version11));

        var second = _certificates.Write();
        await soc.Process.WaitForLineAsync(line => line.Contains("new certificate, valid", StringComparison.Ordinal), "the new certificate", CertificateWorker.Interval * 6);
        await UntilAsync(async () => await HandshakeAsync(console, SslProtocols.None, ct) == second && await HandshakeAsync(intake, SslProtocols.None, ct) == second, ct);

        TestCertificates.Put(_certificates.CertificateFile, "half a file", secret: false);
        await soc.Process.WaitForLineAsync(line => line.Contains("keeps its certificate", StringComparison.Ordinal), "the refusal", CertificateWorker.Interval * 6);
        (await HandshakeAsync(console, SslProtocols.None, ct)).ShouldBe(second);
        (await ReadyAsync(soc.Management, ct)).ShouldContain("the new certificate is not used");
        (await Metrics.ReadAsync(soc.Management, "haiphongsoc_certificates_soc_certificate_refused", ct)).ShouldBeGreaterThan(0);
        (await Metrics.ReadAsync(soc.Management, "haiphongsoc_certificates_soc_certificate_days_left", ct)).ShouldBeInRange(2 * 89, 2 * 90);
    }

    [Fact]
    public async Task A_start_with_an_open_key_is_refused_before_the_stores_are_made()
    {
        _certificates.Write();
        TestCertificates.SetMode(_certificates.KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var (code, _, error) = await SocProcess.RunAsync(TimeSpan.FromMinutes(3), _certificates.Folder, ["serve", "--config", _installation.ConfigurationFile, .. Set("Console")]);

        code.ShouldBe(2);
        error.ShouldContain("chmod 640");
        Directory.Exists(Path.Combine(_installation.DataDirectory, "events")).ShouldBeFalse();
    }

    private string[] Set(string door) =>
        ["--set", $"Soc:{door}:Certificate:CertificateFile={_certificates.CertificateFile}", "--set", $"Soc:{door}:Certificate:KeyFile={_certificates.KeyFile}"];

    /// <summary>The thumbprint of what the door shows, after its chain was checked.</summary>
    private async Task<string> HandshakeAsync(Uri door, SslProtocols protocol, CancellationToken ct)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, door.Port, ct);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(Client(protocol), ct);
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }

    private async Task<(HttpStatusCode Status, Version Version)> GetAsync(Uri door, Version version, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { SslOptions = Client(SslProtocols.None) };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://localhost:{door.Port}/dang-nhap")) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await http.SendAsync(request, ct);
        return (answer.StatusCode, answer.Version);
    }

    private static async Task<string> ReadyAsync(Uri management, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler);
        return await http.GetStringAsync(new Uri(management, "/readyz"), ct);
    }

    // The two doors are looked at one after the other.
    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(CertificateWorker.Interval * 4);
        while (!await holds())
            await Task.Delay(100, limit.Token);
    }

    private SslClientAuthenticationOptions Client(SslProtocols protocol) => new()
    {
        TargetHost = "localhost",
        EnabledSslProtocols = protocol,
        CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _certificates.Root }, RevocationMode = X509RevocationMode.NoCheck },
    };
}
