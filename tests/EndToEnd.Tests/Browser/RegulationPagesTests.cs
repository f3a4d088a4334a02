using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>The law with its bases, and the wizard that finds a level, as somebody uses them who knows neither the program nor the law.</summary>
[Collection(CityCollection.Name)]
public sealed class RegulationPagesTests(CityConsole city, ConsoleBrowser browser)
{
    [Fact]
    public async Task An_owner_answers_questions_and_reads_the_level_its_article_and_what_would_change_it()
    {
        await using var window = await SignedInAsync(CityConsole.Owner, "my-work-page");
        await window.LandAsync("/cap-do");
        await window.Page.GetByText("Chưa xác định được cấp độ").WaitForAsync();

        await Question("purpose").GetByLabel("Cung cấp dịch vụ trực tuyến cho người dân, doanh nghiệp").CheckAsync();
        await Question("information").GetByLabel("Thông tin cá nhân").CheckAsync();
        await Question("basic-data-subjects").GetByRole(AriaRole.Spinbutton).FillAsync("5000");
        await Question("sensitive-data-subjects").GetByRole(AriaRole.Spinbutton).FillAsync("0");
        await Question("conditional-business").GetByLabel("Không", new() { Exact = true }).CheckAsync();
        await Advice(window).GetByRole(AriaRole.Heading, new() { Name = "Cấp độ 2" }).WaitForAsync();
        await Advice(window).GetByText("Điều 12 khoản 2 điểm b").WaitForAsync();
        await window.ByTestId("level-changes").GetByText("100.000").First.WaitForAsync();

        // A colleague who is sent the address sees the same answers.
        var address = window.Page.Url;
        address.ShouldContain("basic-data-subjects=5000");
        await using var colleague = await SignedInAsync(CityConsole.Assessor, "my-work-page");
        await colleague.Page.GotoAsync(address);
        await colleague.ByTestId("level-advice").GetByRole(AriaRole.Heading, new() { Name = "Cấp độ 2" }).WaitForAsync();
        (await colleague.ByTestId("question-basic-data-subjects").GetByRole(AriaRole.Spinbutton).InputValueAsync()).ShouldBe("5000");

        await Question("purpose").GetByLabel("Giải quyết thủ tục hành chính").CheckAsync();
        await Advice(window).GetByRole(AriaRole.Heading, new() { Name = "Cấp độ 3" }).WaitForAsync();
        await Advice(window).GetByText("Điều 13 khoản 2 điểm b").WaitForAsync();
        window.Complaints.ShouldBeEmpty();

        ILocator Question(string id) => window.ByTestId($"question-{id}");
    }

    [Fact]
    public async Task The_regulation_is_filtered_and_each_row_names_its_article()
    {
        await using var window = await SignedInAsync(CityConsole.ShiftLead, "shift-page");
        await window.LandAsync("/quy-dinh");
        var rows = window.ByTestId("regulation-row");
        await rows.First.WaitForAsync();
        (await rows.CountAsync()).ShouldBeGreaterThan(100);

        await window.Page.Locator("[data-filter]").FillAsync("tham dinh");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.WaitForAddressAsync("q=tham");
        await rows.Filter(new() { HasText = "15 ngày làm việc" }).Filter(new() { HasText = "Điều 23 khoản 3" }).First.WaitForAsync();
        await window.Page.WaitForFunctionAsync("() => document.querySelectorAll('[data-testid=regulation-row]').length < 40");
        window.Complaints.ShouldBeEmpty();
    }

    private static ILocator Advice(ConsoleWindow window) => window.ByTestId("level-advice");

    private Task<ConsoleWindow> SignedInAsync(CityPerson person, string home) => browser.OpenAsync(city.Console, person, home);
}
