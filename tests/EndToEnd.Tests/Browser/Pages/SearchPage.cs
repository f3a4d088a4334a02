namespace EndToEnd.Tests.Browser.Pages;

/// <summary>Event search.</summary>
public sealed class SearchPage(ConsoleWindow window)
{
    /// <summary>Asks and waits for hits; gives the rows shown.</summary>
    public async Task<IReadOnlyList<string>> FindEventsAsync(string query)
    {
        await window.ByTestId("nav-search").ClickAsync();
        await window.ByTestId("query").FillAsync(query);
        await window.ByTestId("search-submit").ClickAsync();
        await WaitForAnswerAsync(query);
        await window.ByTestId("event-row").First.WaitForAsync();
        return await window.ByTestId("event-row").AllInnerTextsAsync();
    }

    // The status line says which question the rows below it answer.
    private async Task WaitForAnswerAsync(string query)
    {
        var escaped = query.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        await window.Page.Locator($"[data-testid=search-status][data-answers=\"{escaped}\"]").WaitForAsync();
    }
}
