using Deque.AxeCore.Playwright;
using EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace EndToEnd.Tests.SignOn;

/// <summary>In a real browser, which keeps cookies of two sites apart and obeys the content security policy: from the button to the home page and out again.</summary>
public sealed class SignOnWalkTests(SignOnCity city, ConsoleBrowser browser) : IClassFixture<SignOnCity>, IClassFixture<ConsoleBrowser>
{
    [Fact]
    public async Task From_the_button_to_the_home_page_and_out_of_both()
    {
        using var person = city.Visitor("trinh-duyet", "soc-truc-ca");
        await using var window = await browser.OpenAsync(city.Console);
        await window.Page.GotoAsync("/dang-nhap");
        await window.ByTestId("sign-on").ClickAsync();
        await window.ByTestId("shift-page").WaitForAsync();
        window.Requested.ShouldContain(url => new Uri(url).Authority == city.Provider.Address.Authority);

        await window.ByTestId("person-menu-open").ClickAsync();
        await window.ByTestId("sign-out").ClickAsync();
        await window.ByTestId("signed-out").WaitForAsync();
        await window.ByTestId("sign-on-leave").ClickAsync();
        await window.ByTestId("sign-in-name").WaitForAsync();
        window.Requested.ShouldContain(url => url.StartsWith(city.Provider.Address + "connect/logout", StringComparison.Ordinal));
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_locks_is_opened_at_the_provider_and_the_page_goes_on_with_what_was_typed()
    {
        using var person = city.Visitor("khoa-trang", "soc-truc-ca");
        await using var window = await browser.OpenAsync(city.Console);
        await window.Page.GotoAsync("/dang-nhap");
        await window.ByTestId("sign-on").ClickAsync();
        await window.ByTestId("shift-page").WaitForAsync();
        await window.Page.GotoAsync("/tim-kiem");
        await window.ByTestId("query").WaitForAsync();
        await window.ByTestId("query").FillAsync("đang gõ dở");

        await city.LockSessionsAsync();
        city.Provider.ProvedAt = TimeProvider.System.GetUtcNow();
        await window.Page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await window.ByTestId("session-dialog").WaitForAsync();
        (await window.ByTestId("unlock-password").CountAsync()).ShouldBe(0);
        (await window.Page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}").ShouldBeEmpty();
        var other = await window.Page.Context.RunAndWaitForPageAsync(() => window.ByTestId("unlock-sign-on").ClickAsync());
        await other.GetByTestId("shift-page").WaitForAsync();

        await window.Page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await window.ByTestId("session-dialog").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await window.ByTestId("query").InputValueAsync()).ShouldBe("đang gõ dở");
        await window.ByTestId("person-menu-open").ClickAsync();
        await window.ByTestId("sign-out").WaitForAsync();
    }
}
