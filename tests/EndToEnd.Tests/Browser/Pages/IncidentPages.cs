using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser.Pages;

/// <summary>The list of incidents and one incident.</summary>
public sealed class IncidentPages(ConsoleWindow window)
{
    private const int Attempts = 5;
    private const int Patience = 10_000;

    /// <summary>Opens the worst open incident from the list, as a person does; gives its number.</summary>
    public async Task<string> OpenFirstAsync()
    {
        await window.ByTestId("nav-incidents").ClickAsync();
        var page = window.ByTestId("incident-page");
        var link = window.ByTestId("incident-row").First.GetByRole(AriaRole.Link);
        for (var attempt = 1; attempt < Attempts && !await page.IsVisibleAsync(); attempt++)
        {
            try
            {
                await link.ClickAsync(new() { Timeout = Patience });
                await page.WaitForAsync(new() { Timeout = Patience });
            }
            catch (TimeoutException)
            {
                // While alerts still join, rows change places under the pointer; who sees nothing open clicks again.
            }
        }

        await page.WaitForAsync();
        return (await window.ByTestId("incident-number").TextContentAsync())!;
    }

    public async Task OpenAsync(string number)
    {
        await window.Page.GotoAsync($"/su-co/{Uri.EscapeDataString(number)}");
        await window.ByTestId("incident-page").WaitForAsync();
    }

    public async Task<string> TitleAsync() => (await window.ByTestId("incident-title").TextContentAsync())!;

    /// <summary>Nhận; afterwards the page names who took it.</summary>
    public async Task<string> TakeAsync()
    {
        await window.ByTestId("incident-take").ClickAsync();
        await window.ByTestId("incident-resolve").WaitForAsync();
        return (await window.ByTestId("incident-assignee").TextContentAsync())!;
    }

    /// <summary>Completes the task whose guide stands open, with a result; gives how many are done.</summary>
    public async Task<int> CompleteTaskAsync(string result)
    {
        await window.ByTestId("tab-viec").ClickAsync();
        var done = window.ByTestId("tasks").Locator("[data-testid=task][data-done=true]");
        var open = window.ByTestId("task").Filter(new LocatorFilterOptions { Has = window.ByTestId("task-result") }).First;
        await open.WaitForAsync();
        var before = await done.CountAsync();
        await open.GetByTestId("task-result").FillAsync(result);
        await open.GetByTestId("task-complete").ClickAsync();
        await done.Nth(before).WaitForAsync();
        return await done.CountAsync();
    }

    /// <summary>The raw events behind the incident, as the store gives them.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync()
    {
        await window.ByTestId("tab-su-kien").ClickAsync();
        var rows = window.ByTestId("incident-events").GetByTestId("event-row");
        await rows.First.WaitForAsync();
        return await rows.AllInnerTextsAsync();
    }
}
