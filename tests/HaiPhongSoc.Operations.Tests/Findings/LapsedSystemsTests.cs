using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Findings;

/// <summary>Decisions and assessments of systems that lapsed, by the profile in force, on the real database.</summary>
public sealed class LapsedSystemsTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: city, kind: city, name: Thành phố}
          - {code: health, kind: department, name: Sở Y tế, parent: city}
          - {code: school, kind: department, name: Sở Giáo dục, parent: city}
        systems:
          - {code: his, name: Bệnh án, level: {approved: 2, basis: b, decision: 7/QĐ-SYT, decided_on: 2025-03-01}, owner: health, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
          - {code: marks, name: Điểm thi, level: {approved: 3, basis: b, decision: 9/QĐ-UBND, decided_on: 2026-10-01}, owner: school, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> AnswersOf3 = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["purpose"] = ["administrative-procedures"],
        ["information"] = ["public"],
        ["national-e-government"] = ["no"],
        ["national-data"] = ["no"],
        ["harm"] = ["none"],
        ["decided"] = ["none"],
    };

    private static readonly Actor Health = Owner("health");

    private static readonly Actor School = Owner("school");

    private OperationsWorld? _world;

    private OperationsWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        await ImportAsync(Register);
        await TurnAsync();
    }

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_level_determined_anew_after_the_decision_is_found_for_its_owner_until_a_decision_fits()
    {
        (await LapsedAsync(Health)).ShouldBeEmpty();
        (await World.Operations.SendAsync(new DetermineLevel(Health, "his", 1, AnswersOf3, null, null))).Require();
        await TurnAsync();
        await World.RestartAsync();
        await TurnAsync();

        var lapsed = (await LapsedAsync(Health)).ShouldHaveSingleItem();
        (lapsed.Kind, lapsed.SystemCode, lapsed.OrganisationName, lapsed.SystemLevel).ShouldBe((FindingKind.LapsedApproval, "his", "Sở Y tế", 2));
        lapsed.Detail.Vi.ShouldStartWith("Bệnh án: cấp độ 2 theo 7/QĐ-SYT; ngày 24/11/2026 xác định lại là cấp độ 3.");
        lapsed.Detail.Vi.ShouldEndWith("Căn cứ: Nghị định 331/2026/NĐ-CP, Điều 25 (trình tự như lần đầu), Điều 8 khoản 2, Điều 10 khoản 5");
        (await LapsedAsync(School)).ShouldBeEmpty("it is another's");

        await ImportAsync(Register.Replace(
            "{approved: 2, basis: b, decision: 7/QĐ-SYT, decided_on: 2025-03-01}", "{approved: 3, proposed: 3, basis: b, decision: 8/QĐ-UBND, decided_on: 2026-11-25}", StringComparison.Ordinal));
        await TurnAsync();
        (await LapsedAsync(Health)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_level_determined_on_the_day_of_the_decision_is_found_and_a_decision_settles_what_was_determined_before()
    {
        await ImportAsync(Register.Replace("decided_on: 2025-03-01", "decided_on: 2026-11-24", StringComparison.Ordinal));
        (await World.Operations.SendAsync(new DetermineLevel(Health, "his", 2, AnswersOf3, null, null))).Require();
        await TurnAsync();
        (await LapsedAsync(Health)).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.LapsedApproval);

        var (assessor, second) = (await World.AddAsync("tham-dinh", RoleNames.Assessor), await World.AddAsync("quan-tri-2", RoleNames.Administrator));
        var asked = (await World.Operations.SendAsync(
            new RequestApproval(assessor, new DecideLevel(assessor, "his", 3, 2, "10/QĐ-UBND", new DateOnly(2026, 11, 23), "hội đồng giữ cấp độ 2")))).Require();
        (await World.Operations.SendAsync(new ListApprovals(second))).Require().Open.ShouldHaveSingleItem().What.Vi.ShouldContain("(đang áp dụng cấp độ 2; theo tiêu chí cấp độ 3, đề xuất 3). Lưu ý: ");
        (await World.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).Require();
        await TurnAsync();
        (await LapsedAsync(Health)).ShouldBeEmpty("whoever decided on 2 knew of the 3");
    }

    [Fact]
    public async Task A_missed_assessment_is_one_finding_whatever_number_of_periods_and_closes_with_the_newest_alone()
    {
        await AtAsync(2027, 1, 5);
        (await LapsedAsync(School)).Select(f => f.Subject).Order(StringComparer.Ordinal).ShouldBe(["marks/assessment", "marks/vulnerability-scan"]);
        (await LapsedAsync(Health)).Select(f => f.Subject).ShouldBe(["his/vulnerability-scan"], "a system of level 2 is assessed every other year");

        await AtAsync(2027, 7, 5);
        (await LapsedAsync(School)).Single(f => f.Subject == "marks/vulnerability-scan").Detail.Vi.ShouldStartWith("Điểm thi: Rà quét lỗ hổng bảo mật, hạn 31/12/2026 (2 kỳ).");
        (await LapsedAsync(Health)).Single(f => f.Kind == FindingKind.LapsedApproval).Detail.Vi.ShouldContain("hết thời hạn ngày 01/07/2027");
        (await LapsedAsync(School)).ShouldNotContain(f => f.Kind == FindingKind.LapsedApproval, "decided after the law changed");

        await CompleteAsync("marks", "vulnerability-scan", 2027);
        await CompleteAsync("his", "levelled-before-2026", 2027);
        await ImportAsync(Register.Replace("owner: health, status: in-operation", "owner: health, status: retired", StringComparison.Ordinal));
        await TurnAsync();
        (await LapsedAsync(School)).ShouldHaveSingleItem("one older period is open still, and the newest is done").Subject.ShouldBe("marks/assessment");
        (await LapsedAsync(Health)).ShouldBeEmpty();
        var closed = (await World.Operations.SendAsync(new ListFindings(World.Other, SystemCode: "his", Kind: FindingKind.LapsedAssessment, Standing: FindingStanding.Closed))).Require().Items;
        closed.ShouldAllBe(f => f.ClosedBecause!.Vi == "hệ thống không còn được sử dụng");
    }

    private static Actor Owner(string organisation) => new($"o-{organisation}", organisation, [RoleNames.SystemOwner]) { OrganisationCode = organisation };

    private async Task AtAsync(int year, int month, int day)
    {
        World.Clock.SetUtcNow(new DateTimeOffset(year, month, day, 3, 0, 0, TimeSpan.Zero));
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        await TurnAsync();
    }

    private async Task CompleteAsync(string system, string kind, int year)
    {
        var duty = (await World.Operations.SendAsync(new ListDuties(World.Other, SystemCode: system, Year: year))).Require().Items.First(d => d.Kind == kind && d.State == DutyState.Overdue);
        (await World.Operations.SendAsync(new CompleteDuty(World.Other, duty.Id, duty.Version, "BC 5/BC-SGD"))).Require();
    }

    private Task TurnAsync() => World.Services.GetRequiredService<FindingSweep>().RunAsync(default);

    private async Task ImportAsync(string register) =>
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, register, "register.yml"))).Require();

    private async Task<IReadOnlyList<FindingView>> LapsedAsync(Actor actor) =>
        [.. (await World.Operations.SendAsync(new ListFindings(actor))).Require().Items.Where(f => f.Kind is FindingKind.LapsedApproval or FindingKind.LapsedAssessment)];
}
