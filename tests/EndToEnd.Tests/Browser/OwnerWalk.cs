using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>
/// A system owner who knows neither the program nor the law: registers a system with the wizard, imports its assets from a spreadsheet with two bad rows,
/// and sees its first log line. Told with pictures in <c>docs/owner-walk.md</c>.
/// </summary>
internal sealed class OwnerWalk(CityConsole city, ConsoleWindow window, string name, string host)
{
    private IPage Page => window.Page;

    /// <summary>What the owner saw of the bad rows.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <param name="keep">Keeps a picture under a name, or does nothing.</param>
    public async Task WalkAsync(Func<string, Task> keep)
    {
        var code = await RegisterAsync(keep);
        await DetermineAsync(keep);
        await FillAsync(keep);
        await ImportAsync(code, keep);
        await SeeFirstLineAsync(code, keep);
    }

    private async Task<string> RegisterAsync(Func<string, Task> keep)
    {
        await window.LandAsync("/viec-cua-toi");
        await keep("01-my-work");
        await window.ByTestId("nav-systems").ClickAsync();
        await window.ByTestId("to-new-system").ClickAsync();
        await window.ByTestId("system-form").WaitForAsync();
        await window.ByTestId("system-name").FillAsync(name);
        await Page.WaitForFunctionAsync("() => document.getElementById('system-code').value.length > 0");
        var code = await window.ByTestId("system-code").InputValueAsync();
        await window.ByTestId("system-real").CheckAsync();
        await keep("02-register");
        await window.ByTestId("system-save").ClickAsync();
        await window.ByTestId("level-advice").WaitForAsync();
        return code;
    }

    private async Task DetermineAsync(Func<string, Task> keep)
    {
        await ChooseAsync("purpose", 0);
        await ChooseAsync("information", 2);
        await WriteAsync("basic-data-subjects", "4000");
        await WriteAsync("sensitive-data-subjects", "4000");
        await ChooseAsync("national-data", 0);
        await ChooseAsync("harm", 0);
        await ChooseAsync("decided", 0);
        await window.ByTestId("level-save").WaitForAsync();
        await Page.EvaluateAsync("document.querySelector('main').scrollTop = 0");
        await keep("03-level");
        await window.ByTestId("level-save").ClickAsync();
        await window.ByTestId("next-step").WaitForAsync();
        await keep("04-next-step");
    }

    private async Task FillAsync(Func<string, Task> keep)
    {
        await window.ByTestId("next-step-go").ClickAsync();
        await window.ByTestId("system-record-page").WaitForAsync();
        await window.ByTestId("scope-0-purpose").FillAsync("Quản lý bệnh án điện tử của trạm y tế");
        await window.ByTestId("scope-0-address").FillAsync("Trạm Y tế phường");
        await window.ByTestId("scope-0-address").PressAsync("Tab");
        await SavedAsync();
        await window.ByTestId("scope-0-users").FillAsync("-3");
        await window.ByTestId("scope-0-users").PressAsync("Tab");
        await Page.Locator("#scope-0-users-fault").ScrollIntoViewIfNeededAsync();
        await keep("05-record");
        await window.ByTestId("scope-0-users").FillAsync("3");
        await window.ByTestId("scope-0-users").PressAsync("Tab");
        await SavedAsync();
    }

    private async Task ImportAsync(string code, Func<string, Task> keep)
    {
        await Page.GotoAsync($"/he-thong/{code}#tai-san");
        await window.ByTestId("assets").GetByRole(AriaRole.Link).First.ClickAsync();
        await window.ByTestId("import").WaitForAsync();
        var waiting = Page.WaitForDownloadAsync();
        await window.ByTestId("import-template").ClickAsync();
        await using var template = await (await waiting).CreateReadStreamAsync();
        var file = await FilledTemplate.OfAsync(
            template,
            [code, "ttthdl", "Máy", host], [code, "ttthdl", "Máy", "máy chủ 1"], [code, "ttthdl", "Dải địa chỉ", "10.77.8.1/24"], [code, "ttthdl", "Tên miền", $"{code}.haiphong.gov.vn"]);
        await window.ByTestId("import-file").SetInputFilesAsync(new FilePayload { Name = "tai-san.xlsx", Buffer = file });
        await window.ByTestId("import-fault").First.WaitForAsync();
        Faults = await window.ByTestId("import-fault").AllInnerTextsAsync();
        await window.ByTestId("import-faults").ScrollIntoViewIfNeededAsync();
        await keep("06-two-bad-rows");
        await window.ByTestId("import-confirm").ClickAsync();
        await window.ByTestId("import-done").WaitForAsync();
        await keep("07-imported");
    }

    private async Task SeeFirstLineAsync(string code, Func<string, Task> keep)
    {
        await window.ByTestId("import-system").ClickAsync();
        await window.ByTestId("recent-lines").WaitForAsync();
        await city.SendAsync("hssk-auth", $"<86>1 {TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {host} sshd 4711 - - Accepted publickey for quantri from 10.20.0.9 port 50112 ssh2");
        for (var i = 0; i < 60 && await window.ByTestId("recent-line-list").CountAsync() == 0; i++)
        {
            await window.ByTestId("lines-again").ClickAsync();
            await Page.WaitForTimeoutAsync(500);
        }

        await window.ByTestId("recent-line-list").WaitForAsync();
        await window.ByTestId("recent-lines").ScrollIntoViewIfNeededAsync();
        await keep("08-first-line");
    }

    private async Task ChooseAsync(string question, int option)
    {
        await window.ByTestId($"question-{question}").Locator("input").Nth(option).CheckAsync();
        await window.WaitForAddressAsync($"{question}=");
    }

    private async Task WriteAsync(string question, string number)
    {
        await window.ByTestId($"question-{question}").Locator("input").FillAsync(number);
        await window.ByTestId($"question-{question}").Locator("input").PressAsync("Tab");
        await window.WaitForAddressAsync($"{question}=");
    }

    // The section says so itself, and only while nothing in it is refused.
    private Task SavedAsync() => window.ByTestId("section-scope").GetByTestId("record-undo").WaitForAsync();
}
