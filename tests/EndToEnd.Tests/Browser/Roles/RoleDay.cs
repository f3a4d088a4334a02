using EndToEnd.Tests.Browser.Pages;

namespace EndToEnd.Tests.Browser.Roles;

/// <summary>A signed-in person's window, and what every day in it has in common.</summary>
internal sealed class RoleDay(ConsoleWindow window) : IAsyncDisposable
{
    public ConsoleWindow Window { get; } = window;

    public async Task<IReadOnlyList<string>> NavigationAsync() => await Window.Page.Locator(".topbar nav a").AllInnerTextsAsync();

    public Task GoAsync(string entry) => Window.ByTestId(entry).ClickAsync();

    /// <summary>Opens the attack's incident from the list.</summary>
    public Task OpenIncidentAsync() => new IncidentPages(Window).OpenFirstAsync();

    public async Task ShowsNothingAsync(params string[] tests)
    {
        foreach (var test in tests)
            (await Window.ByTestId(test).CountAsync()).ShouldBe(0, test);
    }

    /// <summary>By its address: the page says that it is not for this role, for whom it is, and leads home.</summary>
    public async Task IsRefusedAsync(string address, string named)
    {
        await Window.Page.GotoAsync(address);
        await Window.ByTestId("not-allowed").WaitForAsync();
        (await Window.ByTestId("not-allowed").InnerTextAsync()).ShouldContain(named);
        Window.Page.Url.ShouldContain("khong-duoc-phep");
    }

    // A refused address is answered with its reason: not an error of the console's scripts.
    public void HasNoComplaints() => Window.Complaints.Where(text => !text.Contains("403", StringComparison.Ordinal)).ShouldBeEmpty();

    public ValueTask DisposeAsync() => Window.DisposeAsync();
}
