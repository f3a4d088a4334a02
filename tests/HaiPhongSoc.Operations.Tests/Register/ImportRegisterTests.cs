using System.Net;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Testing;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Register;

public sealed class ImportRegisterTests
{
    private static readonly string SampleCity = RepositoryRoot.Of("deploy", "sample-city", "register.yml");

    private const string Level = "level: {proposed: 2, basis: b}";
    private const string Conclusion = "conclusion: {document: BB 7, on: 2026-02-01}";

    [Fact]
    public async Task The_sample_city_is_imported_and_seen_by_detection()
    {
        await using var world = await OperationsWorld.StartAsync(w => w.RegisterFile = SampleCity);
        world.Ready!.Systems.ShouldBeGreaterThanOrEqualTo(20);
        world.Ready.RegisterVersion.ShouldBe(1);
        var directory = world.Systems.Current;
        var portal = directory.ByAddress("ttthdl", IPAddress.Parse("10.20.1.22"), world.Now)!;
        (portal.Code, portal.Level, portal.MayBeInUse).ShouldBe(("dvc", 3, true));
        directory.ByHostName("ttthdl", "WEB-DVC-02.haiphong.example", world.Now)!.Code.ShouldBe("dvc");
        directory.System("truyen-thanh")!.MayBeInUse.ShouldBeFalse();

        // Two offices that use the same private range keep their own systems.
        var owners = directory.ByAddress("phuong-le-chan", IPAddress.Parse("192.168.1.10"), world.Now)?.Code;
        (owners == directory.ByAddress("xa-kien-thuy", IPAddress.Parse("192.168.1.10"), world.Now)?.Code).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_also_after_a_restart()
    {
        await using var world = await OperationsWorld.StartAsync(w => w.RegisterFile = SampleCity);
        var history = await world.WithDatabaseAsync(database => database.History.CountAsync());
        await world.RestartAsync();
        world.Ready!.RegisterVersion.ShouldBe(1);
        var again = (await world.Operations.SendAsync(new ImportRegister(world.Administrator, await System.IO.File.ReadAllTextAsync(SampleCity), "r.yml"))).Require();
        (again.SystemsAdded, again.SystemsChanged, again.SystemsUnchanged).ShouldBe((0, 0, world.Ready.Systems));
        (await world.WithDatabaseAsync(database => database.History.CountAsync())).ShouldBe(history);
    }

    [Fact]
    public async Task Who_is_recorded_as_its_assessor_does_not_become_its_operator_by_a_file_and_a_conclusion_that_was_withdrawn_is_gone()
    {
        await using var world = await OperationsWorld.StartAsync();
        string System(string more) => $"organisations:\n  - {{code: o, name: Sở A}}\n  - {{code: p, name: Công ty P}}\nsystems:\n  - {{code: a, name: A, level: {{proposed: 2, basis: b}}, owner: o, has_real_data: true, {more}}}";
        await Import(world, System("status: in-operation, conclusion: {document: BB 7, on: 2026-02-01}, record: {four-layers: {assessor: Công ty P}}"));

        var fault = (await world.Operations.SendAsync(new ImportRegister(world.Administrator, System("operator: p, status: in-operation"), "f.yml"))).Fault!;
        fault.Message.En.ShouldStartWith("f.yml:5:");
        fault.Message.En.ShouldContain("system \"a\": operator: “Layer 3");
        await Import(world, System("operator: p, status: in-operation, record: {four-layers: {assessor: Công ty Q}}"));

        async Task<string?> Concluded() => (await world.Operations.SendAsync(new GetSystem(Actor.Program, "a"))).Require().Proof.Conclusion;
        (await Concluded()).ShouldBe("BB 7");
        await Import(world, System("operator: p, status: not-concluded"));
        (await Concluded()).ShouldBeNull();
        await Import(world, System("operator: p, status: test"));
        (await Concluded()).ShouldBeNull();
    }

    [Fact]
    public async Task A_system_is_in_operation_with_its_level_and_its_conclusion_only()
    {
        await using var world = await OperationsWorld.StartAsync();
        string System(string more) => $"organisations: [{{code: o, name: Sở A}}]\nsystems:\n  - {{code: a, name: A, owner: o, has_real_data: true, {more}}}";
        async Task<string> Refused(string more) =>
            (await world.Operations.SendAsync(new ImportRegister(world.Administrator, System(more), "f.yml"))).Fault?.Message.En ?? "";

        var without = await Refused($"status: in-operation, {Level}");
        without.ShouldStartWith("f.yml:3:5: system \"a\": status in-operation: needs the conclusion");
        without.ShouldContain("give conclusion: {document: …, on: yyyy-MM-dd}, or the state that is not in use: not-concluded, test or retired");
        (await Refused($"status: in-operation, {Level}, conclusion: {{document: BB 7}}")).ShouldBe(without);
        (await Refused($"status: in-operation, {Conclusion}")).ShouldContain("it has no level yet");
        (await Refused($"status: in-operation, {Level}, conclusion: {{document: BB 7, on: 2026-11-25}}")).ShouldContain("the conclusion's date lies ahead");
        (await world.Operations.SendAsync(new ListSystems(Actor.Program))).Require().All.ShouldBe(0);

        (await Refused($"status: in-operation, {Level}, {Conclusion}")).ShouldBeEmpty();
        (await Refused($"status: in-operation, {Level}")).ShouldBeEmpty("the register holds the conclusion");
        (await Refused($"status: not-concluded, {Level}")).ShouldBeEmpty();
        (await Refused($"status: in-operation, {Level}")).ShouldBe(without, "it was withdrawn");
    }

    [Fact]
    public async Task A_change_of_level_counts_at_once_and_is_kept_in_the_history()
    {
        await using var world = await OperationsWorld.StartAsync();
        await Import(world, File("level: {proposed: 2, basis: b}", "[]"));
        world.Systems.Current.System("a")!.Level.ShouldBe(2);
        await Import(world, File("level: {proposed: 2, computed: 4, basis: b}", "[]"));
        world.Systems.Current.System("a")!.Level.ShouldBe(4);
        world.Systems.Current.Version.ShouldBe(2);
        var system = (await world.Operations.SendAsync(new GetSystem(Actor.Program, "a"))).Require();
        system.History[0].What.Vi.ShouldBe("cập nhật sổ đăng ký; cấp độ 2 → 4");
        system.History[0].ActorName.ShouldBe(world.Administrator.Name);
        system.Duties.ShouldContain(d => d.Kind == "live-fire-drill-system" && d.State != DutyState.Lapsed);

        await Import(world, File("level: {approved: 2, computed: 4, basis: b, decision: d}", "[]"));
        system = (await world.Operations.SendAsync(new GetSystem(Actor.Program, "a"))).Require();
        system.Duties.Where(d => d.Kind.StartsWith("live-fire-drill-system", StringComparison.Ordinal)).ShouldAllBe(d => d.State == DutyState.Lapsed || d.DueAt <= world.Now);
        system.Duties.Single(d => d.Kind == "level-approved").EvidenceNote.ShouldBe("d");
    }

    [Theory]
    [InlineData("[{realm: r, host: web-01}]", "[{realm: r, host: WEB-01.example}]", "host \"web-01.example\" in realm \"r\" is claimed by system \"a\" as web-01 in line 9 at the same time")]
    [InlineData("[{realm: r, network: 10.1.0.0/16}]", "[{realm: r, network: 10.1.2.0/24}]", "range 10.1.2.0/24 in realm \"r\" is claimed by system \"a\" as 10.1.0.0/16 in line 9 at the same time: write carved_from: a if it is taken out of that range")]
    [InlineData("[{realm: r, network: 10.1.2.0/24}]", "[{realm: r, network: 10.1.2.0/24, carved_from: a}]", "range 10.1.2.0/24 in realm \"r\" is claimed by system \"a\" as 10.1.2.0/24 in line 9 at the same time: write carved_from: a if it is taken out of that range")]
    [InlineData("[{realm: r, network: 10.1.2.0/24}]", "[{realm: s, network: 10.1.2.0/24}]", null)]
    [InlineData("[{realm: r, network: 10.1.0.0/16}]", "[{realm: r, network: 10.1.2.0/24, carved_from: a}]", null)]
    [InlineData("[{realm: r, host: web-01, valid_to: 2026-06-01}]", "[{realm: r, host: web-01, valid_from: 2026-06-01}]", null)]
    [InlineData("[{realm: r, host: web-01.x}]", "[{realm: r, host: web-01.y}]", null)]
    public async Task Two_systems_never_claim_the_same_asset(string first, string second, string? reason)
    {
        await using var world = await OperationsWorld.StartAsync();
        var outcome = await world.Operations.SendAsync(new ImportRegister(world.Administrator, File(Level, first, second), "r.yml"));
        if (reason is null)
        {
            outcome.IsSuccess.ShouldBeTrue(outcome.Fault?.Message.En);
            return;
        }

        outcome.Fault!.Message.En.ShouldBe($"r.yml:17:14: system \"b\": {reason}");
        (await world.Operations.SendAsync(new ListSystems(Actor.Program))).Require().All.ShouldBe(0);
        world.Systems.Current.Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_is_checked_against_what_the_register_holds_already()
    {
        await using var world = await OperationsWorld.StartAsync();
        await Import(world, File(Level, "[{realm: r, host: web-01}]"));
        var outcome = await world.Operations.SendAsync(new ImportRegister(world.Administrator,
            "systems:\n  - {code: c, name: C, owner: nobody, status: test, has_real_data: false, assets: [{realm: r, host: web-01}]}",
            "r.yml"));
        outcome.Fault!.Message.En.Split('\n').ShouldBe(
        [
            "r.yml:2:5: system \"c\": owner \"nobody\" is not an organisation: add it under organisations, or correct the code",
            "r.yml:2:84: system \"c\": host \"web-01\" in realm \"r\" is claimed by system \"a\" as web-01 in the register at the same time",
        ]);
    }

    [Fact]
    public async Task An_asset_moved_at_noon_keeps_its_old_owner_for_events_from_before()
    {
        await using var world = await OperationsWorld.StartAsync();
        await Import(world, File(Level, "[{realm: r, host: web-01, valid_to: 2026-06-01}]", "[{realm: r, host: web-01, valid_from: 2026-06-01}]"));
        var moved = Events.UtcMicroseconds.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(7)));
        world.Systems.Current.ByHostName("r", "web-01", moved - 1)!.Code.ShouldBe("a");
        world.Systems.Current.ByHostName("r", "web-01", moved)!.Code.ShouldBe("b");
    }

    [Fact]
    public async Task Systems_are_found_by_level_status_owner_and_text_without_diacritics()
    {
        await using var world = await OperationsWorld.StartAsync(w => w.RegisterFile = SampleCity);
        async Task<ListPage<SystemRow>> List(ListSystems query) => (await world.Operations.SendAsync(query)).Require();
        (await List(new ListSystems(Actor.Program, MinLevel: 3))).Items.ShouldAllBe(s => s.Level >= 3);
        (await List(new ListSystems(Actor.Program, Text: "cong dich vu CONG"))).Items.ShouldHaveSingleItem().Code.ShouldBe("dvc");
        (await List(new ListSystems(Actor.Program, Status: SystemStatus.NotConcludedSecure))).Items.ShouldAllBe(s => !s.MayBeInUse);
        var all = await List(new ListSystems(Actor.Program));
        all.Items.Select(s => s.Level).ShouldBe(all.Items.Select(s => s.Level).OrderDescending());
        (await world.Operations.SendAsync(new GetSystem(Actor.Program, "none"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
    }

    private static async Task Import(OperationsWorld world, string yaml) =>
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, yaml, "r.yml"))).Require();

    private static string File(string level, string assets, string? second = null) =>
        $$"""
        organisations:
          - {code: o, name: Org}
        systems:
          - code: a
            name: A
            owner: o
            status: in-operation
            has_real_data: true
            assets: {{assets}}
            {{level}}
            {{Conclusion}}
        """
        + (second is null ? "" : $"\n  - code: b\n    name: B\n    owner: o\n    status: in-operation\n    has_real_data: true\n    assets: {second}\n    {Level}\n    {Conclusion}\n");
}
