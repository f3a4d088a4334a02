using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Organisations;

/// <summary>What an organisation leaves behind when it ends: found while it stands, and handed over as one.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: city, kind: city, name: Thành phố}
          - {code: info, kind: department, name: Sở Thông tin, parent: city}
          - {code: science, kind: department, name: Sở Khoa học, parent: city}
          - {code: centre, kind: unit, name: Trung tâm, parent: info}
          - {code: station, kind: unit, name: Trạm, parent: centre}
          - {code: health, kind: department, name: Sở Y tế, parent: city}
        systems:
          - {code: his, name: Bệnh án, level: {proposed: 3, basis: b}, owner: health, operator: info, status: not-concluded, has_real_data: true}
          - {code: portal, name: Cổng, level: {proposed: 2, basis: b}, owner: info, status: not-concluded, has_real_data: true}
          - {code: old, name: Cũ, level: {proposed: 2, basis: b}, owner: info, status: retired, has_real_data: false}
        """;

    private static readonly DateOnly Yesterday = new(2026, 11, 23);
    private static readonly Actor Science = new("o-1", "Sở Khoa học", [RoleNames.SystemOwner]) { OrganisationCode = "science" };

    private OperationsWorld? _world;

    private OperationsWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, Register, "register.yml"))).Require();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task Systems_of_an_organisation_that_ended_are_one_finding_of_its_successor_until_they_are_handed_over()
    {
        (await FoundAsync(FindingStanding.Open)).ShouldBeEmpty();
        var version = await EndAsync("science");
        var found = (await FoundAsync(FindingStanding.Open)).ShouldHaveSingleItem();
        (found.Subject, found.OrganisationName).ShouldBe(("info", "Sở Khoa học"));
        found.Detail.Vi.ShouldBe("Sở Thông tin, kết thúc hoạt động ngày 23/11/2026: còn đứng tên 2 hệ thống (Bệnh án; Cổng)");

        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", version, "science"))).Require();
        (await FoundAsync(FindingStanding.Open)).ShouldBeEmpty();
        (await FoundAsync(FindingStanding.Closed)).ShouldHaveSingleItem().ClosedBecause!.Vi.ShouldBe("cơ quan không còn đứng tên hệ thống nào, hoặc hoạt động trở lại");
        var his = (await World.Operations.SendAsync(new GetSystem(Science, "his"))).Require();
        (his.Row.OwnerCode, his.Row.OperatorName).ShouldBe(("health", "Sở Khoa học"));
        his.History[0].What.Vi.ShouldBe("bàn giao từ Sở Thông tin sang Sở Khoa học — NQ 9");
        (await World.Operations.SendAsync(new GetSystem(Science, "portal"))).Require().Row.OwnerCode.ShouldBe("science");
        var science = await OrganisationAsync("science");
        science.Below.ShouldHaveSingleItem().Code.ShouldBe("centre");
        science.History.ShouldContain(h => h.What.Vi == "nhận bàn giao từ Sở Thông tin: 3 hệ thống, 1 cơ quan trực thuộc", "the retired one too");
        (await OrganisationAsync("centre")).History[0].What.Vi.ShouldBe("cơ quan cấp trên: Sở Thông tin → Sở Khoa học");
        (await OrganisationAsync("info")).ShouldSatisfyAllConditions(o => o.Systems.ShouldBeEmpty(), o => o.Below.ShouldBeEmpty());
    }

    [Fact]
    public async Task Whoever_takes_over_from_above_moves_up_and_nobody_stands_below_themselves()
    {
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", await EndAsync("station"), "station"))).Require();
        (await OrganisationAsync("centre")).Row.ParentCode.ShouldBe("city");
        (await OrganisationAsync("station")).Row.ParentCode.ShouldBe("centre");
    }

    [Fact]
    public async Task Only_what_has_ended_hands_over_and_only_to_who_goes_on_and_may_run_it()
    {
        var version = (await OrganisationAsync("info")).Row.Version;
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", version, "science"))).Fault?.Code.ShouldBe("organisation.goes-on");
        (await World.Operations.SendAsync(new SaveSystemSection(
            World.Other, "his", "four-layers", 0, [new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["assessor"] = ["Sở Khoa học"] }]))).Require();
        version = await EndAsync("science");
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", version, "info"))).Fault?.Code.ShouldBe("organisation.to");
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", version, "none"))).Fault?.Code.ShouldBe("system.organisation");
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", version + 1, "science"))).Fault?.Code.ShouldBe("record.changed");
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", version, "science"))).Fault!.Message.Vi.ShouldStartWith("Bệnh án: ", Case.Sensitive, "its assessor");
        (await World.Operations.SendAsync(new GetSystem(World.Other, "portal"))).Require().Row.OwnerCode.ShouldBe("info", "nothing is handed over by half");
    }

    [Fact]
    public async Task What_is_late_of_a_year_before_is_owed_by_whoever_runs_the_system_now()
    {
        (await World.Operations.SendAsync(new ImportRegister(
            World.Administrator, Register.Replace("operator: info, status: not-concluded", "operator: info, status: test", StringComparison.Ordinal), "register.yml"))).Require();
        World.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 1, 3, 0, 0, TimeSpan.Zero));
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        (await LateAsync()).ShouldAllBe(d => d.OrganisationCode == "info");
        (await World.Operations.SendAsync(new TransferOrganisation(World.Other, "info", await EndAsync("science"), "science"))).Require();
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        (await LateAsync()).ShouldAllBe(d => d.OrganisationCode == "science" && d.OwedBy == "Sở Khoa học");
    }

    private async Task<IReadOnlyList<DutyRow>> LateAsync()
    {
        var late = (await World.Operations.SendAsync(new ListDuties(World.Other, SystemCode: "his", Year: 2026))).Require().Items.Where(d => d.State == DutyState.Overdue).ToList();
        late.ShouldNotBeEmpty();
        return late;
    }

    private async Task<long> EndAsync(string successor)
    {
        var version = (await OrganisationAsync("info")).Row.Version;
        return (await World.Operations.SendAsync(new EndOrganisation(World.Other, "info", version, Yesterday, successor, "NQ 9"))).Require().Version;
    }

    private async Task<OrganisationDetail> OrganisationAsync(string code) => (await World.Operations.SendAsync(new GetOrganisation(World.Other, code))).Require();

    private async Task<IReadOnlyList<FindingView>> FoundAsync(FindingStanding standing)
    {
        await World.Services.GetRequiredService<FindingSweep>().RunAsync(default);
        return (await World.Operations.SendAsync(new ListFindings(World.Other, Kind: FindingKind.EndedOrganisation, Standing: standing))).Require().Items;
    }
}
