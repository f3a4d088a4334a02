using CsCheck;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Tests.Accounts;
using HaiPhongSoc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Duties;

public sealed class DutyTests
{
    private const long Day = 86_400_000_000;

    [Theory]
    [InlineData(-31 * Day, DutyState.Upcoming)]
    [InlineData((-30 * Day) - 1, DutyState.Upcoming)]
    [InlineData(-30 * Day, DutyState.DueSoon)]
    [InlineData(-Day - 1, DutyState.DueSoon)]
    [InlineData(-Day, DutyState.Due)]
    [InlineData(-1, DutyState.Due)]
    [InlineData(0, DutyState.Overdue)]
    [InlineData(400 * Day, DutyState.Overdue)]
    public void The_state_follows_from_the_time_alone(long fromDue, DutyState state) =>
        DutyClock.StateAt(1_000 * Day, 30 * Day, (1_000 * Day) + fromDue).ShouldBe(state);

    [Fact]
    public void Between_now_and_the_next_change_the_state_stays_and_there_it_moves_on() =>
        Gen.Select(Gen.Long[1, 1_000 * Day], Gen.Long[0, 60 * Day], Gen.Long[0, 1_100 * Day], Gen.Double[0, 1]).Sample((due, lead, now, part) =>
        {
            var state = DutyClock.StateAt(due, lead, now);
            if (DutyClock.NextChange(due, lead, now) is not { } next)
                return state == DutyState.Overdue;
            var between = now + (long)((next - now - 1) * part);
            return next > now && DutyClock.StateAt(due, lead, between) == state && DutyClock.StateAt(due, lead, next) > state;
        });

    [Fact]
    public async Task The_city_and_each_system_from_level_3_on_owe_a_drill_with_its_milestones()
    {
        await using var world = await SampleCity();
        var duties = (await List(world, new ListDuties(Actor.Program, Year: 2026))).Items.Where(d => d.Kind.StartsWith("live-fire-drill", StringComparison.Ordinal)).ToList();
        var drills = duties.Where(d => d.ParentId is null).ToList();
        drills.Where(d => d.SystemCode is null).ShouldHaveSingleItem().Basis.ShouldContain("Nghị định 331/2026/NĐ-CP, Điều 31 khoản 3");
        var portal = drills.Where(d => d.SystemCode == "dvc").ShouldHaveSingleItem();
        portal.Basis.ShouldStartWith("Chỉ thị 18/CT-TTg ngày 13/10/2022");
        (portal.OrganisationCode, portal.OwedBy).ShouldBe(("tt-cds", "Trung tâm Chuyển đổi số thành phố"));
        drills.ShouldAllBe(d => d.DueAt == UtcMicroseconds.From(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(7))));

        // A level-2 system owes none; a test system with real data owes it like an official one; one that may not be in use does not.
        drills.ShouldNotContain(d => d.SystemCode == "qlvb");
        drills.ShouldContain(d => d.SystemCode == "tro-ly-dvc");
        drills.ShouldNotContain(d => d.SystemCode == "truyen-thanh");
        drills.ShouldAllBe(d => duties.Count(m => m.ParentId == d.Id) == 6);
        drills.Single(d => d.SystemCode is null).State.ShouldBe(DutyState.Upcoming);
        duties.Single(d => d.SystemCode is null && d.Kind == "live-fire-drill-city/plan").State.ShouldBe(DutyState.Overdue);
    }

    [Fact]
    public async Task A_drill_stays_open_until_one_is_recorded_with_evidence()
    {
        await using var world = await SampleCity();
        var drill = await CityDrill(world);
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, drill.Id, drill.Version, ""))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, drill.Id, drill.Version, "BC 214/BC-CATP ngày 20/11/2026"))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, drill.Id, drill.Version, "lần hai"))).Fault!.Kind.ShouldBe(FaultKind.Conflict);
        world.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await world.RestartAsync();
        var after = await CityDrill(world);
        (after.State, after.DoneBy, after.EvidenceNote).ShouldBe((DutyState.Done, world.Other.Name, "BC 214/BC-CATP ngày 20/11/2026"));
    }

    [Fact]
    public async Task Waiving_takes_a_reason_and_two_people()
    {
        await using var world = await SampleCity();
        var lead = await world.AddAsync("truong-ca", RoleNames.ShiftLead);
        var other = await world.AddAsync("quan-tri", RoleNames.Administrator);
        var drill = await CityDrill(world);
        var waive = new WaiveDuty(lead, drill.Id, drill.Version, "Công văn 12/UBND: hoãn sang năm 2027");
        (await world.Operations.SendAsync(waive)).Fault!.Code.ShouldBe("approval.needed");
        (await world.Operations.SendAsync(new RequestApproval(lead, waive with { Reason = " " }))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        var asked = (await world.Operations.SendAsync(new RequestApproval(lead, waive))).Require();
        (await CityDrill(world)).State.ShouldBe(DutyState.Upcoming);
        (await world.Operations.SendAsync(new ApproveRequest(lead, asked.Id, asked.Version))).Fault!.Code.ShouldBe("approval.own");
        (await world.Operations.SendAsync(new ApproveRequest(other, asked.Id, asked.Version))).IsSuccess.ShouldBeTrue();

        world.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await world.RestartAsync();
        var after = await CityDrill(world);
        (after.State, after.WaivedBy, after.WaiveReason, after.EscalatedAt).ShouldBe((DutyState.Waived, lead.Name, waive.Reason, null));
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, after.Id, after.Version, "x"))).Fault!.Code.ShouldBe("duty.waived");
        var entries = await world.WithDatabaseAsync(database => database.AuditEntries.Where(e => e.Subjects.Contains($"duty:{drill.Id}")).Select(e => e.Action).ToListAsync());
        entries.ShouldContain("duty.waive", StringComparer.Ordinal);
        (await world.WithDatabaseAsync(database => database.AuditEntries.CountAsync(e => e.Action == "request.approve" && e.ActorId == other.AccountId))).ShouldBe(1);
    }

    [Fact]
    public async Task A_system_gets_and_loses_duties_with_its_effective_level_and_a_lower_draft_changes_nothing()
    {
        await using var world = await OperationsWorld.StartAsync();
        var tick = world.Services.GetRequiredService<DutyTick>();
        var of3 = await OpenKinds("approved: 3, decision: QĐ 1");
        of3.ShouldContain("threshold-tuning/a/2026-12-31", StringComparer.Ordinal);
        of3.ShouldNotContain("penetration-test/a/2026-12-31", StringComparer.Ordinal);

        // A draft with a lower level: not one row is touched.
        var before = await Rows();
        (await OpenKinds("approved: 3, proposed: 1, decision: QĐ 1")).ShouldBe(of3);
        await tick.RunAsync(default);
        (await Rows()).ShouldBe(before);

        var of4 = await OpenKinds("approved: 4, decision: QĐ 2");
        of4.ShouldContain("penetration-test/a/2026-12-31", StringComparer.Ordinal);
        of4.ShouldContain("log-review/a/2027-02-28", StringComparer.Ordinal);
        of3.Except(of4, StringComparer.Ordinal).ShouldBeEmpty("a higher level owes no less");
        (await OpenKinds("approved: 3, decision: QĐ 3")).ShouldBe(of3);
        await tick.RunAsync(default);
        await tick.RunAsync(default);
        (await Rows()).Select(r => r.Key).ShouldBeUnique(StringComparer.Ordinal);
        (await world.WithDatabaseAsync(database => database.AuditEntries.Where(e => e.Action == "register.import").OrderBy(e => e.Id).Select(e => e.DetailsVi).ToListAsync()))
            .ShouldContain(d => d.Contains("cấp độ 4 → 3", StringComparison.Ordinal) && d.Contains("không còn áp dụng theo sổ đăng ký", StringComparison.Ordinal));

        async Task<List<string>> OpenKinds(string level)
        {
            var yaml = $"organisations:\n  - {{code: u, name: Đơn vị}}\nsystems:\n  - code: a\n    name: A\n    level: {{{level}, basis: b}}\n    owner: u\n    status: in-operation\n    conclusion: {{document: k, on: 2026-01-05}}\n    has_real_data: true\n    assets: []\n";
            (await world.Operations.SendAsync(new ImportRegister(world.Administrator, yaml, "r.yml"))).Require();
            return await world.WithDatabaseAsync(database => database.Duties.Where(d => d.SystemCode == "a" && d.State < DutyState.Done).Select(d => d.Key).Order().ToListAsync());
        }

        Task<List<(string Key, long Version, long ChangedAt)>> Rows() => world.WithDatabaseAsync(async database =>
            (await database.Duties.OrderBy(d => d.Id).ToListAsync()).ConvertAll(d => (d.Key, d.Version, d.ChangedAt)));
    }

    [Fact]
    public async Task An_owner_sees_the_duties_of_the_own_organisation_and_its_systems_alone()
    {
        await using var world = await SampleCity();
        var owner = new Actor("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "phuong-le-chan" };
        var seen = (await List(world, new ListDuties(owner))).Items;
        seen.ShouldContain(d => d.Kind == "awareness" && d.OrganisationCode == "phuong-le-chan");
        seen.ShouldContain(d => d.SystemCode == "lan-le-chan");
        seen.ShouldAllBe(d => d.OrganisationCode == "phuong-le-chan");
    }

    private static async Task<DutyRow> CityDrill(OperationsWorld world) => (await List(world, new ListDuties(Actor.Program, Year: 2026, CityOnly: true, WithMilestones: false)))
        .Items.Single(d => d.Kind == "live-fire-drill-city");

    private static Task<OperationsWorld> SampleCity() =>
        OperationsWorld.StartAsync(w => w.RegisterFile = RepositoryRoot.Of("deploy", "sample-city", "register.yml"));

    private static async Task<ListPage<DutyRow>> List(OperationsWorld world, ListDuties query) => (await world.Operations.SendAsync(query)).Require();
}
