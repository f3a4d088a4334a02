using System.Net;
using System.Net.WebSockets;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>Another site's page in the browser of somebody who is signed in: it has the cookies, and gets nothing for them.</summary>
public sealed class CrossSiteTests(ServedConsole console) : IClassFixture<ServedConsole>
{
    private const string Evil = "https://evil.example";

    private string Own => console.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_form_that_another_site_sends_with_everything_right_but_its_origin_is_refused()
    {
        var visit = await VisitAsync();

        (await SignOutAsync(visit.Cookies, visit.Token, Evil)).ShouldBe(HttpStatusCode.Forbidden);
        (await SignOutAsync(visit.Cookies, visit.Token, "null")).ShouldBe(HttpStatusCode.Forbidden);
        (await IsSignedInAsync(visit.Cookies)).ShouldBeTrue();

        // With the own origin the same form does what it says: the refusals were for the origin.
        (await SignOutAsync(visit.Cookies, visit.Token, Own)).ShouldBe(HttpStatusCode.Redirect);
        (await IsSignedInAsync(visit.Cookies)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_of_another_persons_form_is_refused()
    {
        var mine = await VisitAsync();
        var theirs = await VisitAsync("khoa");

        (await SignOutAsync(mine.Cookies, theirs.Token, Own)).ShouldBe(HttpStatusCode.BadRequest);
        // Not even with their form's cookie beside my session: the token names the person.
        (await SignOutAsync($"{mine.Session}; {theirs.Form}", theirs.Token, Own)).ShouldBe(HttpStatusCode.BadRequest);
        (await IsSignedInAsync(mine.Cookies)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_from_before_the_sign_in_is_refused_after_it()
    {
        using var client = console.Client();
        using var before = await client.SendAsync(Visits.Page("/dang-nhap"));
        var token = Visits.TokenOf(await before.Content.ReadAsStringAsync());
        var mine = await VisitAsync();

        (await SignOutAsync($"{mine.Session}; {Visits.Cookies(before)}", token, Own)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public async Task A_token_that_is_made_up_is_refused(string token)
    {
        var mine = await VisitAsync();

        (await SignOutAsync(mine.Cookies, token, Own)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_socket_with_the_cookies_of_a_session_opens_for_our_own_page_only()
    {
        var mine = await VisitAsync();

        (await OpensAsync(mine.Cookies, Own)).ShouldBeTrue();
        (await OpensAsync(mine.Cookies, Evil)).ShouldBeFalse();
        (await OpensAsync(mine.Cookies, "null")).ShouldBeFalse();
        (await OpensAsync(mine.Cookies, null)).ShouldBeFalse();
        (await OpensAsync("", Own)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https%3A%2F%2Fevil.example")]
    [InlineData("/%0d%0aLocation:%20https://evil.example")]
    [InlineData("%E2%80%AE//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/dang-nhap&ve=//evil.example")]
    public async Task However_it_is_written_one_is_not_led_away_after_signing_in(string written)
    {
        using var answer = await console.SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", $"/dang-nhap?ve={written}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // As a browser reads it.
        new Uri(console.Address, answer.Headers.Location!.ToString()).Authority.ShouldBe(console.Address.Authority);
        answer.Headers.GetValues("Location").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Pages_of_a_person_are_kept_nowhere()
    {
        var mine = await VisitAsync();
        using var client = console.Client();
        using var page = await client.SendAsync(Visits.Page("/su-co", mine.Cookies));

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private async Task<Visit> VisitAsync(string name = ServedConsole.Name)
    {
        using var entered = await console.SignInAsync(name, ServedConsole.Password + "A!", "/dang-nhap");
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var session = Visits.Cookies(entered);
        using var client = console.Client();
        using var page = await client.SendAsync(Visits.Page("/su-co", session));
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new Visit(session, Visits.Cookies(page), Visits.TokenOf(await page.Content.ReadAsStringAsync()));
    }

    private async Task<HttpStatusCode> SignOutAsync(string cookies, string token, string origin)
    {
        using var client = console.Client();
        using var post = new HttpRequestMessage(HttpMethod.Post, "/dang-xuat") { Content = Visits.Form(("__RequestVerificationToken", token)) };
        post.Headers.Add("Cookie", cookies);
        post.Headers.Add("Origin", origin);
        using var answer = await client.SendAsync(post);
        return answer.StatusCode;
    }

    private async Task<bool> IsSignedInAsync(string cookies)
    {
        using var client = console.Client();
        using var page = await client.SendAsync(Visits.Page("/su-co", cookies));
        return page.StatusCode == HttpStatusCode.OK;
    }

    private async Task<bool> OpensAsync(string cookies, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookies);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(console.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken);
            return socket.State == WebSocketState.Open;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private sealed record Visit(string Session, string Form, string Token)
    {
        public string Cookies => $"{Session}; {Form}";
    }
}
