using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Register;

/// <summary>A system from its registration to its end, as its owner and the centre take it through.</summary>
public sealed class SystemTests(SystemTests.SharedWorld shared) : IClassFixture<SystemTests.SharedWorld>
{
    private const string Register = """
        organisations:
          - {code: so-a, name: Sở A}
          - {code: tt-a, name: Trung tâm A, parent: so-a}
          - {code: so-b, name: Sở B}
          - {code: cu, name: Quận cũ, valid_to: 2025-06-30}
        systems:
          - {code: cua-b, name: Của B, level: {proposed: 2, basis: b}, owner: so-b, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    private static readonly Actor Owner = new("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "so-a" };

    private OperationsWorld World => shared.World;

    [Fact]
    public async Task Who_registers_a_system_is_led_from_step_to_step_until_it_may_be_in_use()
    {
        var assessor = await World.AddAsync("tham-dinh", RoleNames.Assessor);
        var second = await World.AddAsync("quan-tri-2", RoleNames.Administrator);
        var added = (await World.Operations.SendAsync(new AddSystem(Owner, "cong", "  Cổng A ", "so-a", "tt-a", HasRealData: true))).Require();
        (await StepsAsync("cong")).ShouldBe([SystemStep.DetermineLevel, SystemStep.FillRecord, SystemStep.AddAssets, SystemStep.NameContact, SystemStep.ApproveLevel, SystemStep.Conclude]);
        (await SystemAsync("cong")).Row.MayBeInUse.ShouldBeFalse();
        World.Systems.Current.System("cong").ShouldNotBeNull().MayBeInUse.ShouldBeFalse();

        // Not by those who run it, and not without a level.
        (await World.Operations.SendAsync(new ChangeSystemStatus(Owner, "cong", added.Version, SystemStatus.InOperation, "BB 1", new DateOnly(2026, 11, 1), null))).Fault!.Code.ShouldBe("system.conclusion");
        (await World.Operations.SendAsync(new ChangeSystemStatus(assessor, "cong", added.Version, SystemStatus.InOperation, "BB 1", new DateOnly(2026, 11, 1), null))).Fault!.Code.ShouldBe("system.no-level");

        var determined = (await World.Operations.SendAsync(new DetermineLevel(Owner, "cong", added.Version, PersonalOf(20_000), null, null))).Require();
        (await StepsAsync("cong"))[0].ShouldBe(SystemStep.FillRecord);
        var level = (await SystemAsync("cong")).Row.Level;
        level.ShouldBeGreaterThan(1);

        var decide = new DecideLevel(assessor, "cong", determined.Version, level, "QĐ 12/QĐ-SA", new DateOnly(2026, 11, 20), "xem tại trục văn bản");
        (await World.Operations.SendAsync(decide)).Fault!.Code.ShouldBe("approval.needed");
        (await World.Operations.SendAsync(new RequestApproval(assessor, decide with { DecidedOn = new DateOnly(2026, 11, 25) }))).Fault!.Code.ShouldBe("level.decided-on");
        var asked = (await World.Operations.SendAsync(new RequestApproval(assessor, decide))).Require();
        var seen = (await World.Operations.SendAsync(new ListApprovals(second))).Require().Open.Single(a => a.Id == asked.Id);
        seen.What.Vi.ShouldContain(". Lưu ý: Quy chế bảo đảm an ninh mạng của Trung tâm A chưa được ghi nhận. Căn cứ: Nghị định 331/2026/NĐ-CP, Điều 30 khoản 7");
        (await World.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).IsSuccess.ShouldBeTrue();
        (await StepsAsync("cong")).ShouldNotContain(SystemStep.ApproveLevel);

        var approved = await SystemAsync("cong");
        (approved.ApprovedLevel, approved.LevelDecision, approved.Proof.DecidedOn).ShouldBe((level, "QĐ 12/QĐ-SA", new DateOnly(2026, 11, 20)));
        (await World.Operations.SendAsync(new ChangeSystemStatus(assessor, "cong", approved.Version, SystemStatus.InOperation, "BB 1", new DateOnly(2026, 11, 25), null))).Fault!.Members[0].Name.ShouldBe("ConcludedOn");
        (await World.Operations.SendAsync(new ChangeSystemStatus(assessor, "cong", approved.Version, SystemStatus.InOperation, "BB 1", new DateOnly(2026, 11, 24), null))).Require();
        (await SystemAsync("cong")).Row.MayBeInUse.ShouldBeTrue();
        World.Systems.Current.System("cong").ShouldNotBeNull().MayBeInUse.ShouldBeTrue();

        // Its owner may stop it at any time; the conclusion is gone only where it is withdrawn.
        var used = await SystemAsync("cong");
        used.Proof.Conclusion.ShouldBe("BB 1");
        var withdrawn = (await World.Operations.SendAsync(new ChangeSystemStatus(Owner, "cong", used.Version, SystemStatus.NotConcludedSecure, null, null, "nâng cấp lớn"))).Require();
        (await SystemAsync("cong")).Proof.Conclusion.ShouldBeNull();
        (await World.Operations.SendAsync(new ChangeSystemStatus(Owner, "cong", withdrawn.Version, SystemStatus.NotConcludedSecure, null, null, "lần nữa"))).Fault!.Code.ShouldBe("system.status");
        (await SystemAsync("cong")).History.Select(h => h.What.Vi).Take(2).ShouldBe(
            ["chưa kết luận bảo đảm an toàn — nâng cấp lớn", "đưa vào vận hành: kết luận đủ điều kiện BB 1 ngày 24/11/2026"]);
    }

    [Fact]
    public async Task A_lower_proposal_needs_a_justification_and_lowers_nothing_and_after_the_approval_a_draft_changes_nothing()
    {
        var version = await AddAsync("thap");
        (await World.Operations.SendAsync(new DetermineLevel(Owner, "thap", version, Answers("purpose=internal", "information=personal"), null, null))).Fault!.Code.ShouldBe("level.open");
        (await World.Operations.SendAsync(new DetermineLevel(Owner, "thap", version, PersonalOf(20_000), 1, " "))).Fault!.Members[0].Name.ShouldBe("Justification");
        version = (await World.Operations.SendAsync(new DetermineLevel(Owner, "thap", version, PersonalOf(20_000), 1, "chỉ dùng trong phòng"))).Require().Version;
        var system = await SystemAsync("thap");
        (system.ProposedLevel, system.Row.Level, system.Proof.Justification).ShouldBe((1, system.ComputedLevel!.Value, "chỉ dùng trong phòng"));
        system.Proof.Answers["information"].ShouldBe(["personal"]);
        system.Proof.Answers["basic-data-subjects"].ShouldBe(["20000"]);
        system.LevelBasis.ShouldNotBeNullOrEmpty();

        // Approved: what is determined from then on counts for nothing until it is decided.
        await World.WithDatabaseAsync(database => database.Systems.Where(s => s.Code == "thap").ExecuteUpdateAsync(s => s.SetProperty(x => x.ApprovedLevel, 4)));
        (await World.Operations.SendAsync(new DetermineLevel(Owner, "thap", version, Answers("purpose=internal", "information=public", "national-data=no", "harm=none", "decided=none"), null, null))).Require();
        (await SystemAsync("thap")).Row.Level.ShouldBe(4);
        World.Systems.Current.System("thap")!.Level.ShouldBe(4);
    }

    [Fact]
    public async Task A_determined_level_is_detections_at_once_and_owes_its_duties_with_the_clocks_next_turn_and_the_chain_says_why()
    {
        var version = await AddAsync("nhanh");
        await World.WithDatabaseAsync(database => database.Systems.Where(s => s.Code == "nhanh").ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, SystemStatus.InOperation)));
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        var owed = (await SystemAsync("nhanh")).Duties.Count;

        (await World.Operations.SendAsync(new DetermineLevel(Owner, "nhanh", version, PersonalOf(20_000), 4, null))).Require();

        World.Systems.Current.System("nhanh")!.Level.ShouldBe(4);
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        (await SystemAsync("nhanh")).Duties.Count.ShouldBeGreaterThan(owed);
        var entry = await World.WithDatabaseAsync(database => database.AuditEntries.Where(e => e.Action == "level.determine" && e.Subjects.Contains("system:nhanh")).SingleAsync());
        entry.After.ShouldContain("basic-data-subjects");
    }

    [Fact]
    public async Task Nobody_registers_for_another_organisation_or_under_a_code_that_is_taken()
    {
        async Task<Fault> RefusedAsync(AddSystem command) => (await World.Operations.SendAsync(command)).Fault!;

        (await RefusedAsync(new AddSystem(Owner, "x-1", "X", "so-b", null, false))).Members[0].Name.ShouldBe("OwnerCode");
        (await RefusedAsync(new AddSystem(World.Other, "x-1", "X", "cu", null, false))).Members[0].Name.ShouldBe("OwnerCode");
        (await RefusedAsync(new AddSystem(Owner, "x-1", "X", "so-a", "khong-co", false))).Members[0].Name.ShouldBe("OperatorCode");
        (await RefusedAsync(new AddSystem(Owner, "cua-b", "X", "so-a", null, false))).Members[0].Name.ShouldBe("Code");
        (await RefusedAsync(new AddSystem(Owner, "Hoa", "X", "so-a", null, false))).Members[0].Name.ShouldBe("Code");
        (await RefusedAsync(new AddSystem(Owner, "x-1", " ", "so-a", null, false))).Members[0].Name.ShouldBe("Name");
        (await RefusedAsync(new AddSystem(World.Analyst, "x-1", "X", "so-a", null, false))).Kind.ShouldBe(FaultKind.Forbidden);

        // Another organisation may run it.
        (await World.Operations.SendAsync(new AddSystem(Owner, "thue", "Thuê", "so-a", "so-b", false))).Require();
        (await World.Operations.SendAsync(new GetSystem(Owner, "thue"))).Require().Row.OperatorName.ShouldBe("Sở B");
        (await World.Operations.SendAsync(new EditSystem(Owner, "cua-b", 1, "Của A", "so-a", null, true, null))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
        (await World.Operations.SendAsync(new GetOrganisationChoices(Owner))).Require().Owners.Select(o => o.Code).ShouldBe(["so-a", "tt-a"]);
    }

    [Fact]
    public async Task Editing_says_what_changed_counts_once_and_two_at_one_time_do_not_undo_each_other()
    {
        var version = await AddAsync("sua");
        var edited = (await World.Operations.SendAsync(new EditSystem(Owner, "sua", version, "Tên mới", "so-a", "tt-a", false, new SystemContact("Nguyễn Văn A", "0225", " ")))).Require();
        var system = await SystemAsync("sua");
        (system.Row.Name, system.OperatorCode, system.Row.HasRealData, system.Contact).ShouldBe(("Tên mới", "tt-a", false, new SystemContact("Nguyễn Văn A", "0225", null)));
        system.History[0].What.Vi.ShouldBe("sửa: tên «sua» → «Tên mới»; đơn vị vận hành — → tt-a; không có dữ liệu thật");
        (await World.Operations.SendAsync(new EditSystem(World.Other, "sua", version, "Cũ", "so-a", null, true, null))).Fault!.Code.ShouldBe("record.changed");

        var same = (await World.Operations.SendAsync(new EditSystem(Owner, "sua", edited.Version, "Tên mới", "so-a", "tt-a", false, new SystemContact("Nguyễn Văn A", "0225", null)))).Require();
        same.Version.ShouldBe(edited.Version);
        (await World.Operations.SendAsync(new EditSystem(Owner, "sua", edited.Version, "Tên mới", "so-a", "tt-a", false, new SystemContact(" ", "0225", null)))).Fault!.Members[0].Name.ShouldBe("Contact.Name");
    }

    private static Dictionary<string, IReadOnlyList<string>> PersonalOf(int people) =>
        Answers("purpose=online-service,administrative-procedures", "information=personal", $"basic-data-subjects={people}", "sensitive-data-subjects=0", "conditional-business=no", "national-e-government=no", "national-data=no", "harm=none", "decided=none");

    private static Dictionary<string, IReadOnlyList<string>> Answers(params string[] answers) =>
        answers.Select(a => a.Split('=')).ToDictionary(a => a[0], a => (IReadOnlyList<string>)a[1].Split(','), StringComparer.Ordinal);

    private async Task<long> AddAsync(string code) => (await World.Operations.SendAsync(new AddSystem(Owner, code, code, "so-a", null, HasRealData: true))).Require().Version;

    private async Task<SystemDetail> SystemAsync(string code) => (await World.Operations.SendAsync(new GetSystem(Actor.Program, code))).Require();

    private async Task<IReadOnlyList<SystemStep>> StepsAsync(string code) => (await SystemAsync(code)).Steps;

    public sealed class SharedWorld() : RegisteredWorld(Register);
}
