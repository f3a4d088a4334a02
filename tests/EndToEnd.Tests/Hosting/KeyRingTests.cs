using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Hosting;

/// <summary>The keys of sessions: shared by nodes, encrypted at rest, and worth nothing to whoever lacks the certificate.</summary>
public sealed partial class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nodes_with_one_key_ring_in_the_database_take_each_others_sessions_and_one_with_keys_of_its_own_does_not()
    {
        var operations = Operations(_folder.File("operations"));
        string[] shared = [.. operations, "--set", "Soc:Keys:Store=database"];
        using var first = new SocInstallation();
        using var second = new SocInstallation();
        using var third = new SocInstallation();
        await using var one = await first.ServeAsync(shared);
        var session = await SignInAsync(one.Console, await one.FirstPasswordAsync());
        await using var other = await second.ServeAsync(shared);
        await using var stranger = await third.ServeAsync(operations);

        (await LandingAsync(one.Console, session)).ShouldNotContain("/dang-nhap");
        (await LandingAsync(other.Console, session)).ShouldNotContain("/dang-nhap");
        (await LandingAsync(stranger.Console, session)).ShouldContain("/dang-nhap");
    }

    [Fact]
    public void Nodes_with_one_folder_of_keys_read_what_either_wrote()
    {
        var keys = _folder.File("shared-keys");
        var text = Protector(new() { Directory = keys }).Protect("ai đó");
        Protector(new() { Directory = keys }).Unprotect(text).ShouldBe("ai đó");
        Directory.GetFiles(keys).ShouldNotBeEmpty();
    }

    [Fact]
    public void With_a_certificate_the_ring_lies_encrypted_and_opens_after_a_change_of_the_certificate()
    {
        var old = WriteCertificate("old");
        var sealedText = Protector(new() { Certificate = old }).Protect("ai đó");
        Ring().ShouldContain("<EncryptedData", Case.Insensitive);
        Ring().ShouldNotContain("<masterKey", Case.Insensitive);

        Protector(new() { Certificate = WriteCertificate("new"), FormerCertificates = { old } }).Unprotect(sealedText).ShouldBe("ai đó");
        Should.Throw<CryptographicException>(() => Protector(new() { Certificate = WriteCertificate("stranger") }).Unprotect(sealedText));
    }

    [Fact]
    public void Without_one_it_lies_in_clear_in_a_folder_of_ours_alone()
    {
        Protector(new()).Protect("ai đó");

        Ring().ShouldContain("<masterKey", Case.Insensitive);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_folder.File("keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_certificate_without_an_RSA_key_is_refused_with_the_way_to_make_one()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=soc-keys", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

        Should.Throw<ConfigurationFault>(() => Protector(new() { Certificate = Write("ec", made, key.ExportPkcs8PrivateKeyPem()) })).Message.ShouldContain("openssl req -x509 -newkey rsa:3072");
    }

    private static string[] Operations(string folder) =>
        ["--set", $"Operations:DataDirectory={folder}", "--set", $"Operations:Audit:SealKeyFile={Path.Combine(folder, "audit-seal.key")}"];

    private IDataProtector Protector(KeyRingOptions keys)
    {
        var services = new ServiceCollection().AddLogging();
        KeyRing.Keep(services.AddDataProtection().SetApplicationName("soc"), new SocOptions { DataDirectory = _folder.Path, Keys = keys });
        return services.BuildServiceProvider().GetDataProtector("test");
    }

    private string Ring() => string.Concat(Directory.GetFiles(_folder.File("keys")).Select(File.ReadAllText));

    private CertificateOptions WriteCertificate(string name)
    {
        using var key = RSA.Create(2048);
        // Long over: the dates of this certificate do not matter.
        using var made = new CertificateRequest("CN=soc-keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return Write(name, made, key.ExportPkcs8PrivateKeyPem());
    }

    private CertificateOptions Write(string name, X509Certificate2 certificate, string key)
    {
        var options = new CertificateOptions { CertificateFile = _folder.File($"{name}.pem"), KeyFile = _folder.File($"{name}.key") };
        File.WriteAllText(options.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(options.KeyFile, key);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(options.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return options;
    }

    /// <summary>The cookies of a session of the first account, as a browser without script gets them.</summary>
    private static async Task<string> SignInAsync(Uri console, string password)
    {
        using var http = Client();
        var address = new Uri(console, "/dang-nhap");
        using var form = await http.SendAsync(Page(address, cookies: null));
        var page = await form.Content.ReadAsStringAsync();
        var fields = SignInForm().Match(page).Value;
        using var post = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = Token().Match(fields).Groups["token"].Value,
                ["Form.Name"] = "admin",
                ["Form.Password"] = password,
            }),
        };
        post.Headers.Add("Accept", "text/html");
        post.Headers.Add("Cookie", Cookies(form));
        using var answer = await http.SendAsync(post);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return Cookies(answer);
    }

    private static async Task<string> LandingAsync(Uri console, string cookies)
    {
        using var http = Client();
        using var answer = await http.SendAsync(Page(console, cookies));
        return answer.Headers.Location?.ToString() ?? answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    private static HttpRequestMessage Page(Uri address, string? cookies)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        return request;
    }

    private static string Cookies(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    private static HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    [GeneratedRegex("<form method=\"post\" action=\"/dang-nhap\"[^>]*>.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex SignInForm();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
