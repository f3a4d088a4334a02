using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>Ctrl+K finds what there is, as people type it, and nothing that they may not open.</summary>
[Collection(CityCollection.Name)]
public sealed class PaletteTests(CityConsole city, ConsoleBrowser browser)
{
    [Fact]
    public async Task Keys_alone_lead_from_a_few_letters_to_the_record_and_back()
    {
        await using var window = await SignedInAsync(CityConsole.Analyst, "shift-page");
        await window.ByTestId("nav-alerts").FocusAsync();

        await window.Page.Keyboard.PressAsync("Control+k");
        (await window.Page.EvaluateAsync<string>("document.activeElement.dataset.testid")).ShouldBe("palette-input");
        await window.Page.Keyboard.PressAsync("Escape");
        (await window.Page.EvaluateAsync<string>("document.activeElement.dataset.testid")).ShouldBe("nav-alerts", "the focus goes back to where it was");

        // Without diacritics, precomposed, and decomposed as some input methods and systems write it.
        foreach (var text in new[] { "cong dich vu cong", "CỔNG DỊCH VỤ CÔNG", "Cổng dịch vụ công".Normalize(System.Text.NormalizationForm.FormD) })
            (await FindAsync(window, text)).ShouldContain(line => line.Contains("Cổng dịch vụ công", StringComparison.Ordinal), text);
        (await FindAsync(window, "bastion-dvc")).ShouldContain(line => line.StartsWith("bastion-dvc-01", StringComparison.Ordinal));
        (await FindAsync(window, "dang nhap")).ShouldNotBeEmpty("rules are found by their Vietnamese titles");
        (await FindAsync(window, "khong co gi nhu the nay")).ShouldBeEmpty();

        await FindAsync(window, "su co");
        (await window.ByTestId("palette-input").GetAttributeAsync("aria-activedescendant")).ShouldNotBeNull();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ByTestId("incidents-page").WaitForAsync();

        await window.Page.Keyboard.PressAsync("Control+k");
        await window.Page.Locator("[data-testid=palette-option][data-href='/su-co']").First.WaitForAsync();
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_acts_while_an_input_method_composes()
    {
        await using var window = await SignedInAsync(CityConsole.Analyst, "shift-page");
        await window.Page.EvaluateAsync("document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyK', key: 'k', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true }))");
        (await window.ByTestId("palette").EvaluateAsync<bool>("d => d.open")).ShouldBeFalse();

        await window.ByTestId("palette-open").ClickAsync();
        await FindAsync(window, "su co");
        await window.ByTestId("palette-input").EvaluateAsync("i => i.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))");
        (await window.ByTestId("palette").EvaluateAsync<bool>("d => d.open")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_role_may_not_open_is_not_found()
    {
        await using var window = await SignedInAsync(CityConsole.Owner, "my-work-page");
        await window.ByTestId("palette-open").ClickAsync();
        (await FindAsync(window, "dvc")).ShouldBeEmpty();
        (await FindAsync(window, "canh bao")).ShouldBeEmpty();
        (await FindAsync(window, "nghia vu")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_command_of_the_page_is_pressed_from_it()
    {
        await using var window = await SignedInAsync(CityConsole.ShiftLead, "shift-page");
        await window.ByTestId("nav-incidents").ClickAsync();
        await window.ByTestId("incident-row").First.GetByRole(AriaRole.Link).ClickAsync();
        await window.ByTestId("incident-assign").WaitForAsync();
        await window.Page.Keyboard.PressAsync("Control+k");
        (await FindAsync(window, "giao")).ShouldNotBeEmpty();
        await window.Page.Locator("[data-testid=palette-option][data-command]").First.ClickAsync();
        await window.ByTestId("assignee").WaitForAsync();
    }

    private Task<ConsoleWindow> SignedInAsync(CityPerson person, string home) => browser.OpenAsync(city.Console, person, home);

    private static async Task<IReadOnlyList<string>> FindAsync(ConsoleWindow window, string text)
    {
        if (!await window.ByTestId("palette").EvaluateAsync<bool>("d => d.open"))
            await window.Page.Keyboard.PressAsync("Control+k");
        await window.ByTestId("palette-input").FillAsync(text);
        await window.Page.WaitForFunctionAsync("text => document.querySelector('[data-testid=palette-status]').dataset.answers === text", text);
        return await window.ByTestId("palette-option").AllInnerTextsAsync();
    }
}
