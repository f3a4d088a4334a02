using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>A person without a mouse: only keys are pressed, and wherever the focus goes it can be seen.</summary>
internal sealed class Keyboard(ConsoleWindow window)
{
    private const int MostStops = 150;

    public IKeyboard Keys => window.Page.Keyboard;

    /// <summary>Tab, until the focus is on what the selector names; fails where a stop on the way cannot be seen, or it is never reached.</summary>
    public async Task TabToAsync(string selector, string key = "Tab")
    {
        await window.Page.Locator(selector).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var i = 0; i < MostStops; i++)
        {
            await Keys.PressAsync(key);
            await IsSeenAsync();
            if (await IsOnAsync(selector))
                return;
        }

        Assert.Fail($"{selector} is not reached with {key} on {window.Page.Url}");
    }

    public async Task PressAsync(string selector, string key = "Enter")
    {
        await TabToAsync(selector);
        await Keys.PressAsync(key);
    }

    /// <summary>Presses what leads to another page, and goes on when the focus has landed there.</summary>
    public async Task FollowAsync(string selector)
    {
        await PressAsync(selector);
        await WaitForFocusAsync("[data-land]");
    }

    public async Task TypeAsync(string selector, string text)
    {
        await TabToAsync(selector);
        await Keys.InsertTextAsync(text);
    }

    public Task<bool> IsOnAsync(string selector) => window.Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector);

    /// <summary>The same, for what comes a moment later.</summary>
    public Task WaitForFocusAsync(string selector) => window.Page.WaitForFunctionAsync("s => document.activeElement?.matches(s) === true", selector, new() { Timeout = 60_000 });

    // What has the focus has an outline and stands in the window, as soon as it is drawn.
    private async Task IsSeenAsync()
    {
        try
        {
            await window.Page.WaitForFunctionAsync(
                """
                () => {
                  const at = document.activeElement;
                  // Where the focus lands on a new page nothing can be pressed: the heading needs no mark.
                  if (at?.matches('[data-land]')) return true;
                  if (!at || at === document.body || at === document.documentElement) return true;
                  // The browser marks the part of a date that has the focus by itself.
                  if (at.type === 'datetime-local') return true;
                  const style = getComputedStyle(at);
                  const box = at.getBoundingClientRect();
                  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && box.bottom > 0 && box.top < innerHeight;
                }
                """);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the focus cannot be seen: {await window.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 140)")}");
        }
    }
}
