using System.Net;
using System.Text.Json;

namespace EndToEnd.Tests.Browser.Roles;

/// <summary>The days of those who look after the house: who may do what, what was done, and the wall.</summary>
[Collection(CityCollection.Name)]
public sealed class AdministrationDayTests(CityConsole city, ConsoleBrowser browser)
{
    [Fact]
    public async Task An_auditor_searches_verifies_and_exports()
    {
        await using var day = await BeginAsync(CityConsole.Auditor, "audit-page");
        var (window, page) = (day.Window, day.Window.Page);
        (await day.NavigationAsync()).ShouldBe(["Nhật ký kiểm toán", "Phát hiện"]);

        // Whoever signs in stands on it within seconds, and is found however it is typed.
        await window.OnceThereAsync("/kiem-toan?q=DANG+nhap+bang+mat+khau&ai=bui+van+toan&viec=account.sign-in", "audit-row");
        (await window.ByTestId("audit-row").First.InnerTextAsync()).ShouldContain("Bùi Văn Toán");
        (await window.ByTestId("audit-text").InputValueAsync()).ShouldBe("DANG nhap bang mat khau");
        await window.ByTestId("audit-row").First.GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        await window.ByTestId("audit-pane").WaitForAsync();
        page.Url.ShouldContain("muc=");

        await window.ByTestId("chain-verify").ClickAsync();
        await window.ByTestId("chain-verdict").GetByText("Nguyên vẹn").WaitForAsync();

        await window.ByTestId("export-open").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => window.ByTestId("export-confirm").ClickAsync());
        download.SuggestedFilename.ShouldEndWith(".ndjson");
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        JsonDocument.Parse(lines[^1]).RootElement.GetProperty("count").GetInt64().ShouldBe(lines.Length - 1);
        lines.ShouldContain(line => line.Contains("\"account.sign-in\"", StringComparison.Ordinal));
        await window.OnceThereAsync("/kiem-toan?viec=audit.export", "audit-row");

        await page.GotoAsync("/kiem-toan?q=khong+co+gi+nhu+the+nay");
        await window.ByTestId("audit-empty").WaitForAsync();
        await day.IsRefusedAsync("/canh-bao", "Chuyên viên giám sát");
        await day.IsRefusedAsync("/quan-tri/tai-khoan", "Quản trị");
        day.HasNoComplaints();
    }

    [Fact]
    public async Task A_page_of_the_log_is_an_address()
    {
        await using var day = await BeginAsync(CityConsole.Auditor, "audit-page");
        var (window, page) = (day.Window, day.Window.Page);
        await page.GotoAsync("/kiem-toan?tu=2020-01-01T00:00&den=2020-01-02T00:00");
        await window.ByTestId("audit-empty").WaitForAsync();
        await window.ByTestId("audit-clear").ClickAsync();
        await window.ByTestId("audit-row").First.WaitForAsync();
        // A place in the list that is none is told, not shown as another.
        await page.GotoAsync("/kiem-toan?sau=khong-phai-vi-tri");
        await window.ByTestId("fault").WaitForAsync();
        day.HasNoComplaints();
    }

    [Fact]
    public async Task An_administrator_asks_and_a_shift_lead_decides()
    {
        await using var day = await BeginAsync(CityConsole.Administrator, "approvals-page");
        (await day.NavigationAsync()).ShouldBe(["Phê duyệt", "Tài khoản", "Tài khoản dịch vụ", "Cơ quan", "Nhập sổ đăng ký", "Màn hình trực", "Thư"]);
        await day.GoAsync("nav-accounts");
        await day.Window.ByTestId("account-new").ClickAsync();
        await day.Window.Page.Locator("#new-user").FillAsync("moi.den");
        await day.Window.Page.Locator("#new-name").FillAsync("Lâm Thị Mới");
        await day.Window.ByTestId("account-create").ClickAsync();
        await day.Window.ByTestId("shown-once").WaitForAsync();
        await day.Window.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Lâm Thị Mới" }).ClickAsync();
        await day.Window.ByTestId("ask-shift-lead").ClickAsync();
        await day.Window.ByTestId("reason").First.FillAsync("Thay anh Ca từ tuần sau.");
        await day.Window.ByTestId("reason-confirm").First.ClickAsync();
        await day.Window.Page.GetByText("Đã gửi đề nghị").First.WaitForAsync();
        (await day.Window.ByTestId("approval-badge").CountAsync()).ShouldBe(0, "nobody decides on what they asked for");

        await using (var lead = await BeginAsync(CityConsole.ShiftLead, "shift-page"))
        {
            await lead.Window.ByTestId("approval-badge").WaitForAsync();
            await lead.GoAsync("nav-approvals");
            await lead.Window.ByTestId("approval").Filter(new() { HasText = "Lâm Thị Mới" }).GetByTestId("approve").ClickAsync();
            await lead.Window.ByTestId("approval-badge").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
            lead.HasNoComplaints();
        }

        await day.IsRefusedAsync("/kiem-toan", "Kiểm toán");
        day.HasNoComplaints();
    }

    [Fact]
    public async Task A_token_is_shown_once_and_ends_when_it_is_revoked()
    {
        await using var day = await BeginAsync(CityConsole.Administrator, "approvals-page");
        var window = day.Window;
        await day.GoAsync("nav-service-accounts");
        await window.ByTestId("service-new").ClickAsync();
        await window.ByTestId("service-name").FillAsync("Báo cáo tuần");
        await window.ByTestId("service-purpose").FillAsync("Đọc số cảnh báo cho báo cáo tuần.");
        await window.ByTestId("service-owner").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await window.ByTestId("service-role-analyst").CheckAsync();
        await window.ByTestId("service-save").ClickAsync();
        await window.ByTestId("token-new").ClickAsync();
        await window.ByTestId("token-label").FillAsync("máy báo cáo 01");
        await window.ByTestId("scope-alerts:read").CheckAsync();
        await window.ByTestId("token-issue").ClickAsync();
        var token = (await window.ByTestId("shown-once-text").InnerTextAsync()).Trim();
        token.ShouldStartWith("soc_pat_");
        (await AskAsync(token, "/api/v1/alerts")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(token, "/api/v1/incidents")).ShouldBe(HttpStatusCode.Forbidden, "a scope that it was not issued for");

        await window.Page.ReloadAsync();
        await window.ByTestId("token-row").WaitForAsync();
        (await window.Page.ContentAsync()).ShouldNotContain(token);
        await window.ByTestId("token-revoke").ClickAsync();
        await window.ByTestId("reason").FillAsync("Thử thu hồi.");
        await window.ByTestId("reason-confirm").ClickAsync();
        await window.Page.Locator("[data-testid=token-row][data-state='3']").WaitForAsync();
        (await AskAsync(token, "/api/v1/alerts")).ShouldBe(HttpStatusCode.Unauthorized);
        day.HasNoComplaints();
    }

    [Fact]
    public async Task A_wall_screen_opens_its_link_once_and_shows_the_board_only()
    {
        await using var day = await BeginAsync(CityConsole.Administrator, "approvals-page");
        await day.GoAsync("nav-screens");
        await day.Window.ByTestId("screen-new").ClickAsync();
        await day.Window.ByTestId("screen-name").FillAsync("Phòng trực tầng 3");
        await day.Window.ByTestId("screen-issue").ClickAsync();
        var link = (await day.Window.ByTestId("shown-once-text").InnerTextAsync()).Trim();

        await using (var wall = await browser.OpenAsync(city.Console, 1920, 1080))
        {
            await wall.Page.GotoAsync(link);
            await wall.ByTestId("board-clock").WaitForAsync();
            wall.Page.Url.ShouldNotContain("soc_kiosk_", Case.Sensitive, "the secret is gone from the address");
            (await wall.Page.Locator("main a, main button, main input").CountAsync()).ShouldBe(0, "nobody works on a wall");
            await wall.Page.GotoAsync("/canh-bao");
            await wall.ByTestId("sign-in-name").WaitForAsync();

            await using (var second = await browser.OpenAsync(city.Console))
            {
                await second.Page.GotoAsync(link);
                await second.Page.Locator("h1").First.WaitForAsync();
                (await second.ByTestId("board-clock").CountAsync()).ShouldBe(0, "the link was used");
            }

            await day.Window.Page.ReloadAsync();
            await day.Window.Page.Locator("[data-testid=screen-row][data-state='2']").WaitForAsync();
            await day.Window.Page.Locator("[data-testid=screen-row][data-state='2'] [data-testid=screen-revoke]").ClickAsync();
            await day.Window.ByTestId("reason").FillAsync("Màn hình đem đi sửa.");
            await day.Window.ByTestId("reason-confirm").ClickAsync();
            await day.Window.Page.Locator("[data-testid=screen-row][data-state='4']").WaitForAsync();
            await wall.Page.GotoAsync("/bang-truc");
            await wall.ByTestId("sign-in-name").WaitForAsync();
        }

        day.HasNoComplaints();
    }

    private async Task<HttpStatusCode> AskAsync(string token, string path)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = city.Console };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<RoleDay> BeginAsync(CityPerson person, string home) => new(await browser.OpenAsync(city.Console, person, home));
}
