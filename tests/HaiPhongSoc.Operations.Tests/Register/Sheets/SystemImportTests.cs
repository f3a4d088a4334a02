using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Sheets;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>Systems from a file: seen first, done in one piece or not at all, no more than by hand, and what was exported is what comes back.</summary>
public sealed class SystemImportTests : IAsyncLifetime
{
    private const string Head = "Mã hệ thống,Tên hệ thống,Mã chủ quản,Mã đơn vị vận hành,Trạng thái,Có dữ liệu thật,Văn bản kết luận đủ điều kiện,Ngày kết luận,Cấp độ phê duyệt\n";
    private const string New = "chưa kết luận bảo đảm an toàn";

    private const string Register = """
        organisations:
          - {code: tp, name: Thành phố}
          - {code: o, name: O, parent: tp}
          - {code: p, name: P}
          - {code: cu, name: Cũ, valid_to: 2025-06-30}
        systems:
          - {code: a, name: "=Cổng A", level: {approved: 3, basis: "Điều 1", decision: "QĐ 1", decided_on: 2026-01-02}, owner: o, status: in-operation, has_real_data: true, contact: {name: "-Lan", phone: "+84 225 2"}, conclusion: {document: "@BB 7", on: 2026-02-01}, record: {four-layers: {assessor: P}}}
          - {code: b, name: Cổng B, owner: o, operator: cu, status: test, has_real_data: false, level: {proposed: 2, computed: 3, basis: "Điều 2", justification: "'vì nhỏ"}}
          - {code: c, name: Cổng C, owner: p, status: not-concluded, has_real_data: true}
        """;

    private const string Reason = "đổi sang trạng thái này phải có lý do: giữ như sổ đăng ký, đổi ở trang của hệ thống";

    private static readonly Actor Owner = new("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "o" };

    private OperationsWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        (await _world.Operations.SendAsync(new ImportRegister(_world.Administrator, Register, "r.yml"))).Require();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Bad_rows_are_left_out_told_mended_and_imported_and_the_same_again_changes_nothing()
    {
        var file = Csv($"moi,Hệ thống mới,o,tt,{New},có,,,", $"moi-2,Mới 2,o,p,{New},có,,,", "b,Cổng B mới,o,cu,thử nghiệm,có,,,", $"moi-2,Mới 2,o,,{New},có,,,");
        var seen = await PreviewAsync(file);
        (seen.Rows, seen.Added, seen.Changed, seen.Unchanged).ShouldBe((4, 1, 1, 0));
        seen.Faults.Select(f => (f.Line, f.Place, f.Why.Vi)).ShouldBe([
            (2, "D", "không có cơ quan «tt» đang hoạt động: xem mã ở trang tính «Cơ quan»"), (5, "A", "trùng dòng 3: bỏ một dòng")]);
        seen.Planned.Select(p => (p.Step, p.Line, string.Join(", ", p.Cells.Select(c => $"{c.From}→{c.To}")))).ShouldBe([
            (SystemImportStep.Add, 3, $"→o, →p, →{New}, →có"), (SystemImportStep.Change, 4, "Cổng B→Cổng B mới, không→có")]);
        var before = await StateAsync();

        // All of it or nothing, unless the person says that rows are left out.
        var refused = await _world.Operations.SendAsync(new ImportSystems(Owner, file, "t.csv", Seen: seen.Seen));
        refused.Fault!.Code.ShouldBe("import.faults");
        refused.Fault.Message.En.Split('\n')[0].ShouldStartWith("body:2:4: operator: ");
        (await StateAsync()).ShouldBe(before);

        (await _world.Operations.SendAsync(new ImportSystems(Owner, file, "hệ thống.csv", LeavesOutFaulty: true, Seen: seen.Seen))).Require().ShouldBe(new SystemsImported(1, 1, 0, 2));
        _world.Systems.Current.System("moi-2")!.Name.ShouldBe("Mới 2");
        var b = await SystemAsync("b");
        (b.Row.Status, b.Row.HasRealData, b.Version).ShouldBe((SystemStatus.Test, true, 2));
        b.History[0].What.Vi.ShouldBe("sửa từ tệp «hệ thống.csv»: Tên hệ thống «Cổng B» → «Cổng B mới»; Có dữ liệu thật «không» → «có»");
        var entry = await _world.WithDatabaseAsync(database => database.AuditEntries.OrderBy(e => e.Id).LastAsync(e => e.Action == "systems.import"));
        (entry.ActorName, entry.After!.Contains("Cổng B mới", StringComparison.Ordinal)).ShouldBe((Owner.Name, true));

        // The rows at fault come back as a file: the same columns, and why. Mended, they alone are imported.
        var faulty = SheetReader.Read(seen.FaultyRows.ToArray(), SystemSheet.Name).Require();
        faulty.Rows.Select(r => r[0].Text).ShouldBe(["Mã hệ thống", "moi", "moi-2"]);
        faulty.Rows[1][SystemColumn.All.Count].Text.ShouldStartWith("Mã đơn vị vận hành: không có cơ quan «tt»");

        var again = await PreviewAsync(file);
        (again.Added, again.Changed, again.Unchanged, again.Faults.Count).ShouldBe((0, 0, 2, 2));
        (await _world.Operations.SendAsync(new ImportSystems(Owner, file, "t.csv", LeavesOutFaulty: true))).Require().ShouldBe(new SystemsImported(0, 0, 2, 2));
        (await SystemAsync("b")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task What_its_sender_may_not_do_by_hand_a_row_does_not_do()
    {
        (string Row, string Why)[] cases =
        [
            ("c,Cổng C,o,,thử nghiệm,có,,,", "mã c đã có hệ thống ngoài phạm vi của bạn dùng: chọn mã khác"),
            ("n,N,p,,thử nghiệm,có,,,", "không có cơ quan «p» trong phạm vi của bạn: xem mã ở trang tính «Cơ quan»"),
            ("n,N,o,cu,thử nghiệm,có,,,", "không có cơ quan «cu» đang hoạt động: xem mã ở trang tính «Cơ quan»"),
            ("a,=Cổng A,o,p,đang vận hành,có,@BB 7,01/02/2026,3", "«Lớp 3: tổ chức, doanh nghiệp độc lập kiểm tra, đánh giá định kỳ» không được trùng với «đơn vị vận hành»"),
            ("n,N,o,,thử nghiệm,có,,,4", "cấp độ không nhập từ tệp: để trống, xác định cấp độ ở trang của hệ thống sau khi nhập"),
            ("a,=Cổng A,o,,đang vận hành,có,@BB 7,01/02/2026,1", "cấp độ không nhập từ tệp (sổ đăng ký ghi «3»): giữ như sổ đăng ký, xác định hoặc ghi quyết định phê duyệt ở trang của hệ thống"),
            ("b,Cổng B,o,cu,đang vận hành,không,BB 8,01/02/2026,", "kết luận đủ điều kiện đưa vào vận hành do đơn vị chuyên trách của thành phố ghi: gửi văn bản kết luận cho Trung tâm"),
            ("a,=Cổng A,o,,đang vận hành,có,BB 9,01/02/2026,3", "kết luận đủ điều kiện đưa vào vận hành do đơn vị chuyên trách của thành phố ghi: gửi văn bản kết luận cho Trung tâm"),
            ("b,Cổng B,o,cu,thử nghiệm,không,BB 8,01/02/2026,", "kết luận chỉ ghi khi hệ thống «đang vận hành»: giữ như sổ đăng ký"),
            ($"n,N,o,,{New},có,BB 7,01/02/2026,", "chưa kết luận bảo đảm an toàn thì không có văn bản kết luận: để trống"),
            ("a,=Cổng A,o,,đã ngừng,có,@BB 7,01/02/2026,3", Reason),
            ("a,=Cổng A,o,,chưa kết luận bảo đảm an toàn,có,,,3", Reason),
            ("b,Cổng B,o,cu,đã ngừng,không,,,", Reason),
        ];
        foreach (var (row, why) in cases)
            (await PreviewAsync(Csv(row))).Faults.Select(f => f.Why.Vi).ShouldBe([why], row);
    }

    [Fact]
    public async Task The_city_records_conclusions_of_what_has_a_level()
    {
        async Task<string> RefusedAsync(string row) => (await PreviewAsync(Csv(row), _world.Other)).Faults.ShouldHaveSingleItem().Why.Vi;
        (await RefusedAsync("c,Cổng C,p,,đang vận hành,có,BB 8,01/02/2026,")).ShouldStartWith("chưa xác định cấp độ");
        (await RefusedAsync("b,Cổng B,o,cu,đang vận hành,không,,01/02/2026,")).ShouldStartWith("đưa vào vận hành phải có văn bản kết luận đủ điều kiện");
        (await RefusedAsync("b,Cổng B,o,cu,đang vận hành,không,BB 8,,")).ShouldBe("ghi ngày kết luận");
        (await RefusedAsync("b,Cổng B,o,cu,đang vận hành,không,BB 8,01/02/2100,")).ShouldBe("ngày kết luận còn ở phía trước");

        // A column that is not there leaves what the register says.
        await DoAsync(Csv("b,Cổng B,o,cu,đang vận hành,không,BB 8,01/02/2026,"), _world.Other);
        await DoAsync(Encoding.UTF8.GetBytes("code,name,owner,status,has_real_data\na,Cổng A mới,o,đang vận hành,có\n"), Owner);

        var (a, b) = (await SystemAsync("a"), await SystemAsync("b"));
        (b.Row.Status, b.Proof.Conclusion, b.Proof.ConcludedOn).ShouldBe((SystemStatus.InOperation, "BB 8", new DateOnly(2026, 2, 1)));
        (a.Row.Status, a.Proof.Conclusion, a.Proof.ConcludedOn, a.ApprovedLevel, a.Contact!.Name).ShouldBe((SystemStatus.InOperation, "@BB 7", new DateOnly(2026, 2, 1), 3, "-Lan"));
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_said_and_not_overwritten()
    {
        var file = Csv("b,Cổng B mới,o,cu,thử nghiệm,không,,,", $"n,N,o,,{New},có,,,");
        var seen = await PreviewAsync(file);
        (await _world.Operations.SendAsync(new EditSystem(_world.Other, "b", 1, "Tên khác", "o", "cu", false, null))).Require();
        await RefusedAsync(seen);
        seen = await PreviewAsync(file);
        (await _world.Operations.SendAsync(new AddSystem(_world.Other, "n", "N của người khác", "o", null, true))).Require();
        await RefusedAsync(seen);
        ((await SystemAsync("b")).Row.Name, (await SystemAsync("n")).Row.Name).ShouldBe(("Tên khác", "N của người khác"));

        async Task RefusedAsync(SystemImportPreview was)
        {
            var outcome = await _world.Operations.SendAsync(new ImportSystems(Owner, file, "t.csv", Seen: was.Seen));
            (outcome.Fault!.Kind, outcome.Fault.Code).ShouldBe((FaultKind.Conflict, "import.changed"));
        }
    }

    [Theory]
    [InlineData(RegisterFormat.Xlsx)]
    [InlineData(RegisterFormat.SystemsCsv)]
    public async Task A_list_that_was_exported_changes_nothing_and_holds_no_more_than_its_reader_may_see(RegisterFormat format)
    {
        foreach (var (actor, systems) in new[] { (Owner, 2), (_world.Other, 3) })
        {
            var file = (await _world.Operations.SendAsync(new ExportRegister(actor, format))).Require();
            var seen = await PreviewAsync(file.Content, actor);
            seen.Faults.Select(f => f.Why.Vi).ShouldBeEmpty();
            (seen.Rows, seen.Added, seen.Changed, seen.Unchanged).ShouldBe((systems, 0, 0, systems));
        }

        // No cell of it is a formula to a spreadsheet program.
        var text = Encoding.UTF8.GetString((await _world.Operations.SendAsync(new ExportRegister(Owner, RegisterFormat.SystemsCsv))).Require().Content.Span);
        text.ShouldContain(",'=Cổng A,");
        text.ShouldContain(",'-Lan,'+84 225 2,");
        text.ShouldContain(",'@BB 7,");
        (await _world.Operations.SendAsync(new PreviewSystemImport(_world.Administrator, Encoding.UTF8.GetBytes(text)))).Fault!.Code.ShouldBe("access.forbidden");
    }

    [Fact]
    public async Task Thousands_of_systems_are_seen_at_once_and_come_in_one_go()
    {
        var rows = Enumerable.Range(0, 5_000).Select(i => FormattableString.Invariant($"ht-{i},Hệ thống {i},o,,{New},có,,,")).ToArray();
        (await PreviewAsync(Csv(rows))).Added.ShouldBe(5_000);
        await DoAsync(Csv(rows[..1_000]), Owner);
        _world.Systems.Current.System("ht-999")!.OwnerCode.ShouldBe("o");
    }

    [Fact]
    public async Task The_template_explains_its_columns_and_offers_what_a_cell_may_hold()
    {
        var file = (await _world.Operations.SendAsync(new GetSystemTemplate(Owner))).Require().Content.ToArray();

        SheetReader.Read(file, SystemSheet.Name).Require().Rows.ShouldHaveSingleItem().Cells.Select(c => c.Text).ShouldBe(SystemColumn.All.Select(c => c.Name.Vi));
        SheetReader.Read(file, "Hướng dẫn").Require().Rows.Skip(1).Take(SystemColumn.All.Count).Select(r => r[0].Text).ShouldBe(SystemColumn.All.Select(c => c.Name.Vi));
        SheetReader.Read(file, "Cơ quan").Require().Rows.Skip(1).Select(r => (r[0].Text, r[2].Text)).ShouldBe([("o", "có"), ("p", "không"), ("tp", "không")]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        document.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<DataValidation>()).Select(v => $"{v.SequenceOfReferences!.InnerText![..2]} {v.Formula1!.Text}").ShouldBe([
            "E2 \"chưa kết luận bảo đảm an toàn,thử nghiệm,đang vận hành,đã ngừng\"", "F2 \"có,không\"", "L2 \"1,2,3,4,5\"", "M2 \"1,2,3,4,5\"", "N2 \"1,2,3,4,5\"", "C2 'Cơ quan'!$A$2:$A$2", "D2 'Cơ quan'!$A$2:$A$4"]);
        (await PreviewAsync(file)).Rows.ShouldBe(0);
    }

    private static ReadOnlyMemory<byte> Csv(params string[] rows) => Encoding.UTF8.GetBytes(Head + string.Join('\n', rows));

    private async Task DoAsync(ReadOnlyMemory<byte> file, Actor actor) =>
        (await _world.Operations.SendAsync(new ImportSystems(actor, file, "t.csv", Seen: (await PreviewAsync(file, actor)).Seen))).Require().LeftOut.ShouldBe(0);

    private async Task<SystemImportPreview> PreviewAsync(ReadOnlyMemory<byte> file, Actor? actor = null) =>
        (await _world.Operations.SendAsync(new PreviewSystemImport(actor ?? Owner, file))).Require();

    private async Task<SystemDetail> SystemAsync(string code) => (await _world.Operations.SendAsync(new GetSystem(Actor.Program, code))).Require();

    private async Task<string> StateAsync() => await _world.WithDatabaseAsync(async database =>
        string.Join(';', await database.Systems.OrderBy(s => s.Code).Select(s => s.Code + s.Version).ToListAsync()) + "|" + await database.AuditEntries.CountAsync());
}
