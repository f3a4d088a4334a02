using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>Records of systems from a workbook: seen first, done in one piece or not at all, no more than by hand, and what was exported is what comes back.</summary>
public sealed class RecordImportTests(RecordImportTests.SharedWorld shared) : IClassFixture<RecordImportTests.SharedWorld>
{
    private const string Register = """
        organisations:
          - {code: so-a, name: Sở A}
          - {code: so-b, name: Sở B}
        systems:
          - {code: a, name: Hệ A, owner: so-a, status: test, has_real_data: true, record: {suppliers: [{name: Công ty N, service: bảo trì, duties: "một\nhai", ends: 2027-01-31, contact: Lan}, {name: "=Công ty M", service: thuê}], zones: {zone: dmz, private: 10.0.0.0/24}}}
          - {code: l4, name: Hệ L4, level: {approved: 4, basis: b, decision: QĐ 1}, owner: so-a, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, record: {impact: {threats: mạng}, scope: {served: [citizens, internal], users: 350, in-use-since: 2020-01-31}}}
          - {code: t, name: Hệ T, owner: so-a, status: test, has_real_data: true}
          - {code: u, name: Hệ U, owner: so-a, status: test, has_real_data: true}
          - {code: v, name: Hệ V, owner: so-a, status: test, has_real_data: true}
          - {code: w, name: Hệ W, owner: so-a, status: test, has_real_data: true}
          - {code: b, name: Hệ B, owner: so-b, status: test, has_real_data: true, record: {zones: {zone: dmz, private: 10.9.9.0/24}}}
        """;

    private static readonly Actor Owner = new("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "so-a" };

    private OperationsWorld World => shared.World;

    [Fact]
    public async Task One_bad_row_in_the_third_sheet_leaves_all_of_it_unimported_and_mended_it_comes_in_whole()
    {
        var bad = Workbook(
            Sheet("scope", ["t", "Đặt lịch", "một sở", "Người dân; internal", "350", "Số 1", "31/01/2020"], ["u", "Tra cứu", "", "", "", "", ""]),
            Sheet("zones", ["t", "Vùng DMZ", "10.1.0.0/24", "", ""], ["t", "server", "10.1.1.0/24", "", ""]),
            Sheet("devices", ["t", "Máy chủ", "P1", "web", "hai", ""]));
        var seen = await PreviewAsync(bad);
        seen.Faults.Select(f => (f.Sheet, f.Line, f.Place, f.Why.Vi)).ShouldBe([("Danh mục thiết bị", 2L, "E", "ghi một số nguyên không âm, không dấu chấm")]);
        var before = await StateAsync();

        var refused = (await World.Operations.SendAsync(new ImportRecords(Owner, bad, "t.xlsx", seen.Seen))).Fault!;
        (refused.Code, refused.Message.Vi).ShouldBe(("import.faults", "body:2:5: «Danh mục thiết bị» count: ghi một số nguyên không âm, không dấu chấm"));
        (await StateAsync()).ShouldBe(before);

        var good = Workbook(
            Sheet("scope", ["t", "Đặt lịch", "một sở", "Người dân; internal", "350", "Số 1", "31/01/2020"], ["u", "Tra cứu", "", "", "", "", ""]),
            Sheet("zones", ["t", "Vùng DMZ", "10.1.0.0/24", "", ""], ["t", "server", "10.1.1.0/24", "", ""]),
            Sheet("devices", ["t", "Máy chủ", "P1", "web", "2", ""]));
        seen = await PreviewAsync(good);
        (seen.Rows, seen.Systems, seen.Sections, seen.Added, seen.Removed).ShouldBe((5, 2, 4, 5, 0));
        (await World.Operations.SendAsync(new ImportRecords(Owner, good, "hồ sơ.xlsx", seen.Seen))).Require().ShouldBe(new RecordsImported(2, 4, 0));

        var record = (await World.Operations.SendAsync(new GetSystemRecord(Owner, "t"))).Require();
        var scope = record.Sections.Single(s => s.Id == "scope");
        (string.Join('|', scope.Rows[0]["served"]), scope.Rows[0].Text("in-use-since"), scope.Version, scope.ChangedBy).ShouldBe(("citizens|internal", "2020-01-31", 1, Owner.Name));
        record.Sections.Single(s => s.Id == "zones").Rows.Select(r => r.Text("zone")).ShouldBe(["dmz", "server"]);
        (await World.Operations.SendAsync(new GetSystem(Owner, "t"))).Require().History[0].What.Vi
            .ShouldBe("nhập hồ sơ từ tệp «hồ sơ.xlsx»: Phạm vi, quy mô, đối tượng phục vụ; Quy hoạch vùng mạng; Danh mục thiết bị");
        var entry = await World.WithDatabaseAsync(database => database.AuditEntries.OrderBy(e => e.Id).LastAsync(e => e.Action == "records.import"));
        (entry.ActorName, entry.Subjects.Contains("system:t", StringComparison.Ordinal), entry.Subjects.Contains("system:u", StringComparison.Ordinal), entry.After!.Contains("10.1.1.0/24", StringComparison.Ordinal)).ShouldBe((Owner.Name, true, true, true));

        // The same again changes nothing.
        (await World.Operations.SendAsync(new ImportRecords(Owner, good, "t.xlsx"))).Require().ShouldBe(new RecordsImported(0, 0, 4));
        (await World.Operations.SendAsync(new GetSystemRecord(Owner, "t"))).Require().Sections.Single(s => s.Id == "scope").Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_recorded_comes_back_unchanged_and_holds_no_more_than_its_reader_may_see()
    {
        foreach (var (actor, sees) in new[] { (Owner, false), (World.Other, true) })
        {
            var file = (await World.Operations.SendAsync(new ExportRecords(actor))).Require().Content;
            var seen = await PreviewAsync(file, actor);
            (seen.Sections, seen.Faults.Count, seen.Unchanged >= 4).ShouldBe((0, 0, true));
            SheetReader.Read(file.ToArray(), Sheets.Single(s => s.Section.Id == "zones").Name).Require().Rows.Any(r => r[0].Text == "b").ShouldBe(sees);
            SheetReader.Read(file.ToArray(), "Hệ thống").Require().Rows.Any(r => r[0].Text == "b").ShouldBe(sees);
        }

        var table = System.Text.Encoding.UTF8.GetString((await World.Operations.SendAsync(new ExportRecords(Owner, "suppliers"))).Require().Content.Span);
        table.ShouldContain("a,'=Công ty M,thuê,");
        (await PreviewAsync(System.Text.Encoding.UTF8.GetBytes(table.Replace("thuê", "cho thuê", StringComparison.Ordinal)))).Changes.ShouldHaveSingleItem().Cells.Select(c => (c.From, c.To)).ShouldBe([("thuê", "cho thuê")]);
        (await World.Operations.SendAsync(new ExportRecords(Owner, "none"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
    }

    [Fact]
    public async Task Two_people_at_once_and_somebody_elses_systems()
    {
        var file = Workbook(Sheet("data", ["u", "Dữ liệu cá nhân cơ bản", "họ tên", "1200", ""]));
        var seen = await PreviewAsync(file);
        (await World.Operations.SendAsync(new SaveSystemSection(World.Other, "u", "data", 0, [new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["what"] = ["của người khác"] }]))).Require();

        var refused = (await World.Operations.SendAsync(new ImportRecords(Owner, file, "t.xlsx", seen.Seen))).Fault!;
        (refused.Kind, refused.Code).ShouldBe((FaultKind.Conflict, "import.changed"));
        (await PreviewAsync(file)).Changes.Select(c => c.Step).ShouldBe([RecordImportStep.Add, RecordImportStep.Remove]);

        var others = Workbook(Sheet("zones", ["b", "dmz", "10.0.0.0/24", "", ""]));
        (await PreviewAsync(others)).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("không có hệ thống «b» trong phạm vi của bạn");
        (await World.Operations.SendAsync(new ImportRecords(Owner, others, "t.xlsx"))).Fault!.Code.ShouldBe("import.faults");
        (await World.Operations.SendAsync(new PreviewRecordImport(World.Administrator, others))).Fault!.Code.ShouldBe("access.forbidden");
    }

    [Fact]
    public async Task A_row_of_answers_determines_a_level_as_by_hand_and_approves_nothing()
    {
        // Questions that nobody answered, a lower proposal without a reason, no row at all: as by hand.
        (await PreviewAsync(Answers(Row("v", ("purpose", "internal"))))).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("còn câu chưa trả lời có thể nâng cấp độ: ");
        (string, string)[] full = [("purpose", "Phục vụ hoạt động nội bộ của cơ quan"), ("information", "public; private"), ("national-data", "no"), ("harm", "none"), ("decided", "none")];
        var low = (await PreviewAsync(Answers(Row("v", [.. full, ("level_proposed", "1")])))).Faults.ShouldHaveSingleItem();
        (low.Column.En, low.Why.Vi).ShouldBe(("level_justification", "đề xuất thấp hơn cấp độ 2 theo tiêu chí: phải giải trình, người thẩm định sẽ đọc"));
        (await PreviewAsync(Answers(Row("v", [.. full, ("level_proposed", "1"), ("level_justification", new string('x', 2_001))])))).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("giải trình nhiều nhất");
        (await PreviewAsync(Answers(Row("b", full)))).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("không có hệ thống «b»");

        var file = Answers(Row("v", [.. full, ("level_proposed", "1"), ("level_justification", "chỉ một phòng")]), Row("l4", full));
        var seen = await PreviewAsync(file);
        seen.Changes[0].Cells.TakeLast(2).Select(c => $"{c.Column.Vi}: {c.From}→{c.To}").ShouldBe(["Cấp độ theo tiêu chí: →2", "Cấp độ áp dụng: →2"]);
        seen.Changes[1].Cells[^1].ShouldBe(new ImportCell(new("Cấp độ áp dụng", "level"), "4", "4"));
        (await World.Operations.SendAsync(new ImportRecords(Owner, file, "cấp độ.xlsx", seen.Seen))).Require().ShouldBe(new RecordsImported(2, 2, 0));

        // By hand it says the same, to the letter.
        (await World.Operations.SendAsync(new DetermineLevel(Owner, "w", 1, full.ToDictionary(a => a.Item1, a => (IReadOnlyList<string>)(a.Item1 == "purpose" ? ["internal"] : a.Item2.Split("; ")), StringComparer.Ordinal), 1, "chỉ một phòng"))).Require();
        var (v, w) = (await LevelAsync("v"), await LevelAsync("w"));
        v.ShouldBe(w);
        World.Systems.Current.System("v")!.Level.ShouldBe(2);
        (await World.WithDatabaseAsync(database => database.AuditEntries.OrderBy(e => e.Id).LastAsync(e => e.Action == "records.import"))).After!.ShouldContain("harm: none; information: private, public; national-data: no; purpose: internal");
        (await World.WithDatabaseAsync(database => database.Systems.SingleAsync(s => s.Code == "l4"))).ApprovedLevel.ShouldBe(4);
        (await World.Operations.SendAsync(new GetSystem(Owner, "v"))).Require().History[0].What.Vi.ShouldEndWith("giải trình: chỉ một phòng; cấp độ áp dụng 0 → 2 (từ tệp «cấp độ.xlsx»)");

        // The same again, and what was exported, changes nothing; somebody else's determination meanwhile is told.
        (await World.Operations.SendAsync(new ImportRecords(Owner, file, "t.xlsx"))).Require().ShouldBe(new RecordsImported(0, 0, 2));
        (await PreviewAsync((await World.Operations.SendAsync(new ExportRecords(Owner))).Require().Content)).Sections.ShouldBe(0);
        var other = Answers(Row("v", [.. full, ("level_proposed", "3")]));
        seen = await PreviewAsync(other);
        (await World.Operations.SendAsync(new EditSystem(World.Other, "v", 2, "Hệ V mới", "so-a", null, true, null))).Require();
        (await World.Operations.SendAsync(new ImportRecords(Owner, other, "t.xlsx", seen.Seen))).Fault!.Code.ShouldBe("import.changed");
    }

    private Task<string> LevelAsync(string code) => World.WithDatabaseAsync(async database =>
    {
        var s = await database.Systems.SingleAsync(x => x.Code == code);
        return $"{s.ComputedLevel}|{s.ProposedLevel}|{s.ApprovedLevel}|{s.LevelBasis}|{s.LevelJustification}|{s.LevelDeterminedOn}|{string.Join(';', s.LevelAnswers.Select(a => $"{a.Key}={string.Join(',', a.Value)}"))}";
    });

    private static IReadOnlyList<string> Row(string system, params (string Question, string Text)[] answers) =>
        [system, .. Levels.Section.Fields.Select(f => answers.FirstOrDefault(a => a.Question == f.Id).Text ?? "")];

    private static ReadOnlyMemory<byte> Answers(params IReadOnlyList<string>[] rows) => Workbook(new NewSheet(Levels.Name, [.. Levels.Columns.Select(c => c.Name.Vi)], [.. Levels.Columns.Select(c => c.Width)], rows));

    [Fact]
    public async Task The_template_has_a_sheet_a_section_offers_what_a_cell_may_hold_and_imports_nothing()
    {
        var file = (await World.Operations.SendAsync(new GetRecordTemplate(Owner))).Require().Content.ToArray();

        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value).ShouldBe(["Hướng dẫn", .. Sheets.Select(s => s.Name), "Hệ thống", "Danh mục"]);
        SheetReader.Read(file, "Hệ thống").Require().Rows.Skip(1).Select(r => r[0].Text).ShouldBe(["a", "l4", "t", "u", "v", "w"]);
        var lists = SheetReader.Read(file, "Danh mục").Require().Rows;
        var zone = lists[0].Cells.ToList().FindIndex(c => c.Text == "Quy hoạch vùng mạng: Vùng mạng");
        lists[1][zone].Text.ShouldBe("Vùng mạng nội bộ");
        var column = XlsxWriter.NameOf(zone);
        document.WorkbookPart.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<DataValidation>()).Select(v => $"{v.SequenceOfReferences!.InnerText![..2]} {v.Formula1!.Text}")
            .Contains($"B2 'Danh mục'!${column}$2:${column}$9", StringComparer.Ordinal).ShouldBeTrue();
        (await PreviewAsync(file)).Rows.ShouldBe(0);
    }

    private static readonly RegulationProfile Profile = RegulationFile.Read(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml")), "vn-2026.yml", [])!;

    private static IReadOnlyList<RecordSheet> Sheets { get; } = RecordSheet.Of([LevelSheet.SectionOf(Profile.Levels), .. Profile.SystemRecord]);

    private static RecordSheet Levels => Sheets[0];

    private static NewSheet Sheet(string section, params IReadOnlyList<string>[] rows)
    {
        var sheet = Sheets.Single(s => s.Section.Id == section);
        return new NewSheet(sheet.Name, [.. sheet.Columns.Select(c => c.Name.Vi)], [.. sheet.Columns.Select(c => c.Width)], rows);
    }

    private static ReadOnlyMemory<byte> Workbook(params NewSheet[] sheets) => XlsxWriter.Write(sheets);

    private async Task<RecordImportPreview> PreviewAsync(ReadOnlyMemory<byte> file, Actor? actor = null) =>
        (await World.Operations.SendAsync(new PreviewRecordImport(actor ?? Owner, file))).Require();

    private async Task<string> StateAsync() => await World.WithDatabaseAsync(async database =>
        string.Join(';', await database.SystemSections.OrderBy(s => s.SystemCode).ThenBy(s => s.Section).Where(s => s.SystemCode == "t" || s.SystemCode == "u").Select(s => s.SystemCode + s.Section + s.Version).ToListAsync())
        + "|" + await database.History.CountAsync(h => h.Subject == "system:t"));

    public sealed class SharedWorld() : RegisteredWorld(Register);
}
