using System.Reflection;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
    // A page with a parameter is reached as people reach it: by the first link of its list. One that has no list names its value.
    private static readonly Dictionary<string, (string List, string Row)> Listed = new(StringComparer.Ordinal)
    {
        ["/su-co/{Number}"] = ("/su-co?xem=tat-ca", "incident-row"),
        ["/to-chuc/{Code}"] = ("/to-chuc", "organisation-row"),
        ["/he-thong/{Code}"] = ("/he-thong", "system-row"),
        ["/quan-tri/tai-khoan/{Id}"] = ("/quan-tri/tai-khoan", "account-row"),
        ["/quan-tri/tai-khoan-dich-vu/{Id}"] = ("/quan-tri/tai-khoan-dich-vu", "service-account-row"),
    };

    private static readonly Dictionary<string, string> Filled = new(StringComparer.Ordinal)
    {
        ["/trang-thai/{Code:int}"] = "/trang-thai/500",
        ["/he-thong/{Code}/cap-do"] = "/he-thong/dvc/cap-do",
        ["/he-thong/{Code}/ho-so"] = "/he-thong/dvc/ho-so",
    };

    // What no route says: the pages with something open in them.
    private static readonly (string Route, string List, string Row)[] Opened =
    [
        ("/canh-bao?id=", "/canh-bao?xem=tat-ca", "alert-row"),
        ("/kiem-toan?muc=", "/kiem-toan", "audit-row"),
    ];

    // What passed is not sent here: it is most of the answer.
    private static readonly AxeRunOptions Everything = new() { ResultTypes = [ResultType.Violations] };
    private static readonly AxeRunOptions OnlyColours = new() { ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast") };
    private static readonly AxeRunOptions ButColours = new()
    {
        ResultTypes = [ResultType.Violations],
        Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal) { ["color-contrast"] = new() { Enabled = false } },
    };

    public static IEnumerable<string> Routes { get; } =
        [.. typeof(ConsoleServices).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Axe_finds_nothing_on_any_page_in_either_theme_and_language()
    {
        var wrong = new List<string>();
        foreach (var (person, routes) in Routes.Concat(Opened.Select(o => o.Route)).GroupBy(PersonOf).Select(g => (g.Key, g.ToList())))
        {
            await using var window = await browser.OpenAsync(city.Console, person, "person-menu-open");
            if (person == CityConsole.Administrator)
                await FillAdministrationAsync(window);
            var paths = new List<(string Route, string Path)>();
            foreach (var route in routes)
                paths.Add((route, await PathAsync(window, route)));
            foreach (var (route, path) in paths)
                await CheckAsync(window, route, path, narrow: true, wrong);
            await SpeakEnglishAsync(window);
            foreach (var (route, path) in paths)
                await CheckAsync(window, route, path, narrow: false, wrong);
        }

        wrong.ShouldBeEmpty();
    }

    private static CityPerson PersonOf(string route) => route switch
    {
        _ when route.StartsWith("/quan-tri/", StringComparison.Ordinal) => CityConsole.Administrator,
        _ when route.StartsWith("/kiem-toan", StringComparison.Ordinal) => CityConsole.Auditor,
        "/viec-cua-toi" => CityConsole.Operator,
        _ => CityConsole.ShiftLead,
    };

    private static async Task<string> PathAsync(ConsoleWindow window, string route)
    {
        var (list, row) = Listed.TryGetValue(route, out var listed) ? listed : Opened.Where(o => o.Route == route).Select(o => (o.List, o.Row)).FirstOrDefault();
        if (list is null)
            return Filled.GetValueOrDefault(route, route);
        // The attack takes a moment to become an incident.
        await window.OnceThereAsync(list, row);
        return (await window.ByTestId(row).First.GetByRole(Microsoft.Playwright.AriaRole.Link).First.GetAttributeAsync("href"))!;
    }

    private static async Task CheckAsync(ConsoleWindow window, string route, string path, bool narrow, List<string> wrong)
    {
        await window.Page.GotoAsync(path);
        await window.Page.Locator("h1").First.WaitForAsync();
        await window.Page.Locator(".loading").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        if (!(await window.Page.TitleAsync()).EndsWith("SOC", StringComparison.Ordinal))
            wrong.Add($"{path}: its title says nothing of the SOC");
        if (route != "/khong-duoc-phep" && await window.ByTestId("not-allowed").CountAsync() > 0)
            wrong.Add($"{path} is not this person's: say in PersonOf whose it is");
        wrong.AddRange(Found(await window.Page.RunAxe(narrow ? Everything : ButColours), path));
        wrong.AddRange((await TooSmallAsync(window)).Select(small => $"{path}: too small: {small}"));
        // The other theme is other colours on the same page, and colours speak no language.
        if (!narrow)
            return;
        await FlipThemeAsync(window);
        wrong.AddRange(Found(await window.Page.RunAxe(OnlyColours), $"{path}, the other theme"));
        await FlipThemeAsync(window);
        // 320 px: what 1280 px are at four times the size; 683 px: an office laptop at twice. Tables scroll inside their frame, the page does not scroll sideways.
        foreach (var width in new[] { 1024, 683, 320 })
        {
            await window.Page.SetViewportSizeAsync(width, 720);
            wrong.AddRange((await CutAsync(window)).Select(cut => $"{path} at {width} px: {cut}"));
            wrong.AddRange((await SqueezedAsync(window)).Select(cell => $"{path} at {width} px: {cell}"));
        }

        await window.Page.SetViewportSizeAsync(1366, 768);
    }

    private static IEnumerable<string> Found(AxeResult result, string path) =>
        result.Violations.Select(v => $"{path}: {v.Id}: {v.Help} at {v.Nodes.First().Html}");

    // What reaches out of the window without standing in a frame that scrolls, and the page itself where it is too wide.
    private static async Task<string[]> CutAsync(ConsoleWindow window) => await window.Page.EvaluateAsync<string[]>(
        """
        () => {
          const wide = innerWidth + 1;
          const frames = '.scroll, .scrollx, pre, .evidence, .fields';
          const out = [...document.body.querySelectorAll('*')]
            .filter(e => e.offsetParent !== null && !e.closest('.unseen, .skip, svg, [popover]') && !e.parentElement.closest(frames))
            .filter(e => e.getBoundingClientRect().right > wide)
            .map(e => `${e.outerHTML.slice(0, 120)} ends at ${Math.round(e.getBoundingClientRect().right)}`);
          if (document.documentElement.scrollWidth > wide) out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
          return out.slice(0, 5);
        }
        """);

    // Columns with no room, and cells whose text reaches over the next one: what the columns with a width left to the others.
    private static async Task<string[]> SqueezedAsync(ConsoleWindow window) => await window.Page.EvaluateAsync<string[]>(
        """
        () => [...new Set([...document.querySelectorAll('table.rows tbody td:not([colspan]):not(.check):not(:empty)')]
          .filter(td => td.offsetParent !== null)
          .filter(td => (td.clientWidth < 30 && getComputedStyle(td).display === 'table-cell') || td.scrollWidth > td.clientWidth + 2 && (td.clientWidth < 40 || getComputedStyle(td).overflowX === 'visible'))
          .map(td => `${td.closest('table').dataset.testid}: column ${td.cellIndex + 1} has ${td.clientWidth} px for ${td.scrollWidth}`))].slice(0, 5)
        """);

    // WCAG 2.2, 2.5.8: 24 px, but for links in a line of text and what the browser draws itself.
    private static async Task<string[]> TooSmallAsync(ConsoleWindow window) => await window.Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('button, select, textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden]), .button, nav a')]
          .filter(e => e.offsetParent !== null && !e.closest('.unseen, .skip') && !e.matches('.skip'))
          .map(e => ({ e, box: e.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 23.5 || box.height < 23.5))
          .map(({ e, box }) => `${e.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)
        """);

    private static async Task FlipThemeAsync(ConsoleWindow window) =>
        await window.Page.EvaluateAsync("() => { const html = document.documentElement; html.dataset.theme = html.dataset.theme === 'dark' ? 'light' : 'dark'; }");

    private static async Task SpeakEnglishAsync(ConsoleWindow window)
    {
        await window.Page.GotoAsync("/");
        await window.ByTestId("person-menu-open").ClickAsync();
        await window.ByTestId("language").ClickAsync();
        await window.Page.Locator("html[lang=en]").WaitForAsync();
    }

    // What these pages show must not depend on the tests that ran before.
    private static async Task FillAdministrationAsync(ConsoleWindow window)
    {
        await window.Page.GotoAsync("/quan-tri/tai-khoan-dich-vu");
        await window.ByTestId("service-new").ClickAsync();
        await window.ByTestId("service-name").FillAsync("Cổng dữ liệu mở");
        await window.ByTestId("service-purpose").FillAsync("Đọc số liệu cảnh báo cho báo cáo tuần.");
        await window.ByTestId("service-owner").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await window.ByTestId("service-role-analyst").CheckAsync();
        await window.ByTestId("service-save").ClickAsync();
        await window.ByTestId("token-new").ClickAsync();
        await window.ByTestId("token-label").FillAsync("cong-du-lieu-mo-may-chu-doc-so-lieu-01");
        await window.ByTestId("scope-alerts:read").CheckAsync();
        await window.ByTestId("token-issue").ClickAsync();
        await window.ByTestId("shown-once-text").WaitForAsync();
        await window.Page.GotoAsync("/quan-tri/man-hinh");
        await window.ByTestId("screen-new").ClickAsync();
        await window.ByTestId("screen-name").FillAsync("Phòng họp giao ban tầng 2");
        await window.ByTestId("screen-issue").ClickAsync();
        await window.ByTestId("shown-once-text").WaitForAsync();
    }
}
