using EndToEnd.Tests.Browser.Pages;
using HaiPhongSoc.Testing;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>One Chromium for a test class; every test opens a context of its own. Skips where there is no Chromium.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var chromium = Requires.Chromium();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>A person at a screen of that size, not signed in.</summary>
    public async Task<ConsoleWindow> OpenAsync(Uri console, int width = 1366, int height = 768)
    {
        ArgumentNullException.ThrowIfNull(console);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = console.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        // Nobody waits for it but a test that fails: a machine that runs every other test as well may be slow.
        context.SetDefaultTimeout(90_000);
        return new ConsoleWindow(context, await context.NewPageAsync());
    }

    /// <summary>The same, signed in and on the role's home.</summary>
    public async Task<ConsoleWindow> OpenAsync(Uri console, CityPerson person, string home, int width = 1366, int height = 768)
    {
        ArgumentNullException.ThrowIfNull(person);
        var window = await OpenAsync(console, width, height);
        await new SignInPage(window).SignInAsync(person.Name, CityConsole.Password, home: home);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
