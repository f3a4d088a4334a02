using EndToEnd.Tests.Browser.Pages;

namespace EndToEnd.Tests.Browser;

/// <summary>A lost connection is said, comes back by itself, and nothing that was typed meanwhile is lost: also after the program has forgotten the page.</summary>
[Collection(CityCollection.Name)]
public sealed class LostConnectionTests(CityConsole city, ConsoleBrowser browser)
{
    private const string Before = "Đã gọi đầu mối trực của Cổng dịch vụ công";
    private const string Meanwhile = " lúc 02:41, hẹn gọi lại.";

    [Fact]
    public async Task What_was_typed_outlives_a_cut_line_and_a_restarted_program()
    {
        await using var window = await browser.OpenAsync(city.Console);
        await new SignInPage(window).SignInAsync(CityConsole.Responder.Name, CityConsole.Password, home: "my-work-page");
        var incidents = new IncidentPages(window);
        await incidents.OpenFirstAsync();
        var note = window.ByTestId("note");
        await note.FillAsync(Before);

        // The line is cut while somebody types. The notice says so and takes nothing away: typing goes on.
        await window.CutAsync();
        await window.ByTestId("reconnect").WaitForAsync();
        await note.FocusAsync();
        await note.PressSequentiallyAsync(Meanwhile);
        await window.RestoreAsync();
        await window.ByTestId("reconnect").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        (await note.InputValueAsync()).ShouldBe(Before + Meanwhile);

        // The program is gone and with it everything that it knew of this page; what comes back is the page as it stood.
        var address = window.Page.Url;
        await city.StopAsync();
        await window.ByTestId("reconnect").WaitForAsync();
        await note.FocusAsync();
        await note.PressSequentiallyAsync(" Chưa ai nghe máy.");
        await city.StartAsync();
        await window.ByTestId("reconnect").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden, Timeout = 60_000 });
        await window.Page.WaitForFunctionAsync("text => document.querySelector('[data-testid=note]')?.value === text", Before + Meanwhile + " Chưa ai nghe máy.");
        window.Page.Url.ShouldBe(address);

        // And the page is alive: what was typed goes where it was meant.
        await window.ByTestId("note-add").ClickAsync();
        await window.ByTestId("timeline").GetByText("Chưa ai nghe máy.").First.WaitForAsync();
        await window.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=note]').value === ''");
    }
}
