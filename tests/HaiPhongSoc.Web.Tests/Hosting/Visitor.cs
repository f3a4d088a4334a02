using System.Net;
using System.Text.RegularExpressions;
using OtpNet;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>A browser without script that keeps its cookies; <see cref="Copy"/> is somebody who stole them.</summary>
internal sealed partial class Visitor(ServedConsole console)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>The last answer's status, its address where it led on, and its text.</summary>
    public HttpStatusCode Status { get; private set; }

    public string Location { get; private set; } = "";

    public string Text { get; private set; } = "";

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public Visitor Copy()
    {
        var copy = new Visitor(console);
        foreach (var (name, value) in _cookies)
            copy._cookies[name] = value;
        return copy;
    }

    public void Put(string cookie, string value) => _cookies[cookie] = value;

    public Task<Visitor> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Fills one form of the page and sends it.</summary>
    public async Task<Visitor> PostAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        await GetAsync(path);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = Visits.Form([("_handler", form), ("__RequestVerificationToken", Visits.TokenOf(Text)), .. fields]),
        });
    }

    /// <summary>Sends a form of the page that was read last.</summary>
    public Task<Visitor> PostFormAsync(string action) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = Visits.Form(("__RequestVerificationToken", Visits.TokenOf(Text))) });

    public Task<Visitor> PostJsonAsync(string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") });

    public Task<Visitor> PasswordAsync(string name, string password = ServedConsole.Password + "A!") =>
        PostAsync("/dang-nhap", "sign-in", ("Form.Name", name), ("Form.Password", password));

    public Task<Visitor> CodeAsync(string code) => PostAsync("/dang-nhap/buoc-hai", "totp", ("Totp.Code", code));

    /// <summary>Sets up an app at the first sign-in; gives its secret.</summary>
    public async Task<string> SetUpAsync(string name, TimeProvider clock)
    {
        await PasswordAsync(name);
        await GetAsync("/tai-khoan/buoc-hai");
        var secret = Secret().Match(Text).Groups["secret"].Value;
        await PostAsync("/tai-khoan/buoc-hai", "add-totp", ("Totp.Code", Code(secret, clock)));
        Text.ShouldContain("factor-added");
        return secret;
    }

    public IReadOnlyList<string> RecoveryCodes() => [.. RecoveryCode().Matches(Text).Select(m => m.Groups["code"].Value)];

    /// <summary>True where pages are open.</summary>
    public async Task<bool> IsInAsync() => (await GetAsync("/su-co")).Status == HttpStatusCode.OK;

    public static string Code(string secret, TimeProvider clock) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(clock.GetUtcNow().UtcDateTime);

    private async Task<Visitor> SendAsync(HttpRequestMessage request)
    {
        using var client = console.Client();
        request.Headers.Add("Accept", "text/html");
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await client.SendAsync(request);
        request.Dispose();
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var given) ? given : [])
        {
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
            if (value.Length == 0)
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }

        Status = answer.StatusCode;
        Location = answer.Headers.Location?.ToString() ?? "";
        Text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return this;
    }

    [GeneratedRegex("data-testid=\"totp-secret\">(?<secret>[A-Z2-7]+)<", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[A-Z0-9-]{19})</code>", RegexOptions.None, 1000)]
    private static partial Regex RecoveryCode();
}
