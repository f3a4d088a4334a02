using System.Text;
using CsCheck;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Sheets;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>Each row by itself: what it says, or which cell is wrong and what to do.</summary>
public sealed class SystemTableTests
{
    private const string Header = "Mã hệ thống,Tên hệ thống,Mã chủ quản,Trạng thái,Có dữ liệu thật,Ngày kết luận\n";

    private static readonly Gen<string?> Texts =
        from text in Gen.Char["=+-@'\",;\t\n abcđươ|"].Array[1, 12]
        from isThere in Gen.Bool
        select isThere && new string(text).Trim().Length > 0 && new string(text).Trim() != "'" ? new string(text).Trim() : null;

    private static readonly Gen<SystemRecord> Systems =
        from texts in Texts.Array[6]
        from status in Gen.Enum<SystemStatus>()
        from figures in Gen.Int[0, 5].Array[3]
        from days in Gen.Int[0, 20_000].Array[2]
        from real in Gen.Bool
        select new SystemRecord
        {
            Code = "dvc",
            Name = texts[0] ?? "Cổng",
            OwnerCode = "tp",
            OperatorCode = real ? null : "tt",
            Status = status,
            HasRealData = real,
            ContactName = texts[1],
            ContactPhone = texts[2],
            Conclusion = texts[3],
            ConcludedOn = Day(days[0]),
            ComputedLevel = Level(figures[0]),
            ProposedLevel = Level(figures[1]),
            ApprovedLevel = Level(figures[2]),
            LevelBasis = texts[4],
            LevelDecidedOn = Day(days[1]),
            LevelJustification = texts[5],
        };

    [Theory]
    [InlineData("Cổng A,Tên,tp,thử nghiệm,có,", "A", "mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất 64 ký tự")]
    [InlineData("a,,tp,thử nghiệm,có,", "B", "còn trống: điền vào")]
    [InlineData("a,Tên,,thử nghiệm,có,", "C", "còn trống: điền vào")]
    [InlineData("a,Tên,tp,đang chạy,có,", "D", "không phải trạng thái: chọn trong danh sách của ô")]
    [InlineData("a,Tên,tp,thử nghiệm,một ít,", "E", "ghi có hoặc không")]
    [InlineData("a,Tên,tp,thử nghiệm,có,31/02/2026", "F", "không phải ngày: ghi như 01/12/2026")]
    [InlineData("a,Tên,tp,thử nghiệm,có,01/12/2026 10:00", "F", "không phải ngày: ghi như 01/12/2026")]
    [InlineData("a,Tên,tp,thử nghiệm,có,01/12/1889", "F", "không phải ngày: ghi như 01/12/2026")]
    [InlineData("a,Tên\u0007,tp,thử nghiệm,có,", "B", "có ký tự không đọc được: xóa đi")]
    public void A_wrong_row_is_told_with_line_column_reason_and_remedy(string row, string column, string why)
    {
        var table = Read(Header + "b,Tên,tp,TEST,Yes,2026-12-01\n" + row);

        var fault = table.Sheet.Faults.ShouldHaveSingleItem();
        (fault.Row.Line, XlsxWriter.NameOf(fault.Place!.Value), fault.Why.Vi).ShouldBe((3, column, why));
        fault.Why.En.ShouldNotBeEmpty();
        table.Wanted.ShouldHaveSingleItem().Texts.ShouldBe(
            ["b", "Tên", "tp", null, "thử nghiệm", "có", null, null, null, null, "01/12/2026", null, null, null, null, null, null, null]);
    }

    [Fact]
    public void Too_long_a_name_and_a_formula_are_told_at_their_cells()
    {
        var name = new SheetCell(new string('x', 301));
        var formula = new SheetCell("có", IsFormula: true);
        var row = new SheetRow(2, [new("a"), name, new("tp"), new("thử nghiệm"), formula]);
        var header = new SheetRow(1, [.. Header.Trim().Split(',').Select(h => new SheetCell(h))]);

        SystemTable.Read(new SheetText([header, row])).Require().Sheet.Faults.Select(f => f.Why.Vi).ShouldBe(["dài hơn 300 ký tự: rút ngắn", "ô có công thức: dán lại giá trị"]);
    }

    [Fact]
    public void Whatever_is_exported_says_the_same_when_it_is_read() => Systems.Array[1, 4].Sample(
        systems =>
        {
            var rows = SystemSheet.Rows(systems, new Dictionary<string, string>(StringComparer.Ordinal) { ["tp"] = "=Thành phố" }).ToList();
            foreach (var file in new[] { CsvSheet.Write(SystemSheet.Header, rows), XlsxWriter.Write(SystemSheet.Systems(rows), SystemSheet.Guide()) })
            {
                var table = SystemTable.Read(SheetReader.Read(file, SystemSheet.Name).Require()).Require();
                table.Sheet.Faults.Select(f => $"{f.Column.Name.En}: {f.Why.En}").ShouldBeEmpty();
                table.Wanted.Select(w => string.Join('|', w.Texts)).ShouldBe(systems.Select(s => string.Join('|', SystemSheet.TextsOf(s))));
            }
        },
        iter: 40);

    private static SystemTable Read(string csv) => SystemTable.Read(CsvSheet.Read(Encoding.UTF8.GetBytes(csv)).Require()).Require();

    private static int? Level(int figure) => figure == 0 ? null : figure;

    private static DateOnly? Day(int days) => days < 5_000 ? null : new DateOnly(1995, 1, 1).AddDays(days - 5_000);
}
