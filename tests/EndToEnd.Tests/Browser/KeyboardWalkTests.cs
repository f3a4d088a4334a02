using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>The main flows without a mouse, from the sign-in on.</summary>
[Collection(CityCollection.Name)]
public sealed class KeyboardWalkTests(CityConsole city, ConsoleBrowser browser)
{
    [Fact]
    public async Task An_analyst_takes_and_closes_from_the_queue()
    {
        await using var window = await browser.OpenAsync(city.Console);
        var hand = await SignInAsync(window, CityConsole.Analyst, "shift-page");
        await window.OnceThereAsync("/canh-bao?xem=chua-nhan", "alert-row");
        await window.LandAsync("/canh-bao?xem=chua-nhan");
        var row = await FirstOfTheQueueAsync(window, hand);
        // Beside an open alert the queue has no room for the column of people: what it says still stands in the row.
        var mine = row.GetByText(CityConsole.Analyst.DisplayName);
        await hand.Keys.PressAsync("n");
        await mine.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await hand.Keys.PressAsync("v");
        await hand.WaitForFocusAsync(".closing");
        await hand.Keys.PressAsync("2");
        await hand.WaitForFocusAsync("[data-testid=verdict-2]:checked");
        await hand.TypeAsync("#closing-note", "Máy quét của trung tâm, đã hỏi người trực.");
        await hand.PressAsync("[data-testid=closing-confirm]");
        await mine.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await window.ByTestId("closing").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await window.Page.GetByText("Máy quét của trung tâm").First.WaitForAsync();
        await hand.Keys.PressAsync("z");
        await mine.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shift_lead_completes_a_task_of_an_incident()
    {
        await using var window = await browser.OpenAsync(city.Console);
        var hand = await SignInAsync(window, CityConsole.ShiftLead, "shift-page");
        await hand.FollowAsync("[data-testid=nav-incidents]");
        await hand.FollowAsync("[data-testid=incident-row] a");
        await hand.PressAsync("[data-testid=tab-viec]");
        var done = window.Page.Locator("[data-testid=task][data-done=true]");
        await window.ByTestId("tasks").WaitForAsync();
        var before = await done.CountAsync();
        await hand.PressAsync("[data-testid=task-complete]:not([aria-disabled])");
        await done.Nth(before).WaitForAsync();
        await hand.PressAsync("[data-testid=task-reopen]");
        await hand.TypeAsync("[data-testid=reason]", "Còn thiếu một máy.");
        await hand.PressAsync("[data-testid=reason-confirm]");
        await window.Page.WaitForFunctionAsync("n => document.querySelectorAll('[data-testid=task][data-done=true]').length === n", before, new() { Timeout = 60_000 });
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_owner_records_a_duty()
    {
        await using var window = await browser.OpenAsync(city.Console);
        var hand = await SignInAsync(window, CityConsole.Owner, "my-work-page");
        await hand.FollowAsync("[data-testid=nav-duties]");
        await hand.PressAsync("[data-testid=duty-done]");
        await hand.TypeAsync("[data-testid=reason]", "Biên bản 45/BB-SYT, lưu tại Văn phòng Sở.");
        await hand.PressAsync("[data-testid=reason-confirm]");
        await window.Page.GetByText("Biên bản 45/BB-SYT").First.WaitForAsync();
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_auditor_searches_opens_an_entry_and_comes_back_to_it()
    {
        await using var window = await browser.OpenAsync(city.Console);
        var hand = await SignInAsync(window, CityConsole.Auditor, "audit-page");
        await window.LandAsync("/kiem-toan");
        await window.ByTestId("audit-row").First.WaitForAsync();
        await hand.TypeAsync("[data-testid=audit-who]", "bui van toan");
        await hand.Keys.PressAsync("Enter");
        await window.WaitForAddressAsync("ai=");
        await hand.PressAsync(".audit .rowlink");
        await window.ByTestId("audit-pane").WaitForAsync();
        await hand.Keys.PressAsync("Escape");
        await window.ByTestId("audit-pane").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await hand.WaitForFocusAsync(".audit .rowlink");
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_administrator_makes_an_account()
    {
        await using var window = await browser.OpenAsync(city.Console);
        var hand = await SignInAsync(window, CityConsole.Administrator, "approvals-page");
        await hand.FollowAsync("[data-testid=nav-accounts]");
        await hand.PressAsync("[data-testid=account-new]");
        await hand.TypeAsync("#new-user", "ban.phim");
        await hand.TypeAsync("#new-name", "Ngô Thị Phím");
        await hand.PressAsync("[data-testid=account-form] input[type=checkbox]", "Space");
        await hand.PressAsync("[data-testid=account-create]");
        await window.ByTestId("shown-once").WaitForAsync();
        (await window.ByTestId("shown-once-text").InnerTextAsync()).Length.ShouldBeGreaterThan(11);
        window.Complaints.ShouldBeEmpty();
    }

    // The first J may come before the queue listens: it is pressed until the cursor stands.
    private static async Task<ILocator> FirstOfTheQueueAsync(ConsoleWindow window, Keyboard hand)
    {
        var row = window.Page.Locator("tr[data-cursor]");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await row.CountAsync() == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await hand.Keys.PressAsync("j");
        }

        await hand.Keys.PressAsync("Enter");
        await window.WaitForAddressAsync("id=");
        await window.ByTestId("alert-pane").WaitForAsync();
        return window.Page.Locator($"tr[data-row='{await row.GetAttributeAsync("data-row")}']");
    }

    private static async Task<Keyboard> SignInAsync(ConsoleWindow window, CityPerson person, string home)
    {
        var hand = new Keyboard(window);
        await window.Page.GotoAsync("/dang-nhap");
        await window.ByTestId("sign-in-name").WaitForAsync();
        if (!await hand.IsOnAsync("[data-testid=sign-in-name]"))
            await hand.TabToAsync("[data-testid=sign-in-name]");
        await hand.Keys.InsertTextAsync(person.Name);
        await hand.TypeAsync("[data-testid=sign-in-password]", CityConsole.Password);
        await hand.Keys.PressAsync("Enter");
        await window.ByTestId(home).WaitForAsync();
        return hand;
    }
}
