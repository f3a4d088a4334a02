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
        await window.Page.WaitForURLAsync(url => url.Contains("q=", StringComparison.Ordinal));
        await window.ByTestId("event-row").First.WaitForAsync();
        return await window.ByTestId("event-row").AllInnerTextsAsync();
    }
}
