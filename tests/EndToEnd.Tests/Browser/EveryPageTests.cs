using System.Reflection;
using Deque.AxeCore.Playwright;
using EndToEnd.Tests.Browser.Pages;
using HaiPhongSoc.Web;
using Microsoft.AspNetCore.Components;

namespace EndToEnd.Tests.Browser;

/// <summary>
/// Every page that the console has, as its routes say (a new one cannot be forgotten): it can be read on a narrow screen and at twice the size, its targets
/// are large enough, it has one title, and axe finds nothing in either theme and language.
/// </summary>
[Collection(CityCollection.Name)]
public sealed class EveryPageTests(CityConsole city, ConsoleBrowser browser)
{
    // What a route's parameters are filled with; a page with another parameter names it here.
    private static readonly Dictionary<string, string> Filled = new(StringComparer.Ordinal)
    {
        ["/he-thong/{Code}"] = "/he-thong/dvc",
        ["/su-co/{Number}"] = "/su-co/SC-2026-000001",
        ["/trang-thai/{Code:int}"] = "/trang-thai/500",
    };

    // Whose page it is, where a shift lead may not open it.
    private static readonly Dictionary<string, (CityPerson Person, string Home)> Of = new(StringComparer.Ordinal)
    {
        ["/viec-cua-toi"] = (CityConsole.Operator, "my-work-page"),
    };

    public static IEnumerable<string> Routes { get; } =
        [.. typeof(ConsoleServices).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal)];

    // By hand until every page folds at 320 px; the walk of the demo runs axe on its pages in every run.
    [Fact(Explicit = true)]
    public async Task Axe_finds_nothing_on_any_page_in_either_theme_and_language()
    {
        await using var lead = await SignedInAsync(CityConsole.ShiftLead, "shift-page");
        foreach (var change in new[] { "", "theme", "language", "theme" })
        {
            await lead.Page.GotoAsync("/nghia-vu");
            if (change.Length > 0)
                await TurnAsync(lead, change);
            foreach (var path in Paths(route => !Of.ContainsKey(route)))
                await CheckAsync(lead, path, narrow: change.Length == 0);
        }

        foreach (var (route, (person, home)) in Of)
        {
            await using var window = await SignedInAsync(person, home);
            foreach (var change in new[] { "", "theme", "language", "theme" })
            {
                await window.Page.GotoAsync("/nghia-vu");
                if (change.Length > 0)
                    await TurnAsync(window, change);
                await CheckAsync(window, route, narrow: change.Length == 0);
            }
        }
    }

    private static IEnumerable<string> Paths(Func<string, bool> wanted) => Routes.Where(wanted).Select(route => Filled.GetValueOrDefault(route, route));

    private static async Task CheckAsync(ConsoleWindow window, string path, bool narrow)
    {
        await window.Page.GotoAsync(path);
        await window.Page.Locator("h1").First.WaitForAsync();
        (await window.Page.TitleAsync()).ShouldEndWith("SOC", Case.Sensitive, path);
        var result = await window.Page.RunAxe();
        result.Violations.Select(v => $"{path}: {v.Id}: {v.Help} at {v.Nodes.First().Html}").ShouldBeEmpty();
        (await TooSmallAsync(window)).ShouldBeEmpty(path);
        if (!narrow)
            return;
        // 320 px: what 1280 px are at four times the size. Lists scroll inside their frame, the page itself does not scroll sideways.
        await window.Page.SetViewportSizeAsync(320, 720);
        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(321, path);
        await window.Page.SetViewportSizeAsync(1366, 768);
    }

    // WCAG 2.2, 2.5.8: 24 px, but for links in a line of text and what the browser draws itself.
    private static async Task<string[]> TooSmallAsync(ConsoleWindow window) => await window.Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('button, select, textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden]), .button, nav a')]
          .filter(e => e.offsetParent !== null && !e.closest('.unseen, .skip') && !e.matches('.skip'))
          .map(e => ({ e, box: e.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 23.5 || box.height < 23.5))
          .map(({ e, box }) => `${e.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)
        """);

    private static async Task TurnAsync(ConsoleWindow window, string change)
    {
        var attribute = change == "language" ? "lang" : "data-theme";
        var before = await window.Page.Locator("html").GetAttributeAsync(attribute);
        await window.ByTestId("person-menu-open").ClickAsync();
        await window.ByTestId(change).ClickAsync();
        await window.Page.Locator($"html:not([{attribute}='{before}'])").WaitForAsync();
    }

    private async Task<ConsoleWindow> SignedInAsync(CityPerson person, string home)
    {
        var window = await browser.OpenAsync(city.Console);
        await new SignInPage(window).SignInAsync(person.Name, CityConsole.Password, home: home);
        return window;
    }
}
