using System.Net;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Demo;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.SignOn;

/// <summary>The whole program in this process, with a provider of single sign-on beside it: the console is 127.0.0.1, the provider localhost.</summary>
public sealed class SignOnCity : IAsyncLifetime
{
    private readonly DemoCity _city = DemoCity.Create(0);
    private WebApplication? _host;

    internal CityProvider Provider { get; } = new();

    public Uri Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Provider.StartAsync();
        var secret = Path.Combine(_city.Folder, "sso-secret");
        await File.WriteAllTextAsync(secret, CityProvider.Secret + "\n");
        string[] set =
        [
            $"Soc:SignOn:Authority={Provider.Address}", $"Soc:SignOn:ClientId={CityProvider.ClientId}", $"Soc:SignOn:ClientSecretFile={secret}",
            "Soc:SignOn:CreateAccounts=true", "Operations:Accounts:RequireSecondFactor=true",
            "Soc:SignOn:RoleMap:0:Claim=groups", "Soc:SignOn:RoleMap:0:Value=soc-truc-ca", "Soc:SignOn:RoleMap:0:Roles:0=analyst",
            "Soc:SignOn:RoleMap:1:Claim=groups", "Soc:SignOn:RoleMap:1:Value=soc-kiem-toan", "Soc:SignOn:RoleMap:1:Roles:0=auditor",
        ];
        _host = SocHost.Build(SocConfiguration.Build(_city.ConfigurationFile, set, SocHost.Known), logging => logging.ClearProviders());
        await SocHost.StartAsync(_host, _ => { }, TestContext.Current.CancellationToken);
        Console = new Uri(SocEndpoints.Of(_host.Services).Console!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            await _host.DisposeAsync();
        }

        await Provider.DisposeAsync();
        _city.Dispose();
    }

    /// <summary>A new person at the provider, of whom the console has never heard.</summary>
    internal VisitorOfTwo Visitor(string subject, params string[] groups)
    {
        (Provider.Subject, Provider.Groups, Provider.Methods, Provider.Spoil, Provider.Denies, Provider.ProvedAt) = (subject, groups, ["pwd", "otp"], null, false, null);
        return new VisitorOfTwo(Console);
    }

    internal async Task<Account?> AccountAsync(string subject, Action<Account>? change = null)
    {
        await using var scope = _host!.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await users.FindByLoginAsync(Provider.Address.ToString(), subject);
        if (account is not null && change is not null)
        {
            change(account);
            (await users.UpdateAsync(account)).Succeeded.ShouldBeTrue();
        }

        return account;
    }

    /// <summary>Gives the person an authenticator app of the console's own; its secret.</summary>
    internal async Task<string> GiveAppAsync(string subject)
    {
        const string secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        var seal = _host!.Services.GetRequiredService<ISecretSeal>();
        (await AccountAsync(subject, account => account.TotpSecret = seal.Seal(secret))).ShouldNotBeNull();
        return secret;
    }

    /// <summary>Everybody did nothing for too long.</summary>
    internal Task LockSessionsAsync() => OpenSessions.LockAsync(_city.Folder);

    internal async Task<IList<string>> RolesAsync(string subject)
    {
        await using var scope = _host!.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await users.GetRolesAsync((await users.FindByLoginAsync(Provider.Address.ToString(), subject))!);
    }
}

/// <summary>A browser without script that keeps the cookies of each host apart and follows redirections by hand.</summary>
internal sealed partial class VisitorOfTwo(Uri console) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Dictionary<string, Dictionary<string, string>> Cookies { get; } = new(StringComparer.Ordinal);

    public List<string> SetCookies { get; } = [];

    public async Task<HttpResponseMessage> GetAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, address);
    }

    /// <summary>Fills one form of the page and sends it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var page = await GetAsync(path);
        return await PostFormAsync(path, await page.Content.ReadAsStringAsync(), [("_handler", form), .. fields]);
    }

    /// <summary>Sends a form of a page that was read.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] all = [("__RequestVerificationToken", AntiforgeryToken().Match(page).Groups["token"].Value), .. fields];
        var address = new Uri(console, path);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers = { { "Origin", console.GetLeftPart(UriPartial.Authority) } },
        };
        return await SendAsync(request, address);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Uri address)
    {
        request.Headers.Add("Accept", "text/html");
        if (Cookies.TryGetValue(address.Host, out var own) && own.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", own.Select(c => $"{c.Key}={c.Value}")));
        var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var line in answer.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
            Keep(address.Host, line);
        return answer;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => GetAsync(new Uri(console, path));

    /// <summary>From the button to the address that the provider sends back to, which is not asked for yet.</summary>
    public async Task<Uri> ToReturnAsync(string back = "/")
    {
        using var go = await GetAsync($"/dang-nhap/thanh-pho?ve={Uri.EscapeDataString(back)}");
        go.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var at = await GetAsync(go.Headers.Location!);
        at.StatusCode.ShouldBe(HttpStatusCode.Redirect, await at.Content.ReadAsStringAsync());
        return at.Headers.Location!;
    }

    /// <summary>The whole way: where the console leads in the end.</summary>
    public async Task<string> EnterAsync(string back = "/") => await EndAsync(await ToReturnAsync(back));

    public async Task<string> EndAsync(Uri address)
    {
        using var end = await GetAsync(address);
        end.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return end.Headers.Location!.ToString();
    }

    public bool HasSession => Cookies.TryGetValue(console.Host, out var own) && own.ContainsKey("__Host-soc");

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AntiforgeryToken();

    private void Keep(string host, string line)
    {
        SetCookies.Add(line);
        var pair = line.Split(';')[0].Split('=', 2);
        var own = Cookies.TryGetValue(host, out var known) ? known : Cookies[host] = new(StringComparer.Ordinal);
        if (pair[1].Length == 0)
            own.Remove(pair[0]);
        else
            own[pair[0]] = pair[1];
    }
}
