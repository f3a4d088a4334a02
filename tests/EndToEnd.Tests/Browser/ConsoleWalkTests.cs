using EndToEnd.Tests.Browser.Pages;

namespace EndToEnd.Tests.Browser;

/// <summary>
/// A person's way through the console, in a real browser: sign in, see the incident, take it, complete a task, find the events behind it. A derived
/// class brings the running program. The steps build on one another and are one test, as they are one person's day.
/// </summary>
public abstract class ConsoleWalkTests(IConsoleUnderTest soc, ConsoleBrowser browser)
{
    [Fact]
    public async Task From_signing_in_to_the_events_behind_the_incident()
    {
        ArgumentNullException.ThrowIfNull(soc);
        ArgumentNullException.ThrowIfNull(browser);
        await using var window = await browser.OpenAsync(soc.Console);
        await new SignInPage(window).SignInAsync(soc.AccountName, soc.Password, CityConsole.Password);

        var incidents = new IncidentPages(window);
        var number = await incidents.OpenFirstAsync();
        number.ShouldStartWith("SC-");
        (await incidents.TakeAsync()).ShouldNotBeNullOrWhiteSpace();
        (await incidents.CompleteTaskAsync("Đã gọi chủ tài khoản: không phải họ đăng nhập.")).ShouldBe(1);
        (await incidents.EventsAsync()).ShouldContain(row => row.Contains("203.0.113.77", StringComparison.Ordinal));

        var found = await new SearchPage(window).FindEventsAsync("source.ip : \"203.0.113.77\"");
        found.ShouldAllBe(row => row.Contains("203.0.113.77", StringComparison.Ordinal));

        window.Complaints.ShouldBeEmpty();
        window.Requested.ShouldAllBe(url => new Uri(url).Authority == soc.Console.Authority);
    }
}
