
namespace EndToEnd.Tests.Browser.Roles;

/// <summary>
/// Each role's day in a real browser: signing in leads home, the navigation holds what the role works with, the main thing can be done, and what is not the
/// role's is refused by its address too, with whom to ask.
/// </summary>
[Collection(CityCollection.Name)]
public sealed class RoleDayTests(CityConsole city, ConsoleBrowser browser)
{
    [Fact]
    public async Task An_analyst_takes_an_alert_and_closes_it_with_a_verdict()
    {
        await using var day = await BeginAsync(CityConsole.Analyst, "shift-page");
        (await day.NavigationAsync()).ShouldBe(["Trực ca", "Cảnh báo", "Sự cố", "Tìm kiếm", "Hệ thống"]);

        await day.GoAsync("nav-alerts");
        await day.Window.ByTestId("alert-row").First.WaitForAsync();
        await day.Window.OnceThereAsync("/canh-bao?xem=chua-nhan", "alert-row");
        await day.Window.ByTestId("alert-row").First.GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        await day.Window.ByTestId("alert-take").ClickAsync();
        await day.Window.Page.Locator("[data-testid=alert-take][aria-disabled=true]").WaitForAsync();
        await day.Window.ByTestId("alert-close").ClickAsync();
        await day.Window.ByTestId("verdict-2").CheckAsync();
        await day.Window.ByTestId("closing-confirm").ClickAsync();
        await day.Window.ByTestId("alert-reopen").WaitForAsync();

        // What a shift lead decides is not offered.
        await day.OpenIncidentAsync();
        await day.ShowsNothingAsync("incident-assign", "incident-close", "clock-meet", "clocks-waiting");
        await day.IsRefusedAsync("/viec-cua-toi", "Chủ quản");
        day.HasNoComplaints();
    }

    [Fact]
    public async Task A_shift_lead_assigns_and_classifies()
    {
        await using var day = await BeginAsync(CityConsole.ShiftLead, "shift-page");
        (await day.NavigationAsync()).ShouldBe(["Trực ca", "Cảnh báo", "Sự cố", "Tìm kiếm", "Hệ thống", "Phát hiện", "Phòng, chống mã độc", "Nghĩa vụ", "Cơ quan", "Quy định", "Phê duyệt"]);

        await day.OpenIncidentAsync();
        await day.Window.ByTestId("incident-assign").ClickAsync();
        await day.Window.ByTestId("assignee").SelectOptionAsync(CityConsole.Responder.DisplayName);
        await day.Window.Page.Locator("form.reason button.primary").ClickAsync();
        await day.Window.ByTestId("incident-assignee").Filter(new() { HasText = CityConsole.Responder.DisplayName }).WaitForAsync();
        await day.Window.ByTestId("clocks-waiting").Locator("summary").ClickAsync();
        await day.Window.Page.Locator("[data-testid=clocks-waiting] input[type=checkbox]").First.CheckAsync();
        await day.Window.ByTestId("classify-reason").FillAsync("Đã lộ tài khoản quản trị của Cổng dịch vụ công.");
        await day.Window.ByTestId("classify-confirm").ClickAsync();
        await day.Window.ByTestId("clock").First.WaitForAsync();
        day.HasNoComplaints();
    }

    [Fact]
    public async Task An_owner_sees_own_systems_and_duties_and_never_the_queue()
    {
        await using var day = await BeginAsync(CityConsole.Owner, "my-work-page");
        (await day.NavigationAsync()).ShouldBe(["Việc của tôi", "Sự cố liên quan", "Hệ thống của tôi", "Phát hiện", "Phòng, chống mã độc", "Nghĩa vụ", "Cơ quan của tôi", "Xác định cấp độ", "Quy định"]);
        (await day.Window.ByTestId("work-sentences").Locator("li").CountAsync()).ShouldBeGreaterThanOrEqualTo(4);
        (await day.Window.Page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("light");

        await day.GoAsync("nav-duties");
        await day.Window.ByTestId("duty-done").First.ClickAsync();
        await day.Window.ByTestId("reason").FillAsync("Quyết định 12/QĐ-SYT ngày 20/11/2026, lưu tại Văn phòng Sở.");
        await day.Window.ByTestId("reason-confirm").ClickAsync();
        await day.Window.Page.GetByText("Quyết định 12/QĐ-SYT").First.WaitForAsync();

        await day.IsRefusedAsync("/canh-bao", "Chuyên viên giám sát");
        await day.IsRefusedAsync("/truc-ca", "Trưởng ca");
        // The system of another organisation does not exist, whoever knows its address.
        await day.Window.Page.GotoAsync("/he-thong/dvc");
        await day.Window.ByTestId("fault").WaitForAsync();
        day.HasNoComplaints();
    }

    [Fact]
    public async Task An_operator_does_what_the_playbook_asks_of_owners()
    {
        await using var day = await BeginAsync(CityConsole.Operator, "my-work-page");
        (await day.NavigationAsync()).ShouldBe(["Việc của tôi", "Sự cố liên quan", "Hệ thống của tôi", "Phát hiện", "Phòng, chống mã độc", "Nghĩa vụ", "Cơ quan của tôi", "Xác định cấp độ", "Quy định"]);
        await day.Window.ByTestId("work-tasks").Locator("a").First.ClickAsync();
        await day.Window.ByTestId("tasks").WaitForAsync();
        // The tasks of others can be read, and say whose they are.
        await day.Window.Page.Locator("[data-testid=task-complete][aria-disabled=true]").First.WaitForAsync();
        var mine = day.Window.Page.Locator("[data-testid=task-complete]:not([aria-disabled])").First;
        var done = day.Window.Page.Locator("[data-testid=task][data-done=true]");
        var before = await done.CountAsync();
        await mine.ClickAsync();
        await done.Nth(before).WaitForAsync();
        await day.ShowsNothingAsync("incident-take", "incident-assign", "incident-close", "task-reopen");
        day.HasNoComplaints();
    }

    [Fact]
    public async Task An_assessor_reads_the_register_and_records_no_duty_as_done()
    {
        await using var day = await BeginAsync(CityConsole.Assessor, "my-work-page");
        (await day.NavigationAsync()).ShouldBe(["Việc của tôi", "Hệ thống", "Phát hiện", "Phòng, chống mã độc", "Nghĩa vụ", "Cơ quan", "Xác định cấp độ", "Quy định"]);
        await day.GoAsync("nav-systems");
        await day.Window.ByTestId("system-row").First.GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        await day.Window.ByTestId("system-page").WaitForAsync();
        await day.GoAsync("nav-duties");
        await day.Window.ByTestId("duty-row").First.WaitForAsync();
        await day.ShowsNothingAsync("duty-done");
        await day.IsRefusedAsync("/su-co", "Trưởng ca");
        day.HasNoComplaints();
    }

    [Fact]
    public async Task A_responder_sees_their_tasks_across_incidents()
    {
        await using var day = await BeginAsync(CityConsole.Responder, "my-work-page");
        (await day.NavigationAsync()).ShouldBe(["Việc của tôi", "Sự cố", "Tìm kiếm", "Hệ thống", "Phòng, chống mã độc", "Quy định"]);
        await day.OpenIncidentAsync();
        await day.Window.ByTestId("note").FillAsync("Đã cô lập web-dvc-02.");
        await day.Window.ByTestId("note-add").ClickAsync();
        await day.Window.ByTestId("timeline").GetByText("Đã cô lập web-dvc-02.").First.WaitForAsync();
        day.HasNoComplaints();
    }

    [Fact]
    public async Task A_drill_director_sees_the_duties_of_the_year()
    {
        await using var day = await BeginAsync(CityConsole.DrillDirector, "duties-page");
        (await day.NavigationAsync()).ShouldBe(["Nghĩa vụ", "Hệ thống", "Quy định"]);
        await day.Window.ByTestId("duty-row").First.WaitForAsync();
        await day.IsRefusedAsync("/canh-bao", "Chuyên viên giám sát");
        day.HasNoComplaints();
    }

    private async Task<RoleDay> BeginAsync(CityPerson person, string home) => new(await browser.OpenAsync(city.Console, person, home));
}
