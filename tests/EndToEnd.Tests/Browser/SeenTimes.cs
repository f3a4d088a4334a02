using System.Globalization;
using EndToEnd.Tests.Browser.Pages;
using EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>
/// What an analyst sees of <c>soc bench console</c>: from the click until the page's content is painted, and from a key until the queue shows that it was
/// heard, with 100 ms of round trip added. A measure, run by hand: <c>tests/Benchmarks/seen</c>.
/// </summary>
public sealed class SeenTimes(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    private const int Rounds = 20;

    private static readonly TimeSpan Filling = TimeSpan.FromMinutes(20);

    // Clicked, and what stands there when the page is there.
    private static readonly (string Name, string Click, string Shows)[] Pages =
    [
        ("alerts", "[data-testid=nav-alerts]", "[data-testid=alert-row]"),
        ("alert", "[data-testid=alert-row] .rowlink", "[data-testid=alert-pane]"),
        ("incidents", "[data-testid=nav-incidents]", "[data-testid=incident-row]"),
        ("incident", "[data-testid=incident-row] a", "[data-testid=incident-title]"),
        ("systems", "[data-testid=nav-systems]", "[data-testid=system-row]"),
        ("system", "[data-testid=system-row] a", "[data-testid=system-page]"),
        ("search", "[data-testid=nav-search]", "[data-testid=event-row]"),
        ("shift", "[data-testid=nav-shift]", "[data-testid=shift-page]"),
    ];

    [Fact(Explicit = true)]
    public async Task Measure()
    {
        var alerts = Environment.GetEnvironmentVariable("SOC_ALERTS") ?? "1000000";
        await using var soc = SocProcess.Start("bench", "console", "--alerts", alerts, "--rounds", "1", "--stay");
        var console = new Uri(await soc.ValueAsync("Console: ", Filling));
        var (name, password) = (await soc.ValueAsync("Account: ", Filling), await soc.ValueAsync("Password: ", Filling));
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        await using (var window = await browser.OpenAsync(console))
        {
            await new SignInPage(window).SignInAsync(name, password, CityConsole.Password);
            for (var round = -1; round < Rounds; round++)
                await OpenEachAsync(window, round < 0 ? new(StringComparer.Ordinal) : times);
            window.Complaints.ShouldBeEmpty();
        }

        await using var line = SlowLine.To(console, TimeSpan.FromMilliseconds(100));
        await using var far = await browser.OpenAsync(line.Console);
        await new SignInPage(far).SignInAsync(name, CityConsole.Password);
        await PressKeysAsync(far, times);
        far.Complaints.ShouldBeEmpty();
        Tell(times);
        await soc.StopAsync(TimeSpan.FromSeconds(60));
        times["key J, 100 ms away"].Count.ShouldBe(Rounds);
    }

    private static async Task OpenEachAsync(ConsoleWindow window, Dictionary<string, List<double>> times)
    {
        foreach (var (name, click, shows) in Pages)
        {
            await window.Page.Locator(click).First.WaitForAsync();
            Keep(times, name, await window.Page.EvaluateAsync<double>(
                """
                ([click, shows]) => new Promise(done => {
                  const before = new Set(document.querySelectorAll(shows));
                  const start = performance.now();
                  document.querySelector(click).click();
                  const look = () => {
                    const at = document.querySelector(shows);
                    // One frame more: until then it is there, but not yet painted.
                    if (at && !before.has(at)) requestAnimationFrame(() => done(performance.now() - start)); else requestAnimationFrame(look);
                  };
                  look();
                })
                """,
                new[] { click, shows }));
        }
    }

    private static async Task PressKeysAsync(ConsoleWindow window, Dictionary<string, List<double>> times)
    {
        await window.LandAsync("/canh-bao?xem=chua-nhan");
        await window.ByTestId("alert-row").First.WaitForAsync();
        while (await window.Page.Locator("tr[data-cursor]").CountAsync() == 0)
            await window.Page.Keyboard.PressAsync("j");
        for (var round = 0; round < Rounds; round++)
        {
            await HeardAsync("j", "tr[data-cursor]", "key J, 100 ms away");
            await HeardAsync("n", "tr[data-pending]", "key N heard, 100 ms away");
            await window.Page.Locator("tr[data-pending]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }

        // The cursor stands in another row, or a row is marked that was not: seen at the next frame.
        async Task HeardAsync(string key, string mark, string name)
        {
            await window.Page.EvaluateAsync(
                """
                mark => {
                  const before = document.querySelector(mark);
                  let start = 0;
                  document.addEventListener('keydown', () => { start = performance.now(); }, { capture: true, once: true });
                  window.heard = new Promise(done => {
                    const look = () => {
                      const at = document.querySelector(mark);
                      if (start > 0 && at && at !== before) requestAnimationFrame(() => done(performance.now() - start)); else requestAnimationFrame(look);
                    };
                    look();
                  });
                }
                """,
                mark);
            await window.Page.Keyboard.PressAsync(key);
            Keep(times, name, await window.Page.EvaluateAsync<double>("() => window.heard"));
        }
    }

    private static void Keep(Dictionary<string, List<double>> times, string name, double milliseconds)
    {
        if (!times.TryGetValue(name, out var each))
            times[name] = each = [];
        each.Add(milliseconds);
    }

    private static void Tell(Dictionary<string, List<double>> times)
    {
        foreach (var (name, each) in times)
        {
            each.Sort();
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-26} p50 {each[each.Count / 2],6:0} ms   p95 {each[(int)((each.Count - 1) * 0.95)],6:0} ms   of {each.Count}"));
        }
    }
}
