using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>A window with the console in it, and everything that its scripts complained about.</summary>
public sealed class ConsoleWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    internal ConsoleWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) => Requested.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Every address that the page asked for.</summary>
    public HashSet<string> Requested { get; } = new(StringComparer.Ordinal);

    /// <summary>Errors of scripts and refusals of the content security policy.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator ByTestId(string id) => Page.GetByTestId(id);

    /// <summary>The network is gone: open connections are cut and new ones fail.</summary>
    public async Task CutAsync()
    {
        await _context.SetOfflineAsync(true);
        // The browser leaves an open socket alone when it goes offline; a cut line does not.
        await Page.EvaluateAsync("Blazor._internal?.forceCloseConnection?.()");
    }

    public Task RestoreAsync() => _context.SetOfflineAsync(false);

    /// <summary>Opens a page and waits until the focus has landed on it: keys that come before would be torn away from their field.</summary>
    public async Task LandAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForFunctionAsync("() => document.activeElement?.matches('[data-land]') === true");
    }

    /// <summary>Asks the page itself for its address: Playwright's own waiting misses a change that comes between its look and its listening.</summary>
    public Task WaitForAddressAsync(string part) => Page.WaitForFunctionAsync("part => location.href.includes(part)", part);

    /// <summary>
    /// Opens a list until it has a row: logs and entries take a moment, and the answer to a question asked before they came stays as it was.
    /// </summary>
    public async Task OnceThereAsync(string address, string row)
    {
        for (var i = 0; i < 60; i++)
        {
            await Page.GotoAsync(address);
            await ByTestId(row).Or(Page.Locator(".empty")).First.WaitForAsync();
            if (await ByTestId(row).CountAsync() > 0)
                return;
        }

        Assert.Fail($"nothing at {address}");
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
