using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Tests.Regulation;

public sealed class CompareProfileTests
{
    private const string Register = """
        organisations:
          - {code: so-a, name: Sở A}
          - {code: so-b, name: Sở B}
        systems:
          - {code: hai, name: Hệ hai, level: {answers: {purpose: internal, information: private}}, owner: so-a, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
          - {code: ba, name: Hệ ba, level: {approved: 3, basis: b, decision: QĐ 1}, owner: so-b, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
          - {code: bon, name: Hệ bốn, level: {approved: 4, basis: b, decision: QĐ 2}, owner: so-b, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    [Fact]
    public async Task What_another_profile_changes_is_told_for_each_system_and_organisation_and_nothing_is_changed()
    {
        await using var world = await OperationsWorld.StartAsync(w => Write(w.CopyRules(), "moi", text => text
            .Replace("    levels: [3]\n    every_months: 6\n    basis: \"TCVN 14423:2026, 5.13.2.5\"", "    levels: [3]\n    every_months: 12\n    basis: \"TCVN 14423:2026, 5.13.2.5\"", StringComparison.Ordinal)
            .Replace("    levels: [4]\n    months: 6\n", "    levels: [4]\n    months: 24\n", StringComparison.Ordinal)
            .Replace("  - id: internal-private\n    level: 2\n", "  - id: internal-private\n    level: 3\n", StringComparison.Ordinal)
            .Replace("{id: support-ends, kind: date,", "{id: support-ends, kind: date, required: true,", StringComparison.Ordinal)));
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, Register, "r.yml"))).Require();
        var before = (await world.Operations.SendAsync(new GetSystem(Actor.Program, "ba"))).Require();

        (await CompareAsync(world, world.Other, null)).Profiles.ShouldBe(["moi", "vn-2023-plan40"]);
        var compared = await CompareAsync(world, world.Other, "moi");

        compared.Rows.Select(r => (r.Row.Part, r.Row.Id, r.Kind)).ShouldBe(
        [
            ("level_criteria", "internal-private", RegulationChangeKind.Added),
            ("level_criteria", "internal-private", RegulationChangeKind.Removed),
            ("periodic_activities", "threshold-tuning", RegulationChangeKind.Changed),
            ("log_retention", "security-logs", RegulationChangeKind.Changed),
            ("system_record", "devices", RegulationChangeKind.Changed),
        ], ignoreOrder: true);
        compared.Systems.Select(s => s.Code).ShouldBe(["ba", "bon", "hai"], ignoreOrder: true);
        var (two, three, four) = (compared.Systems.Single(s => s.Code == "hai"), compared.Systems.Single(s => s.Code == "ba"), compared.Systems.Single(s => s.Code == "bon"));
        (two.Level, two.ComputedNow, two.ComputedThen, two.Duties.Count).ShouldBe((2, 2, 3, 0));
        var tuning = three.Duties.ShouldHaveSingleItem();
        (tuning.Kind, tuning.DaysNow.Count, tuning.DaysThen.Count).ShouldBe((RegulationChangeKind.Changed, 2, 1));
        (four.MonthsNow, four.MonthsThen, four.Duties.Count).ShouldBe((12, 24, 0));
        compared.Others.ShouldBeEmpty();
        (await world.Operations.SendAsync(new GetSystem(Actor.Program, "ba"))).Require().Duties.ShouldBe(before.Duties);
    }

    [Fact]
    public async Task An_owner_sees_what_changes_for_the_own_systems_and_organisation_only()
    {
        await using var world = await OperationsWorld.StartAsync();
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, Register, "r.yml"))).Require();
        var owner = new Actor("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "so-b" };

        var compared = await CompareAsync(world, owner, "vn-2023-plan40");

        compared.Systems.Select(s => s.Code).ShouldBe(["ba", "bon"]);
        compared.Others.Select(o => o.Code).ShouldBe(["so-b"]);
        (await CompareAsync(world, world.Other, "vn-2023-plan40")).Others.Select(o => o.Code).ShouldBe([null, "so-a", "so-b"]);
    }

    [Fact]
    public async Task A_profile_that_is_broken_while_the_program_runs_is_refused_with_its_place_and_the_running_one_stays()
    {
        var rules = "";
        await using var world = await OperationsWorld.StartAsync(w => rules = w.CopyRules());
        var running = (await world.Operations.SendAsync(new GetRegulation(world.Other))).Require();
        Write(rules, "vn-2026", text => text.Replace("    confidence: verified\n", "", StringComparison.Ordinal));
        Write(rules, "vn-2023-plan40", text => text.Replace("profile: ", "profil: ", StringComparison.Ordinal));

        (await world.Operations.SendAsync(new GetRegulation(world.Other))).Require().Rows.Select(r => (r.Part, r.Id, r.Basis)).ShouldBe(running.Rows.Select(r => (r.Part, r.Id, r.Basis)));
        var refused = (await world.Operations.SendAsync(new CompareProfile(world.Other, "vn-2023-plan40"))).Fault!;
        (refused.Code, refused.Message.En.Contains("vn-2023-plan40.yml:", StringComparison.Ordinal)).ShouldBe(("regulation.faults", true), refused.Message.En);
        (await world.Operations.SendAsync(new CompareProfile(world.Other, "../severity"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new CompareProfile(world.Other, "vn-working-days"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);

        // The next start refuses it, and says where.
        var start = await Should.ThrowAsync<OperationsConfigurationException>(world.RestartAsync);
        start.Message.ShouldContain("vn-2026.yml:");
    }

    private static async Task<ProfileComparison> CompareAsync(OperationsWorld world, Actor actor, string? profile) =>
        (await world.Operations.SendAsync(new CompareProfile(actor, profile))).Require();

    // Written anew from the shipped one; every edit must find its place.
    private static void Write(string rules, string name, Func<string, string> edit)
    {
        var source = Path.Combine(rules, "regulation", name + ".yml");
        var shipped = File.ReadAllText(File.Exists(source) ? source : Path.Combine(rules, "regulation", "vn-2026.yml"));
        var edited = edit(shipped);
        edited.ShouldNotBe(shipped, StringComparer.Ordinal);
        File.WriteAllText(source, edited);
    }
}
