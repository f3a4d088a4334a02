using System.Text;
using CsCheck;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>What a workbook of records says of the register, section by section; the sections are the profile's, whatever it calls them.</summary>
public sealed class RecordImportPlanTests
{
    private static readonly RegulationProfile Profile = RegulationFile.Read(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml")), "vn-2026.yml", [])!;

    // Titles that no sheet may have, that are there twice, that are ours; options that read as others do.
    private static readonly RecordSection Odd = new(
        "odd", new(@"Hướng dẫn", "x"), Wording.Empty, true, false, DossierRules.AllLevels,
        [
            Field("code", RecordFieldKind.Text, "Mã hệ thống"), Field("same", RecordFieldKind.Lines, "Cột"), Field("same2", RecordFieldKind.Text, "cột"), Field("system_name", RecordFieldKind.System, "same"),
            Field("many", RecordFieldKind.Many, "Nhiều", ("a", "Có"), ("b", "có"), ("c", "Cỏ"), ("d", "a"), ("e", "một; hai")), Field("one", RecordFieldKind.Choice, "Một", ("x", " thừa "), ("y", "y")),
            Field("n", RecordFieldKind.Number, "Số"), Field("day", RecordFieldKind.Date, "Ngày"),
        ],
        Profile.SystemRecord[0].Basis);

    private static readonly IReadOnlyList<RecordSheet> Sheets = RecordSheet.Of(
        [LevelSheet.SectionOf(Profile.Levels), .. Profile.SystemRecord, Odd, Odd with { Id = "odd2", Title = new(@"A/B: [c]*?\ 'một cái tên dài hơn là một trang tính có thể có'", "x") }, Odd with { Id = "odd3", Title = new("a b   c    một cái tên dài hơn", "x") }]);

    private static readonly SystemRecord[] Systems = [Known("a", 3), Known("b", 4), Known("c", 0)];

    private static readonly string[] Tempting = ["Có", "một; hai", "000123", "1e5", "01/02/2026", "TRUE", "=1+1", "'x", "\u00A0"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char["=+-@'\",;\t\n abcđươ|;."].Array[1, 12].Select(chars => new string(chars)), Gen.Int[0, Tempting.Length - 1].Select(at => Tempting[at]));

    [Fact]
    public void Whatever_is_recorded_says_the_same_when_it_was_exported_and_read() => Gen.Select(Records(), Gen.Bool).Sample(
        (kept, asTables) =>
        {
            var workbook = new RecordWorkbook(Sheets, Systems, new Dictionary<string, string>(StringComparer.Ordinal)).Of(kept);
            var texts = asTables ? AsTables(kept) : SheetReader.ReadAll(workbook).Require();
            var plan = Plan(RecordImports.Read(texts, Sheets).Require(), kept);
            plan.Faults.Select(f => $"{f.Sheet} {f.Column.Name.En}: {f.Why.En}").ShouldBeEmpty();
            plan.Planned.Where(p => !p.IsKept).Select(p => $"{p.System.Code} {p.Sheet.Name}: {string.Join(", ", p.Changes)}").ShouldBeEmpty();
            plan.Planned.Count.ShouldBe(kept.Count(k => k.Value.Rows.Count > 0 && Sheets.First(s => s.Section.Id == k.Key.Section).Section.IsOf(Systems.First(s => s.Code == k.Key.System).EffectiveLevel)));

            // What comes back where nothing was kept is what was kept; whether answers give a level is another question.
            var anew = Plan(RecordImports.Read([.. texts.Where(t => t.Name != Sheets[0].Name)], [.. Sheets.Skip(1)]) is { IsSuccess: true, Value: var tables } ? tables : [], []);
            anew.Faults.ShouldBeEmpty();
            anew.Planned.Where(p => !SectionRecord.AreSame(p.Rows, kept[(p.System.Code, p.Sheet.Section.Id)].Rows)).Select(p => p.Sheet.Name).ShouldBeEmpty();
        },
        iter: 30);

    [Fact]
    public void Every_section_has_a_sheet_and_every_field_a_column_of_its_own()
    {
        Sheets.Count.ShouldBe(Profile.SystemRecord.Count + 4);
        Sheets.Select(s => s.Name.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count().ShouldBe(Sheets.Count);
        Sheets.ShouldAllBe(s => s.Name.Length > 0 && s.Name.Length <= 31 && !s.Name.Any(c => @"[]:*?/\".Contains(c, StringComparison.Ordinal)));
        Sheets[^3].Name.ShouldBe("odd");
        Sheets[^3].Columns.Select(c => c.Name.Vi).ShouldBe(["Mã hệ thống", "Mã hệ thống (code)", "Cột", "cột (same2)", "same (system_name)", "Nhiều", "Một", "Số", "Ngày"]);
        Sheets.Single(s => s.Section.Id == "zones").Columns.Select(c => c.Name.Vi).ShouldBe(["Mã hệ thống", "Vùng mạng", "Dải IP Private", "IP Public", "Ghi chú"]);
    }

    [Theory]
    [InlineData("zones", "x,dmz,10.0.0.0/8,,", "A", "không có hệ thống «x» trong phạm vi của bạn: xem mã ở trang tính «Hệ thống»")]
    [InlineData("zones", ",dmz,10.0.0.0/8,,", "A", "còn trống: điền vào")]
    [InlineData("zones", "a,sao hỏa,10.0.0.0/8,,", "B", "không có «sao hỏa» trong danh sách: ghi Vùng mạng nội bộ; Vùng mạng biên; Vùng DMZ; Vùng máy chủ nội bộ; Vùng mạng không dây; Vùng máy chủ cơ sở dữ liệu; Vùng quản trị; Vùng quản trị thiết bị hệ thống")]
    [InlineData("zones", "a,dmz;server,10.0.0.0/8,,", "B", "không có «dmz;server» trong danh sách: ghi Vùng mạng nội bộ; Vùng mạng biên; Vùng DMZ; Vùng máy chủ nội bộ; Vùng mạng không dây; Vùng máy chủ cơ sở dữ liệu; Vùng quản trị; Vùng quản trị thiết bị hệ thống")]
    [InlineData("zones", "a,dmz,\"10.0.0.0/8\n11.0.0.0/8\",,", "C", "ghi trên một dòng")]
    [InlineData("zones", "a,dmz,10.0.0.0/8,,x\u0007", "E", "có ký tự điều khiển: xóa đi")]
    [InlineData("zones", "a,dmz,10.0.0.0/8,,x\uFFFD", "E", "có ký tự không đọc được: xóa đi")]
    [InlineData("devices", "a,Máy chủ,P1,web,-2,", "E", "ghi một số nguyên không âm, không dấu chấm")]
    [InlineData("devices", "a,Máy chủ,P1,web,1.000,", "E", "ghi một số nguyên không âm, không dấu chấm")]
    [InlineData("devices", "a,Máy chủ,P1,web,2,31/02/2026", "F", "không phải ngày: ghi như 01/12/2026")]
    [InlineData("devices", "a,Máy chủ,P1,web,2,01/12/2026 10:00", "F", "không phải ngày: ghi như 01/12/2026")]
    [InlineData("scope", "a,làm gì,rộng,người lạ,,,", "D", "không có «người lạ» trong danh sách: ghi Cán bộ, công chức, viên chức của cơ quan; Các cơ quan nhà nước khác; Người dân; Doanh nghiệp")]
    [InlineData("impact", "a,,,,", "A", "mục này chỉ dành cho hệ thống cấp độ 4, 5: bỏ dòng này, hoặc xác định cấp độ trước")]
    [InlineData("four-layers", "a,Đội A,Công ty B,công ty b,,", "D", "«Lớp 3: tổ chức, doanh nghiệp độc lập kiểm tra, đánh giá định kỳ» không được trùng với «Lớp 2: tổ chức, doanh nghiệp giám sát, bảo vệ chuyên nghiệp»")]
    [InlineData("four-layers", "a,Đội A,Công ty B,SỞ A,,", "D", "«Lớp 3: tổ chức, doanh nghiệp độc lập kiểm tra, đánh giá định kỳ» không được trùng với «đơn vị vận hành»")]
    public void A_wrong_cell_is_told_with_sheet_line_column_reason_and_remedy_and_its_section_is_not_done(string section, string row, string column, string why)
    {
        var sheet = Sheet(section);
        var plan = Plan([Table(sheet, row)], []);

        var fault = plan.Faults.ShouldHaveSingleItem();
        (fault.Sheet, fault.Row.Line, XlsxWriter.NameOf(fault.Place!.Value), fault.Why.Vi).ShouldBe((sheet.Name, row.Contains('\n', StringComparison.Ordinal) ? 3 : 2, column, why));
        fault.Why.En.ShouldNotBeEmpty();
        plan.Planned.ShouldBeEmpty();
    }

    [Fact]
    public void Formulas_second_rows_and_too_many_rows_are_told()
    {
        var scope = Sheet("scope");
        var header = new SheetRow(1, [.. scope.Columns.Select(c => new SheetCell(c.Name.Vi))]);
        SheetRow Row(long line, SheetCell cell) => new(line, [new("a"), cell]);
        string[] Whys(params SheetRow[] rows) => [.. Plan([RecordTable.Read(scope, new SheetText([header, .. rows])).Require()], []).Faults.Select(f => $"{f.Row.Line} {f.Why.Vi}")];

        Whys(Row(2, new("x", IsFormula: true))).ShouldBe(["2 ô có công thức: dán lại giá trị"]);
        Whys(Row(2, new("x")), Row(3, new("y"))).ShouldBe(["3 mục này mỗi hệ thống một dòng, đã có ở dòng 2: bỏ một dòng"]);
        Whys(Row(2, new(new string('x', 8_001)))).ShouldBe(["2 nhiều nhất 8000 ký tự"]);
        Plan([Table(Sheet("zones"), [.. Enumerable.Range(0, 501).Select(i => FormattableString.Invariant($"a,dmz,{i},,"))])], []).Faults.Select(f => (f.Row.Line, f.Why.Vi)).ShouldBe([(502, "nhiều nhất 500 dòng")]);
    }

    [Fact]
    public void A_table_becomes_what_the_file_says_and_each_row_that_goes_is_shown()
    {
        var kept = new Dictionary<(string, string), SectionRecord>
        {
            [("a", "devices")] = Kept("a", "devices", Row(("name", "Tường lửa"), ("count", "1")), Row(("name", "Máy chủ"), ("count", "2")), Row(("name", "Cũ"))),
            [("b", "devices")] = Kept("b", "devices", Row(("name", "Của B"))),
        };
        var plan = Plan([Table(Sheet("devices"), "a,Máy chủ,,,3,", "a,Mới,,,,", "a,Tường lửa,,,1,")], kept);

        var planned = plan.Planned.ShouldHaveSingleItem();
        planned.Changes.Select(c => $"{c.Step} {c.Line}: {string.Join(", ", c.Cells.Select(cell => $"{cell.From}→{cell.To}"))}").ShouldBe(["Change 2: 2→3", "Add 3: →Mới", "Remove : Cũ→"]);
        planned.Rows.Select(r => r.Text("name")).ShouldBe(["Máy chủ", "Mới", "Tường lửa"]);
        (plan.Count(RecordImportStep.Add), plan.Count(RecordImportStep.Change), plan.Count(RecordImportStep.Remove)).ShouldBe((1, 1, 1));

        // A code that was picked and nothing more clears no section; the order of rows says nothing.
        var bare = Plan([Table(Sheet("devices"), "b,,,,,", "a,Mới,,,,")], kept);
        bare.Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("dòng chỉ có mã hệ thống: điền các ô, hoặc bỏ dòng");
        bare.Planned.ShouldHaveSingleItem().System.Code.ShouldBe("a");
        Plan([Table(Sheet("devices"), "a,Cũ,,,,", "a,Máy chủ,,,2,", "a,Tường lửa,,,1,")], kept).Planned.ShouldHaveSingleItem().IsKept.ShouldBeTrue();
    }

    [Fact]
    public void Of_rows_about_the_same_the_one_that_differs_least_is_the_one_that_changed()
    {
        var kept = new Dictionary<(string, string), SectionRecord>
        {
            [("a", "devices")] = Kept("a", "devices", Row(("name", "Máy chủ"), ("place", "P1"), ("count", "1")), Row(("name", "Máy chủ"), ("place", "P2"), ("count", "2"))),
        };
        var device = Sheet("devices").Section.Fields.Select(f => f.Id).ToList();
        string Csv(params (string Field, string Text)[] cells) => $"a,{string.Join(',', device.Select(id => cells.FirstOrDefault(c => c.Field == id).Text ?? ""))}";
        Plan([Table(Sheet("devices"), Csv(("name", "Máy chủ"), ("place", "P2"), ("count", "3")))], kept).Planned.ShouldHaveSingleItem().Changes
            .Select(c => $"{c.Step} {string.Join(", ", c.Cells.Select(cell => $"{cell.From}→{cell.To}"))}").ShouldBe(["Change 2→3", "Remove Máy chủ→, P1→, 1→"]);
    }

    [Fact]
    public void The_level_that_the_file_determines_says_which_sections_it_may_fill_whatever_the_order_of_its_sheets()
    {
        var level = Sheet(LevelSheet.Id);
        string Answers(string harm) => $"c,{string.Join(',', level.Section.Fields.Select(f => f.Id switch { "purpose" => "internal", "information" => "public", "national-data" => "no", "harm" => harm, "decided" => "none", _ => "" }))}";
        var impact = Sheet("impact");
        var rows = $"c,{string.Join(',', impact.Section.Fields.Select(f => f.Kind switch { RecordFieldKind.Choice or RecordFieldKind.Many => f.Options[0].Id, RecordFieldKind.Number => "1", RecordFieldKind.Date => "01/12/2026", _ => "x" }))}";

        var raised = Plan([Table(impact, rows), Table(level, Answers("serious"))], []);
        raised.Faults.Select(f => f.Why.Vi).ShouldBeEmpty();
        raised.Planned.Select(p => p.Sheet.Section.Id).ShouldBe([LevelSheet.Id, "impact"]);
        Plan([Table(level, Answers("none")), Table(impact, rows)], []).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("mục này chỉ dành cho hệ thống cấp độ 4, 5");
    }

    [Fact]
    public void What_the_profile_knows_no_more_stays_where_the_file_says_what_is_kept()
    {
        var kept = new Dictionary<(string, string), SectionRecord> { [("a", "zones")] = Kept("a", "zones", Row(("zone", "mars"), ("gone", "x"), ("private", "10.0.0.0/8"))) };

        Plan([Table(Sheet("zones"), "a,mars,10.0.0.0/8,,")], kept).Planned.ShouldHaveSingleItem().IsKept.ShouldBeTrue();
        Plan([Table(Sheet("zones"), "a,mars,10.0.0.0/8,,mới")], kept).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("không có «mars» trong danh sách");
    }

    [Fact]
    public void A_sheet_that_is_no_sections_and_a_column_that_is_missing_refuse_the_file()
    {
        NamedText Named(string? name, string csv) => new(name, CsvSheet.Read(Encoding.UTF8.GetBytes(csv)).Require());
        string Refused(params NamedText[] texts) => RecordImports.Read(texts, Sheets).Fault!.Message.Vi;
        var zones = Header(Sheet("zones"));

        Refused(Named("Vùng mạng 2", zones)).ShouldBe("không có mục hồ sơ «Vùng mạng 2»: giữ tên trang tính của tệp mẫu, hoặc bỏ trang này");
        Refused(Named("zones", zones), Named("QUY HOACH VUNG MANG", zones)).ShouldBe("mục «Quy hoạch vùng mạng» có hai trang tính: bỏ một trang");
        Refused(Named("zones", "Mã hệ thống,Vùng mạng\na,dmz")).ShouldBe("trang tính «Quy hoạch vùng mạng», dòng 1: thiếu cột «Dải IP Private»: dùng các cột của tệp mẫu, tên cột ở dòng đầu");
        Refused(Named("Hệ thống", "Mã hệ thống\na")).ShouldBe("tệp không có dòng nào: điền vào tệp mẫu");
        Refused(Named(null, "Mã hệ thống,Vùng mạng\na,dmz")).ShouldStartWith("không rõ tệp thuộc mục hồ sơ nào");
        RecordImports.Read([Named(null, zones)], Sheets).Require().ShouldHaveSingleItem().Sheet.Section.Id.ShouldBe("zones");
    }

    [Fact]
    public void The_digest_tells_another_version_another_row_and_another_fault()
    {
        var kept = Kept("a", "zones", Row(("zone", "dmz")));
        string Digest(string row, SectionRecord section) => Plan([Table(Sheet("zones"), row)], new() { [("a", "zones")] = section }).Digest;

        var digests = new[] { Digest("a,server,,,", kept), Digest("a,server,,,x", kept), Digest("a,mars,,,", kept), Digest("a,dmz,,,", kept) };
        kept.Keep([Row(("zone", "dmz"))], 1, Actor.Program);
        digests.Append(Digest("a,server,,,", kept)).Distinct(StringComparer.Ordinal).Count().ShouldBe(5);
    }

    private static Gen<Dictionary<(string System, string Section), SectionRecord>> Records() =>
        from cells in Gen.Select(Gen.Int[0, 2], Gen.Int[0, Sheets.Count - 1], Gen.Select(Texts, Gen.Int[0, 20_000], Gen.Bool).Array[12].Array[1, 3]).Array[1, 8]
        select cells.DistinctBy(c => (c.Item1, c.Item2)).Select(c => Record(Systems[c.Item1].Code, Sheets[c.Item2].Section, c.Item3)).ToDictionary(k => (k.SystemCode, k.Section));

    private static SectionRecord Record(string system, RecordSection section, (string Text, int Number, bool IsThere)[][] cells)
    {
        var rows = cells.Take(section.IsTable ? 3 : 1).Select(row => section.Fields.Zip(row).Where(f => f.Second.IsThere).ToDictionary(f => f.First.Id, f => Values(f.First, f.Second.Text, f.Second.Number), StringComparer.Ordinal));
        var faults = new List<SectionFault>();
        var read = SectionChecks.Read(section, [.. rows], [], faults);
        faults.RemoveAll(f => section.Fields.First(field => field.Id == f.Field).DistinctFrom.Count > 0);
        faults.ShouldBeEmpty();
        return Kept(system, section.Id, [.. section.Fields.Any(f => f.DistinctFrom.Count > 0) ? [] : read]);
    }

    private static IReadOnlyList<string> Values(RecordField field, string text, int number) => field.Kind switch
    {
        RecordFieldKind.Number => [number.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        RecordFieldKind.Date => [new DateOnly(2020, 1, 1).AddDays(number).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)],
        RecordFieldKind.Choice => [field.Options[number % field.Options.Count].Id],
        RecordFieldKind.Many => [field.Options[number % field.Options.Count].Id, field.Options[number / 7 % field.Options.Count].Id],
        RecordFieldKind.Lines => [text],
        _ => [text.Replace('\n', ' ')],
    };

    private static List<NamedText> AsTables(IReadOnlyDictionary<(string System, string Section), SectionRecord> kept) => [.. Sheets
        .Select(s => new NamedText(s.Name, SheetReader.ReadAll(CsvSheet.Write(RecordWorkbook.Header(s), RecordWorkbook.Rows(s, Systems, kept))).Require().Single().Text))];

    private static RecordImportPlan Plan(IReadOnlyList<RecordTable> tables, Dictionary<(string System, string Section), SectionRecord> kept) => RecordImportPlan.Make(
        tables, new RecordsSeen(Systems.ToDictionary(s => s.Code, StringComparer.Ordinal), kept, _ => ["so-a", "Sở A"], Profile.Levels, Actor.Program, new DateOnly(2026, 11, 24)));

    private static RecordTable Table(RecordSheet sheet, params string[] rows) =>
        RecordTable.Read(sheet, CsvSheet.Read(Encoding.UTF8.GetBytes($"{Header(sheet)}\n{string.Join('\n', rows)}")).Require()).Require();

    private static string Header(RecordSheet sheet) => string.Join(',', sheet.Columns.Select(c => c.Name.Vi.Contains(',', StringComparison.Ordinal) ? $"\"{c.Name.Vi}\"" : c.Name.Vi));

    private static RecordSheet Sheet(string section) => Sheets.Single(s => s.Section.Id == section);

    private static RecordField Field(string id, RecordFieldKind kind, string title, params (string Id, string Title)[] options) =>
        new(id, kind, new(title, id), Wording.Empty, false, [.. options.Select(o => new RecordOption(o.Id, new(o.Title, o.Id)))], []);

    private static SystemRecord Known(string code, int level) => new() { Code = code, Name = $"Hệ {code}", OwnerCode = "so-a", Status = SystemStatus.Test, ApprovedLevel = level == 0 ? null : level };

    private static SectionRecord Kept(string system, string section, params RecordRow[] rows)
    {
        var kept = new SectionRecord { SystemCode = system, Section = section };
        kept.Keep([.. rows], 1, Actor.Program);
        return kept;
    }

    private static RecordRow Row(params (string Field, string Value)[] fields)
    {
        var row = new RecordRow();
        foreach (var (field, value) in fields)
            row[field] = [value];
        return row;
    }
}
