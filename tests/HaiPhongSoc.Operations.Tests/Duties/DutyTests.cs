using CsCheck;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Testing;
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
        var duties = (await List(world, new ListDuties(Actor.Program, Year: 2026))).Items;
        var drills = duties.Where(d => d.ParentId is null).ToList();
        drills.Where(d => d.SystemCode is null).ShouldHaveSingleItem().Basis.ShouldContain("Nghị định 331/2026/NĐ-CP, Điều 31 khoản 3");
        drills.Where(d => d.SystemCode == "dvc").ShouldHaveSingleItem().Basis.ShouldStartWith("Chỉ thị 18/CT-TTg ngày 13/10/2022");
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
    public async Task A_year_passes_hop_by_hop_through_restarts_and_every_state_is_told()
    {
        await using var world = await SampleCity();
        var tick = world.Services.GetRequiredService<DutyTick>();
        var end = UtcMicroseconds.From(new DateTimeOffset(2027, 11, 24, 0, 0, 0, TimeSpan.Zero));
        var hops = 0;
        while (true)
        {
            var next = await tick.RunAsync(default);
            if (next >= end)
                break;
            next.ShouldBeGreaterThan(world.Now);
            world.Clock.SetUtcNow(UtcMicroseconds.ToDateTimeOffset(next));
            if (++hops % 5 == 0)
            {
                await world.RestartAsync();
                tick = world.Services.GetRequiredService<DutyTick>();
            }
        }

        hops.ShouldBeInRange(20, 40);
        var of2026 = (await List(world, new ListDuties(Actor.Program, Year: 2026))).Items;
        of2026.ShouldAllBe(d => d.State == DutyState.Overdue);
        (await List(world, new ListDuties(Actor.Program, Year: 2028))).Items.Count.ShouldBe(of2026.Count);
        var city = (await List(world, new ListDuties(Actor.Program, Year: 2027, CityOnly: true))).Items;
        city.Count.ShouldBe(7);
        city.Select(d => (d.Kind, d.State)).ShouldBe(
        [
            ("live-fire-drill-city/plan", DutyState.Overdue),
            ("live-fire-drill-city/participants", DutyState.Overdue),
            ("live-fire-drill-city/protection-plan", DutyState.Overdue),
            ("live-fire-drill-city/window", DutyState.Overdue),
            ("live-fire-drill-city/report", DutyState.DueSoon),
            ("live-fire-drill-city/lessons", DutyState.Upcoming),
            ("live-fire-drill-city", DutyState.Upcoming),
        ]);
        var plan = city[0];
        var told = await world.WithDatabaseAsync(database => HaiPhongSoc.Operations.Data.Histories.OfAsync(database, $"duty:{plan.Id}", default));
        told.Select(h => h.What.Vi).Reverse().ShouldBe(["Sắp đến hạn", "Đến hạn", "Quá hạn"]);
    }

    [Fact]
    public async Task A_drill_stays_open_until_one_is_recorded_with_evidence()
    {
        await using var world = await SampleCity();
        var drill = (await List(world, new ListDuties(Actor.Program, Year: 2026, CityOnly: true, WithMilestones: false))).Items.Single();
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, drill.Id, drill.Version, ""))).Fault!.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, drill.Id, drill.Version, "BC 214/BC-CATP ngày 20/11/2026"))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new CompleteDuty(world.Other, drill.Id, drill.Version, "lần hai"))).Fault!.Kind.ShouldBe(FaultKind.Conflict);
        world.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await world.RestartAsync();
        var after = (await List(world, new ListDuties(Actor.Program, Year: 2026, CityOnly: true, WithMilestones: false))).Items.Single();
        (after.State, after.DoneBy, after.EvidenceNote).ShouldBe((DutyState.Done, world.Other.Name, "BC 214/BC-CATP ngày 20/11/2026"));
    }

    private static Task<OperationsWorld> SampleCity() =>
        OperationsWorld.StartAsync(w => w.RegisterFile = RepositoryRoot.Of("deploy", "sample-city", "register.yml"));

    private static async Task<ListPage<DutyRow>> List(OperationsWorld world, ListDuties query) => (await world.Operations.SendAsync(query)).Require();
}
