using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Accounts;
using HaiPhongSoc.Web.Security;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>How a session begins, is refused and ends; and what is shown where an answer has no page of its own.</summary>
public sealed class SessionTests(ServedConsole console) : IClassFixture<ServedConsole>
{
    [Fact]
    public async Task Signing_out_ends_every_copy_of_the_session()
    {
        using var client = console.Client();
        using var entered = await console.SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", "/dang-nhap");
        var cookies = Visits.Cookies(entered);
        using var page = await client.SendAsync(Visits.Page("/su-co", cookies));
        page.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var leave = new HttpRequestMessage(HttpMethod.Post, "/dang-xuat")
        {
            Content = Visits.Form(("__RequestVerificationToken", Visits.TokenOf(await page.Content.ReadAsStringAsync()))),
        };
        leave.Headers.Add("Cookie", page.Headers.Contains("Set-Cookie") ? $"{cookies}; {Visits.Cookies(page)}" : cookies);
        using var left = await client.SendAsync(leave);
        left.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var copy = await client.SendAsync(Visits.Page("/su-co", cookies));
        copy.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        copy.Headers.Location!.ToString().ShouldContain("/dang-nhap");
    }

    [Theory]
    [InlineData("khong-co")]
    [InlineData(ServedConsole.Name)]
    [InlineData(BusyAccounts.Busy)]
    public async Task No_refusal_comes_earlier_than_the_others(string name)
    {
        using var first = await console.SignInAsync(name, "x", "/dang-nhap");
        var asked = Stopwatch.GetTimestamp();
        using var answer = await console.SignInAsync(name, "x", "/dang-nhap");

        Stopwatch.GetElapsedTime(asked).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(380));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guessing_from_one_address_is_stopped_and_told_when_to_try_again()
    {
        await using var strict = new ServedConsole { SignInsPerMinute = 2 };
        await strict.InitializeAsync();
        for (var i = 0; i < 2; i++)
        {
            using var refused = await strict.SignInAsync("khong-co", "x", "/dang-nhap");
            refused.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var answer = await strict.SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", "/dang-nhap");

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var seconds = answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        seconds.ShouldBeInRange(1, 60);
        (await TextAsync(answer)).ShouldContain($"Thử lại sau {seconds} giây");
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void One_subscriber_counts_as_one_address(string one, string other, bool same) =>
        (SignInGate.AddressOf(IPAddress.Parse(one)) == SignInGate.AddressOf(IPAddress.Parse(other))).ShouldBe(same);

    [Fact]
    public void A_circuit_does_not_outlive_its_session()
    {
        var clock = new LeapingClock(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var until = clock.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionCheck.Until, $"{until}")], "test"));

        SessionCheck.IsOver(person, clock).ShouldBeFalse();
        clock.Advance(TimeSpan.FromHours(8));
        SessionCheck.IsOver(person, clock).ShouldBeTrue();
        SessionCheck.IsOver(new ClaimsPrincipal(new ClaimsIdentity([], "test")), clock).ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_that_has_expired_is_called_that()
    {
        using var client = console.Client();
        using var post = new HttpRequestMessage(HttpMethod.Post, "/dang-nhap") { Content = Visits.Form(("_handler", "sign-in"), ("Form.Name", "lan")) };
        post.Headers.Add("Accept", "text/html");
        using var answer = await client.SendAsync(post);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await TextAsync(answer);
        text.ShouldContain("Biểu mẫu đã hết hạn, tải lại trang");
        text.ShouldNotContain("Không có trang này");
    }

    [Theory]
    [InlineData("/cam", HttpStatusCode.Forbidden, "Tài khoản này không được phép")]
    [InlineData("/hong", HttpStatusCode.InternalServerError, "Có lỗi trong chương trình")]
    public async Task Every_refusal_has_its_own_page(string path, HttpStatusCode status, string title)
    {
        using var client = console.Client();
        using var answer = await client.SendAsync(Visits.Page(path));

        answer.StatusCode.ShouldBe(status);
        (await TextAsync(answer)).ShouldContain(title);
    }

    [Fact]
    public async Task An_address_that_is_no_page_is_called_that()
    {
        using var client = console.Client();
        using var entered = await console.SignInAsync(ServedConsole.Name, ServedConsole.Password + "A!", "/dang-nhap");
        using var answer = await client.SendAsync(Visits.Page("/no-such-page", Visits.Cookies(entered)));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("id=\"opening\"");
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
