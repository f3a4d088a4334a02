using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Register.Sheets;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Register;

public sealed class SystemRecordTests(SystemRecordTests.SharedWorld shared) : IClassFixture<SystemRecordTests.SharedWorld>
{
    private const string Register = """
        organisations:
          - {code: so-a, name: Sở A}
          - {code: tt, name: Trung tâm Công nghệ, former_names: [{name: Phòng Tin học, until: 2020-12-31}]}
          - {code: cu, name: Trung tâm Dữ liệu, valid_to: 2025-06-30, successor: tt}
          - {code: so-b, name: Sở B}
        systems:
          - {code: a, name: Hệ A, owner: so-a, operator: tt, status: test, has_real_data: true}
          - {code: l4, name: Hệ L4, level: {approved: 4, basis: b, decision: QĐ 1}, owner: so-a, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
          - {code: r, name: Hệ R, owner: so-a, operator: tt, status: test, has_real_data: true}
          - {code: h, name: Hệ H, owner: so-a, operator: tt, status: test, has_real_data: true}
        """;

    private static readonly Actor Owner = new("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "so-a" };
    private static readonly Actor Stranger = new("o-2", "Người khác", [RoleNames.SystemOwner]) { OrganisationCode = "so-b" };

    private OperationsWorld World => shared.World;

    [Fact]
    public async Task A_record_is_filled_little_by_little_and_says_what_is_missing()
    {
        var empty = await RecordAsync("a");
        Section(empty, "scope").Missing.ShouldBe(["purpose", "scope", "served", "address"]);
        Section(empty, "devices").Missing.ShouldBe(["name"]);
        Section(empty, "suppliers").Missing.ShouldBeEmpty();
        empty.Sections.ShouldNotContain(s => s.Id == "impact");
        (await RecordAsync("l4")).Sections.Single(s => s.Id == "impact").Missing.Count.ShouldBe(4);

        await SaveAsync("a", "scope", 0, Row("purpose=Quản lý văn bản", "served=internal|agencies", "users=350"));
        await SaveAsync("a", "devices", 0, Row("name=Máy chủ web", "place=Phòng máy A", "purpose=chạy web", "count=2"), Row(), Row("name=Tường lửa"));

        var filled = await RecordAsync("a");
        Section(filled, "scope").Missing.ShouldBe(["scope", "address"]);
        Section(filled, "scope").Rows[0]["served"].ShouldBe(["internal", "agencies"]);
        Section(filled, "devices").Rows.Count.ShouldBe(2);
        Section(filled, "devices").Missing.ShouldBe(["place", "purpose"]);
        (filled.Missing, (await World.Operations.SendAsync(new GetSystem(Owner, "a"))).Require().MissingFields).ShouldBe((empty.Missing - 1, empty.Missing - 1));
    }

    [Theory]
    [InlineData("scope", "users=ba trăm", "users", "ghi một số nguyên không âm, không dấu chấm")]
    [InlineData("scope", "users=-3", "users", "ghi một số nguyên không âm, không dấu chấm")]
    [InlineData("scope", "in-use-since=2026-02-30", "in-use-since", "ghi một ngày có thật")]
    [InlineData("scope", "served=aliens", "served", "chọn trong danh sách")]
    [InlineData("zones", "zone=mars", "zone[0]", "chọn trong danh sách")]
    [InlineData("zones", "note=a\u0000b", "note[0]", "có ký tự điều khiển: xóa đi")]
    [InlineData("zones", "note=a\nb", "note[0]", "ghi trên một dòng")]
    public async Task What_cannot_be_is_refused_at_its_field_and_nothing_is_kept(string section, string value, string member, string why)
    {
        var before = Section(await RecordAsync("r"), section);

        var fault = (await World.Operations.SendAsync(new SaveSystemSection(Owner, "r", section, before.Version, [Row(value)]))).Fault!;

        fault.Members.Select(m => (m.Name, m.Message.Vi)).ShouldBe([(member, why)]);
        Section(await RecordAsync("r"), section).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task An_assessor_who_runs_or_monitors_the_system_is_refused_also_when_the_operator_changes_later()
    {
        async Task<FaultyMember> RefusedAsync(params string[] fields) =>
            (await World.Operations.SendAsync(new SaveSystemSection(Owner, "r", "four-layers", 0, [Row(fields)]))).Fault!.Members.ShouldHaveSingleItem();

        (await RefusedAsync("assessor=trung tâm  CÔNG NGHỆ ".Replace("  ", " ", StringComparison.Ordinal))).Message.Vi.ShouldBe(
            "«Lớp 3: tổ chức, doanh nghiệp độc lập kiểm tra, đánh giá định kỳ» không được trùng với «đơn vị vận hành»");
        foreach (var called in new[] { "tt", "TT Công nghệ", "Phòng tin học", "TT Dữ liệu", "cu" })
            (await RefusedAsync($"assessor={called}")).Name.ShouldBe("assessor", called);
        (await RefusedAsync("monitoring=Công ty M", "assessor=CÔNG TY M")).Message.Vi.ShouldContain("Lớp 2");

        await SaveAsync("r", "four-layers", 0, Row("monitoring=Công ty M", "assessor=Sở B"));
        var system = (await World.Operations.SendAsync(new GetSystem(Owner, "r"))).Require();
        var moved = await World.Operations.SendAsync(new EditSystem(World.Other, "r", system.Version, system.Row.Name, "so-a", "so-b", true, null));
        (moved.Fault!.Code, moved.Fault.Members[0].Name).ShouldBe(("record.roles", "OperatorCode"));
    }

    [Fact]
    public async Task Two_people_fill_two_sections_at_once_and_in_one_section_the_second_is_told()
    {
        var lead = World.Other;
        await SaveAsync("h", "scope", 0, Row("purpose=một"));
        (await World.Operations.SendAsync(new SaveSystemSection(lead, "h", "zones", 0, [Row("zone=dmz", "private=10.0.0.0/24")]))).Require();

        (await World.Operations.SendAsync(new SaveSystemSection(lead, "h", "scope", 0, [Row("purpose=hai")]))).Fault!.Code.ShouldBe("record.changed");
        (await World.Operations.SendAsync(new SaveSystemSection(lead, "h", "scope", 1, [Row("purpose=hai")]))).Require();
        Section(await RecordAsync("h"), "scope").Rows[0].Text("purpose").ShouldBe("hai");
        (await World.Operations.SendAsync(new SaveSystemSection(Stranger, "h", "scope", 2, [Row("purpose=ba")]))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
        (await World.Operations.SendAsync(new GetSystemRecord(Stranger, "h"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);

        // One piece of work is one line of the history; the chain has every change.
        await SaveAsync("h", "scope", 2, Row("purpose=bốn"));
        await SaveAsync("h", "scope", 3, Row("purpose=năm"));
        var told = (await World.Operations.SendAsync(new GetSystem(Owner, "h"))).Require().History.Where(h => h.What.Vi == "sửa hồ sơ: Phạm vi, quy mô, đối tượng phục vụ").Select(h => h.ActorName);
        told.ShouldBe([Owner.Name, lead.Name, Owner.Name]);
        (await World.WithDatabaseAsync(database => database.AuditEntries.CountAsync(e => e.Action == "system-section.save" && e.Subjects.Contains("system:h")))).ShouldBe(5);
    }

    [Theory]
    [InlineData(RegisterFormat.Yaml)]
    [InlineData(RegisterFormat.Json)]
    public async Task All_that_is_recorded_goes_through_the_file_into_another_register_and_comes_out_the_same(RegisterFormat format)
    {
        await using var one = await OperationsWorld.StartAsync();
        (await one.Operations.SendAsync(new ImportRegister(one.Administrator, Register, "r.yml"))).Require();
        (await one.Operations.SendAsync(new DetermineLevel(Owner, "a", 1, Row("purpose=internal", "information=public|private", "national-data=no", "harm=none", "decided=none"), 1, "chỉ một phòng: \"nội bộ\""))).Require();
        (await one.Operations.SendAsync(new SaveSystemSection(Owner, "a", "scope", 0, [Row("purpose=dòng một\n- dòng: hai", "served=internal|citizens", "users=350", "in-use-since=2020-01-31", "address=null")]))).Require();
        (await one.Operations.SendAsync(new SaveSystemSection(Owner, "a", "zones", 0, [Row("zone=dmz", "private=10.0.0.0/24"), Row("zone=server", "private=10.0.1.0/24")]))).Require();
        await one.WithDatabaseAsync(database => database.Systems.Where(s => s.Code == "h").ExecuteUpdateAsync(s => s
            .SetProperty(x => x.Conclusion, "BB 7").SetProperty(x => x.ConcludedOn, new DateOnly(2026, 11, 2)).SetProperty(x => x.LevelDecidedOn, new DateOnly(2026, 10, 2))
            .SetProperty(x => x.ApprovedLevel, 3).SetProperty(x => x.LevelDecision, "QĐ 7").SetProperty(x => x.LevelBasis, "b")));
        var text = await ExportAsync(one, format);

        await using var other = await OperationsWorld.StartAsync();
        (await other.Operations.SendAsync(new ImportRegister(other.Administrator, text, "x.yml"))).Require().SystemsAdded.ShouldBe(4);
        (await ExportAsync(other, format)).ShouldBe(text);
        var again = (await other.Operations.SendAsync(new ImportRegister(other.Administrator, text, "x.yml"))).Require();
        (again.SystemsChanged, again.SystemsUnchanged).ShouldBe((0, 4));
        text.ShouldContain("- dòng: hai");
        var system = (await other.Operations.SendAsync(new GetSystem(Actor.Program, "h"))).Require();
        (system.Proof.Conclusion, system.Proof.ConcludedOn, system.Proof.DecidedOn).ShouldBe(("BB 7", new DateOnly(2026, 11, 2), new DateOnly(2026, 10, 2)));
    }

    [Theory]
    [InlineData("record: {other: {a: b}}", "record.other is no section: write one of scope, data,")]
    [InlineData("record: {scope: {colour: red}}", "record.scope has no field \"colour\": write one of purpose,")]
    [InlineData("record: {scope: {users: many}}", "record.scope users: write a whole number")]
    [InlineData("record: {four-layers: {assessor: Sở A}}", "record.four-layers assessor: “Layer 3")]
    public async Task A_faulty_record_in_a_file_is_told_with_its_place_and_nothing_is_taken_over(string record, string why)
    {
        var file = $"systems:\n  - {{code: xau, name: Xấu, owner: so-a, status: test, has_real_data: true, {record}}}";
        var fault = (await World.Operations.SendAsync(new ImportRegister(World.Administrator, file, "f.yml"))).Fault!;
        fault.Message.En.ShouldStartWith("f.yml:2:");
        fault.Message.En.ShouldContain(why);
    }

    private static async Task<string> ExportAsync(OperationsWorld world, RegisterFormat format) =>
        System.Text.Encoding.UTF8.GetString((await world.Operations.SendAsync(new ExportRegister(world.Other, format))).Require().Content.Span);

    private static Dictionary<string, IReadOnlyList<string>> Row(params string[] fields) =>
        fields.Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => (IReadOnlyList<string>)f[1].Split('|'), StringComparer.Ordinal);

    private static RecordSectionView Section(SystemRecordView record, string id) => record.Sections.Single(s => s.Id == id);

    private async Task SaveAsync(string system, string section, long version, params IReadOnlyDictionary<string, IReadOnlyList<string>>[] rows) =>
        (await World.Operations.SendAsync(new SaveSystemSection(Owner, system, section, version, rows))).Require();

    private async Task<SystemRecordView> RecordAsync(string system) => (await World.Operations.SendAsync(new GetSystemRecord(Owner, system))).Require();

    public sealed class SharedWorld() : RegisteredWorld(Register);
}
