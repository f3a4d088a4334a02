namespace EndToEnd.Tests.Browser;

[Collection(CityCollection.Name)]
public sealed class OwnerWalkTests(CityConsole city, ConsoleBrowser browser)
{
    [Fact]
    public async Task An_owner_who_knows_neither_the_program_nor_the_law_brings_a_system_in_and_sees_its_first_log_line()
    {
        await using var window = await browser.OpenAsync(city.Console, CityConsole.Owner, "my-work-page");
        var walk = new OwnerWalk(city, window, "Bệnh án điện tử trạm y tế", "benhan-01");

        await walk.WalkAsync(_ => Task.CompletedTask);

        walk.Faults.Count.ShouldBe(2);
        walk.Faults[0].ShouldContain("máy chủ 1");
        walk.Faults[1].ShouldContain("10.77.8.1/24");
        (await window.ByTestId("recent-line-list").InnerTextAsync()).ShouldContain("Accepted publickey for quantri");

        // The next step is still named, and the home names it too.
        (await window.ByTestId("next-step").InnerTextAsync()).ShouldContain("Điền thông tin hồ sơ");
        await window.LandAsync("/viec-cua-toi");
        (await window.ByTestId("work-step").AllInnerTextsAsync()).ShouldContain("Việc tiếp theo: Điền thông tin hồ sơ", StringComparer.Ordinal);
        window.Complaints.ShouldBeEmpty();
    }
}
