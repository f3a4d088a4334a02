using System.Globalization;
using System.Text;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Gaps;

namespace HaiPhongSoc.Operations.Tests.Register.Gaps;

/// <summary>What systems lack, counted by organisation and level, and listed.</summary>
public sealed class SystemMapTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: city, kind: city, name: Thành phố}
          - {code: health, kind: department, name: Sở Y tế, parent: city}
          - {code: school, kind: department, name: Sở Giáo dục, parent: city}
        systems:
          - {code: whole, name: Đủ, level: {approved: 2, basis: b, decision: d}, owner: school, status: test, has_real_data: false}
          - {code: draft, name: Nháp, level: {proposed: 1, basis: b}, owner: school, status: test, has_real_data: false}
          - {code: none, name: Chưa có cấp độ, owner: school, status: retired, has_real_data: false}
          - {code: grown, name: Lớn lên, level: {approved: 2, proposed: 3, basis: b, decision: d}, owner: health, status: test, has_real_data: false}
          - {code: gated, name: Chưa kết luận, level: {approved: 2, basis: b, decision: d}, owner: health, status: not-concluded, has_real_data: false}
          - {code: drill, name: Chậm việc, level: {approved: 3, basis: b, decision: d}, owner: health, status: test, has_real_data: true}
          - {code: large, name: Thiếu hồ sơ, level: {approved: 4, basis: b, decision: d}, owner: health, status: test, has_real_data: false}
          - {code: hosts, name: Máy trần, level: {approved: 2, basis: b, decision: d}, owner: health, status: test, has_real_data: false, assets: [{realm: ttthdl, host: may-01}, {realm: ttthdl, network: 10.2.0.0/24}]}
          - {code: mute, name: Im lặng, level: {approved: 2, basis: b, decision: d}, owner: health, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: false}
        """;

    private static readonly Actor School = new("o-1", "Sở Giáo dục", [RoleNames.SystemOwner]) { OrganisationCode = "school" };

    private OperationsWorld? _world;

    private OperationsWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        // Only what levels 4 and 5 owe is left of the records, so that each system lacks what it is there for.
        _world = await OperationsWorld.StartAsync(world =>
        {
            var file = Path.Combine(world.CopyRules(), "regulation", "vn-2026.yml");
            var parts = File.ReadAllText(file).Split("system_record:\n");
            var sections = parts[1].Split("  - id: impact\n");
            File.WriteAllText(file, $"{parts[0]}system_record:\n{sections[0].Replace(", required: true", "", StringComparison.Ordinal).Replace("    required: true\n", "", StringComparison.Ordinal)}  - id: impact\n{sections[1]}");
        });
        await ImportAsync(Register);
        await World.WithDatabaseAsync(async database =>
        {
            database.AddRange(Finding(FindingKind.SystemNotInUse, "gated"), Finding(FindingKind.SilentSource, "mute"));
            var closed = Finding(FindingKind.SilentSystem, "whole");
            closed.ClosedAt = World.Now;
            database.Add(closed);
            return await database.SaveChangesAsync();
        });
    }

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task Each_gap_is_seen_on_the_system_that_has_it_and_on_no_other()
    {
        var lacking = (await World.Operations.SendAsync(new ListSystems(World.Other, Lacking: true))).Require().Items.ToDictionary(s => s.Code, s => s.Gaps!.ToList(), StringComparer.Ordinal);
        lacking.Keys.ShouldBe(["draft", "grown", "gated", "drill", "large", "hosts", "mute"], ignoreOrder: true);
        lacking["draft"].ShouldBe([SystemGap.NotApproved]);
        lacking["grown"].ShouldBe([SystemGap.AboveApproval]);
        lacking["gated"].ShouldBe([SystemGap.SpeaksUnconcluded, SystemGap.OpenFindings]);
        lacking["drill"].ShouldBe([SystemGap.OverdueDuties]);
        lacking["large"].ShouldBe([SystemGap.RecordIncomplete]);
        lacking["hosts"].ShouldBe([SystemGap.HostsWithoutAgent]);
        lacking["mute"].ShouldBe([SystemGap.OpenFindings, SystemGap.Silent]);
        (await World.Operations.SendAsync(new ListSystems(World.Other, Level: 2, WithoutRetired: true, Gap: SystemGap.OpenFindings))).Require().Items.Select(s => s.Code).ShouldBe(["gated", "mute"]);
        (await World.Operations.SendAsync(new ListSystems(World.Other, Level: 0))).Require().Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Code.ShouldBe("none"), s => s.Gaps.ShouldBeNull());
    }

    [Fact]
    public async Task The_map_counts_what_the_list_lists_in_every_cell_within_reach()
    {
        var map = (await World.Operations.SendAsync(new GetSystemMap(World.Other))).Require();
        map.Rows.Select(r => (r.Code, r.Sum.Systems, r.Sum.Lacking, r.Sum.Gaps)).ShouldBe([("health", 6, 6, 8), ("school", 2, 1, 1)]);
        foreach (var row in map.Rows.Append(map.Total))
        {
            foreach (var cell in row.Cells.Append(row.Sum))
            {
                var asked = new ListSystems(World.Other, OwnerCode: row.Code.Length == 0 ? null : row.Code, Level: cell.Level, WithoutRetired: true);
                var listed = (await World.Operations.SendAsync(asked)).Require().Items.Count;
                var lacking = (await World.Operations.SendAsync(asked with { Lacking = true })).Require().Items.Count;
                (listed, lacking).ShouldBe((cell.Systems, cell.Lacking), $"{row.Code} {cell.Level}");
            }
        }

        map.Gaps.Select(g => g.Systems).ShouldBe([1, 1, 1, 1, 2, 1, 1, 1]);
        (await World.Operations.SendAsync(new GetSystemMap(World.Other, SystemGap.NotApproved))).Require().Rows.Select(r => (r.Code, r.Sum.Lacking)).ShouldBe([("school", 1), ("health", 0)]);
        var own = (await World.Operations.SendAsync(new GetSystemMap(School))).Require();
        (own.Rows.ShouldHaveSingleItem().Code, own.Total.Sum.Systems, own.Gaps.Sum(g => g.Systems)).ShouldBe(("school", 2, 1));
    }

    [Fact]
    public async Task More_systems_are_no_more_questions()
    {
        var few = await QuestionsAsync();
        var register = new StringBuilder("organisations:\n");
        for (var i = 0; i < 120; i++)
            register.Append(CultureInfo.InvariantCulture, $"  - {{code: o-{i}, kind: unit, name: Đơn vị {i}, parent: city}}\n");
        register.Append("systems:\n");
        for (var i = 0; i < 120; i++)
            register.Append(CultureInfo.InvariantCulture, $"  - {{code: s-{i}, name: Hệ thống {i}, level: {{proposed: {(i % 3) + 1}, basis: b}}, owner: o-{i}, status: test, has_real_data: false, assets: [{{realm: ttthdl, host: s-{i}}}]}}\n");
        await ImportAsync(register.ToString());
        (await QuestionsAsync()).ShouldBe(few);
        few.ShouldBeLessThanOrEqualTo(8);
    }

    private FindingRecord Finding(FindingKind kind, string system) => new() { Kind = kind, CauseKey = $"{kind}|{system}", Subject = system, SystemCode = system, OpenedAt = World.Now };

    private async Task<int> QuestionsAsync()
    {
        World.Queries.Reset();
        (await World.Operations.SendAsync(new GetSystemMap(World.Other))).Require();
        return World.Queries.Count;
    }

    private async Task ImportAsync(string register) =>
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, register, "register.yml"))).Require();
}
