using HaiPhongSoc.Testing;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>The pictures of the README, taken from the running sample city: <c>docs/pictures/take</c>.</summary>
[Collection(CityCollection.Name)]
public sealed class Pictures(CityConsole city, ConsoleBrowser browser)
{
    private const long Largest = 200_000;

    [Fact(Explicit = true)]
    public async Task Take()
    {
        await using (var shift = await OpenAsync(CityConsole.ShiftLead, "shift-page"))
        {
            await shift.OnceThereAsync("/su-co", "incident-row");
            await KeepAsync(shift, "/truc-ca", "shift-page", "shift-dark");
            await shift.Page.GotoAsync("/canh-bao");
            await shift.ByTestId("alert-row").First.GetByRole(AriaRole.Link).ClickAsync();
            await shift.ByTestId("alert-pane").WaitForAsync();
            await KeepAsync(shift, null, "alert-pane", "alerts-dark");
            await shift.Page.GotoAsync("/su-co");
            await shift.ByTestId("incident-row").First.GetByRole(AriaRole.Link).ClickAsync();
            await KeepAsync(shift, null, "incident-page", "incident-dark");
            await shift.Page.Keyboard.PressAsync("Control+k");
            await shift.ByTestId("palette-input").FillAsync("cong dich vu");
            await shift.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=palette-status]').dataset.answers === 'cong dich vu'");
            await KeepAsync(shift, null, "palette", "palette-dark");
            await KeepAsync(shift, "/tim-kiem?q=source.ip%20%3A%20%22203.0.113.77%22", "event-table", "search-dark");
            await KeepAsync(shift, "/he-thong", "system-table", "systems-dark");
        }

        await using (var owner = await OpenAsync(CityConsole.Operator, "my-work-page"))
        {
            await KeepAsync(owner, "/viec-cua-toi", "work-systems", "my-work-light");
            await KeepAsync(owner, "/he-thong/dvc", "system-page", "system-light");
            await KeepAsync(owner, "/nghia-vu", "duty-table", "duties-light");
            await owner.Page.GotoAsync("/su-co");
            await owner.ByTestId("incident-row").First.GetByRole(AriaRole.Link).ClickAsync();
            await KeepAsync(owner, null, "incident-page", "incident-light");
            await KeepAsync(owner, "/canh-bao", "not-allowed", "not-allowed-light");
        }

        await using (var owner = await OpenAsync(CityConsole.Owner, "my-work-page"))
            await new OwnerWalk(city, owner, "Bệnh án điện tử trạm y tế", "benhan-01").WalkAsync(name => KeepAsync(owner, null, "console", $"owner-walk-{name}"));

        await using var wall = await OpenAsync(CityConsole.Analyst, "shift-page", 1920, 1080);
        await KeepAsync(wall, "/bang-truc", "board-clock", "board-dark");
    }

    private static async Task KeepAsync(ConsoleWindow window, string? address, string shows, string name)
    {
        if (address is not null)
            await window.Page.GotoAsync(address);
        await window.ByTestId(shows).First.WaitForAsync();
        var picture = RepositoryRoot.Of("docs", "pictures", $"{name}.jpg");
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, Type = ScreenshotType.Jpeg, Quality = 80, Animations = ScreenshotAnimations.Disabled });
        new FileInfo(picture).Length.ShouldBeLessThan(Largest, name);
    }

    private Task<ConsoleWindow> OpenAsync(CityPerson person, string home, int width = 1366, int height = 768) => browser.OpenAsync(city.Console, person, home, width, height);
}
