using System.Net;
using HaiPhongSoc.Web.Tests.Hosting;

namespace HaiPhongSoc.Web.Tests.Accounts.SignOn;

/// <summary>Where no provider is configured there is no way to one.</summary>
public sealed class NoSignOnTests(ServedConsole console) : IClassFixture<ServedConsole>
{
    [Fact]
    public async Task The_sign_in_page_has_no_button()
    {
        using var client = console.Client();
        using var page = await client.SendAsync(Visits.Page("/dang-nhap"));
        var text = await page.Content.ReadAsStringAsync();
        text.ShouldContain("sign-in-name");
        text.ShouldNotContain("data-testid=\"sign-on\"");
    }

    [Theory]
    [InlineData("/dang-nhap/thanh-pho")]
    [InlineData("/dang-nhap/thanh-pho/ra")]
    [InlineData("/dang-nhap/thanh-pho/ve?code=x&state=y")]
    public async Task Its_addresses_are_those_of_no_page_and_lead_to_our_own_sign_in(string path)
    {
        using var client = console.Client();
        using var answer = await client.SendAsync(Visits.Page(path));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/dang-nhap?ve=");
        new Uri(client.BaseAddress!, answer.Headers.Location).Host.ShouldBe(client.BaseAddress!.Host);
    }
}
