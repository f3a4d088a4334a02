using System.Net;
using System.Text.RegularExpressions;
using static HaiPhongSoc.Web.Tests.Hosting.Visits;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>What an outsider, another site's page and a person with a fresh password meet at the door.</summary>
public sealed partial class ServedConsoleTests(ServedConsole console) : IClassFixture<ServedConsole>
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    [Theory]
    [InlineData("/")]
    [InlineData("/canh-bao")]
    [InlineData("/su-co/SC-2026-000001")]
    [InlineData("/tim-kiem")]
    [InlineData("/he-thong")]
    [InlineData("/nghia-vu")]
    [InlineData("/no-such-page")]
    public async Task Nothing_is_open_without_signing_in(string path)
    {
        using var answer = await GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/dang-nhap?ve=");
    }

    [Fact]
    public async Task A_socket_of_nobody_is_refused()
    {
        using var request = Socket("/_blazor?id=x", console.Address.GetLeftPart(UriPartial.Authority));
        using var client = console.Client();
        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task A_socket_from_another_site_is_refused_before_anybody_looks_at_its_cookie(string? origin)
    {
        using var request = Socket("/_blazor?id=x", origin);
        using var client = console.Client();
        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/dang-nhap")]
    [InlineData("/_content/HaiPhongSoc.Web/console.css")]
    [InlineData("/no-such-page")]
    [InlineData("/hong")]
    [InlineData("/cam")]
    public async Task Every_answer_carries_the_headers(string path)
    {
        using var answer = await GetAsync(path);

        answer.Headers.GetValues("Content-Security-Policy").ShouldBe([Policy]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
    }

    [Fact]
    public async Task The_sign_in_page_holds_one_script_of_ours_and_nothing_from_elsewhere()
    {
        var page = await PageAsync("/dang-nhap");

        page.ShouldContain("lang=\"vi\"");
        Scripts().Matches(page).Select(m => m.Value).ShouldHaveSingleItem().ShouldContain("src=\"_content/HaiPhongSoc.Web/passkey");
        Elsewhere().Matches(page).Select(m => m.Value).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_cookie_is_secure_http_only_lax_and_bound_to_the_host()
    {
        using var answer = await SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", "/dang-nhap");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-soc=", StringComparison.Ordinal));
        cookie.ShouldContain("; secure");
        cookie.ShouldContain("; httponly");
        cookie.ShouldContain("; samesite=lax");
        cookie.ShouldContain("; path=/");
        cookie.ShouldNotContain("domain=");
    }

    [Theory]
    [InlineData("/su-co?xem=tat-ca", "/su-co?xem=tat-ca")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    public async Task After_signing_in_one_comes_back_to_the_console_only(string wanted, string expected)
    {
        using var answer = await SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", $"/dang-nhap?ve={Uri.EscapeDataString(wanted)}");

        var location = answer.Headers.Location!;
        (location.IsAbsoluteUri ? location.PathAndQuery : location.ToString()).ShouldBe(expected);
        if (location.IsAbsoluteUri)
            location.Authority.ShouldBe(console.Address.Authority);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_a_locked_account_look_the_same()
    {
        var unknown = await RefusalAsync("khong-co", "x");
        var wrong = await RefusalAsync("khoa", "x");
        for (var i = 0; i < 5; i++)
            await RefusalAsync("khoa", "x");
        var locked = await RefusalAsync("khoa", ServedConsole.Password + "A!");

        var busy = await RefusalAsync(BusyAccounts.Busy, "x");

        busy.ShouldBe(unknown);
        wrong.ShouldBe(unknown);
        locked.ShouldBe(unknown);
        unknown.ShouldContain("sign-in-refused");
    }

    [Fact]
    public async Task A_password_that_somebody_else_knows_opens_nothing_but_its_change()
    {
        using var entered = await SignInAsync("moi", ServedConsole.Password + "A!", "/dang-nhap");
        using var request = Page("/su-co");
        request.Headers.Add("Cookie", Cookies(entered));
        using var client = console.Client();
        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/doi-mat-khau");
    }

    [Theory]
    [InlineData("/tuy-chon")]
    [InlineData("/dang-xuat")]
    public async Task A_form_without_its_token_changes_nothing(string path)
    {
        using var entered = await SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", "/dang-nhap");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(("theme", "light")) };
        request.Headers.Add("Cookie", Cookies(entered));
        using var client = console.Client();
        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private async Task<string> RefusalAsync(string name, string password)
    {
        using var answer = await SignInAsync(name, password, "/dang-nhap");
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(c => c.StartsWith("__Host-soc=", StringComparison.Ordinal));
        var page = await answer.Content.ReadAsStringAsync();
        // What follows the card is sealed state, different each time.
        page = page[..page.IndexOf("</main>", StringComparison.Ordinal)];
        return $"{answer.StatusCode} {Visits.Token().Replace(page, "").Replace($"value=\"{name}\"", "", StringComparison.Ordinal)}";
    }

    private Task<HttpResponseMessage> SignInAsync(string name, string password, string path) => console.SignInAsync(name, password, path);

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var client = console.Client();
        return await client.SendAsync(Page(path));
    }

    private async Task<string> PageAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Socket(string path, string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return request;
    }

    [GeneratedRegex("<script[^>]*>[^<]*</script>", RegexOptions.None, 1000)]
    private static partial Regex Scripts();

    [GeneratedRegex("(?:src|href)=\"(?:https?:)?//[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Elsewhere();
}
