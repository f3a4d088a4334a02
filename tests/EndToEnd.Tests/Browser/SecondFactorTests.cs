using EndToEnd.Tests.Browser.Pages;
using Deque.AxeCore.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>Passkeys, and a session that locks while somebody types, in a real browser.</summary>
public sealed class SecondFactorTests(CityConsole city, ConsoleBrowser browser) : IClassFixture<CityConsole>, IClassFixture<ConsoleBrowser>
{
    // Passkeys belong to a name, not to an address.
    private Uri Named => new UriBuilder(city.Console) { Host = "localhost" }.Uri;

    [Fact]
    public async Task A_session_that_locks_in_mid_form_goes_on_in_the_page_with_what_was_typed()
    {
        await using var window = await browser.OpenAsync(city.Console);
        await new SignInPage(window).SignInAsync(CityConsole.Analyst.Name, CityConsole.Password);
        await new IncidentPages(window).OpenFirstAsync();
        var page = window.Page;
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/canh-bao");
        await window.ByTestId("note").FillAsync("Đã gọi cho đơn vị vận hành");

        await city.LockSessionsAsync();
        await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await window.ByTestId("session-dialog").WaitForAsync();
        (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}").ShouldBeEmpty();
        await window.ByTestId("unlock-password").FillAsync("sai mat khau");
        await window.ByTestId("unlock-submit").ClickAsync();
        await window.ByTestId("unlock-refused").WaitForAsync();
        await other.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await other.GetByTestId("session-dialog").WaitForAsync();

        await window.ByTestId("unlock-password").FillAsync(CityConsole.Password);
        await window.ByTestId("unlock-submit").ClickAsync();
        await window.ByTestId("session-dialog").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        await other.GetByTestId("session-dialog").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        (await window.ByTestId("note").InputValueAsync()).ShouldBe("Đã gọi cho đơn vị vận hành");
        await window.ByTestId("note-add").ClickAsync();
        await page.GetByText("Đã gọi cho đơn vị vận hành").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=note]').value === ''");
    }

    [Fact]
    public async Task A_locked_circuit_does_nothing_for_whoever_takes_the_dialog_away()
    {
        await using var window = await browser.OpenAsync(city.Console);
        await new SignInPage(window).SignInAsync(CityConsole.ShiftLead.Name, CityConsole.Password);
        var number = await new IncidentPages(window).OpenFirstAsync();
        await window.ByTestId("note").FillAsync("viết sau khi khóa");
        await city.LockSessionsAsync();
        await window.Page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await window.ByTestId("session-dialog").WaitForAsync();
        // The circuit asks again when what it knows has run out, at the latest within its interval.
        await Task.Delay(TimeSpan.FromSeconds(17), TestContext.Current.CancellationToken);
        await window.Page.EvaluateAsync("document.getElementById('session-dialog').remove()");
        await window.ByTestId("note-add").ClickAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        await using var colleague = await browser.OpenAsync(city.Console);
        await new SignInPage(colleague).SignInAsync(CityConsole.Analyst.Name, CityConsole.Password);
        await colleague.Page.GotoAsync($"/su-co/{number}");
        await colleague.ByTestId("note").WaitForAsync();
        (await colleague.Page.GetByText("viết sau khi khóa").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_passkey_is_added_signs_in_alone_and_only_where_its_person_is_verified()
    {
        await using var window = await browser.OpenAsync(Named);
        var key = await VirtualKey.AddToAsync(window.Page);
        await new SignInPage(window).SignInAsync(CityConsole.Responder.Name, CityConsole.Password, home: "my-work-page");
        await window.Page.GotoAsync("/tai-khoan/buoc-hai");
        await window.ByTestId("passkey-name").FillAsync("Khóa xanh");
        await window.ByTestId("passkey-add").ClickAsync();
        await window.ByTestId("factor-added").WaitForAsync();
        (await window.ByTestId("recovery-codes").Locator("li").CountAsync()).ShouldBe(10);
        await window.Page.GotoAsync("/tai-khoan");
        (await window.ByTestId("passkey").CountAsync()).ShouldBe(1);
        (await window.Page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}").ShouldBeEmpty();
        await window.ByTestId("end-all").ClickAsync();
        await window.ByTestId("sign-in-passkey").WaitForAsync();

        await window.ByTestId("sign-in-passkey").ClickAsync();
        await window.ByTestId("console").WaitForAsync();

        await window.Page.Context.ClearCookiesAsync();
        await key.VerifiesAsync(false);
        await window.Page.GotoAsync("/dang-nhap");
        await window.ByTestId("sign-in-passkey").ClickAsync();
        await window.Page.Locator("[data-passkey-fault]:not([hidden])").WaitForAsync();
    }
}
